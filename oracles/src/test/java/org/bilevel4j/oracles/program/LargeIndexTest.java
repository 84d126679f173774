package org.bilevel4j.oracles.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Dim;
import org.bilevel4j.oracles.graph.Graph;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Value;
import org.junit.jupiter.api.Test;

/** Floats count to 2^24; the index after it would be another row's. */
class LargeIndexTest {
  private static final int COUNTED = 1 << 24;

  /** Where 1 stands after it was added to a row of zeros. */
  private static boolean isAdded(Precision precision, int index) {
    Graph g = new Graph();
    Value at = g.input("index", Known.AT_POINT, new Shape(Dim.ONE, Dim.ONE, true));
    Value one = g.input("one", Known.AT_POINT, new Shape(Dim.ONE, Dim.ONE, true));
    Value sum = g.scatterAdd(one, at, Dim.of(COUNTED + 8), false);
    Program program = new Program(List.of(new Question("sum", List.of(sum))));
    Replay r = program.open(precision, Kernels.current(), WorkerTeam.single());
    Binding b = Binding.of(new int[] {1}, 1, Binding.none());
    Frame x = r.frame(Known.AT_X);
    Frame rows = r.frame(Known.AT_ROWS);
    Frame point = r.frame(Known.AT_POINT);
    for (Frame f : List.of(x, rows, point)) {
      f.bind(b);
    }
    r.use(b, x, rows, point);
    r.load(Vec.of(index), Objects.requireNonNull(r.input(at)), 0);
    r.load(Vec.of(1), Objects.requireNonNull(r.input(one)), 0);
    r.prepare("sum");
    r.finish("sum");
    Place result = r.result("sum", 0);
    return r.tiles().get(r.frame(result).all(), r.frame(result).offset(result) + index) == 1;
  }

  @Test
  void should_find_the_row_or_refuse_the_index() {
    assertThat(isAdded(Precision.FLOAT32, COUNTED - 1)).isTrue();
    assertThat(isAdded(Precision.FLOAT64, COUNTED + 1)).isTrue();
    assertThatThrownBy(() -> isAdded(Precision.FLOAT32, COUNTED + 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("scatterAdd: index 16777216 at row 0 is not exact in float32.")
        .hasMessageContaining("float64");
  }
}
