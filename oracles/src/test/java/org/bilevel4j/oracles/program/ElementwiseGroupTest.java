package org.bilevel4j.oracles.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.Dim;
import org.bilevel4j.oracles.graph.Graph;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.graph.Reduction;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Value;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseGroupTest {
  private static final int ROWS = 3;

  /** ((x s) - x) s, s once as it is and once repeated: a graph that is not simplified. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void should_keep_a_repeated_number_while_its_group_reads_it(int blocks) {
    Graph g = new Graph();
    Value x = g.input("x", Known.AT_POINT, new Shape(Dim.of(ROWS), Dim.ONE, true));
    Value s = g.input("s", Known.AT_POINT, new Shape(Dim.ONE, Dim.ONE, true));
    Value repeated = g.add(new Reduction.Broadcast(Dim.of(ROWS), Dim.ONE), s);
    Value product = g.add(Binary.MUL, x, s);
    Value difference = g.add(Binary.SUB, product, x);
    Value result = g.add(Binary.MUL, difference, repeated);
    Replay r =
        new Program(List.of(new Question("result", List.of(result))))
            .open(Precision.FLOAT64, Kernels.current(), WorkerTeam.single());
    Binding bound = Binding.of(new int[blocks], blocks, Binding.none());
    Frame upper = r.frame(Known.AT_X);
    Frame rows = r.frame(Known.AT_ROWS);
    Frame point = r.frame(Known.AT_POINT);
    upper.bind(bound);
    rows.bind(bound);
    point.bind(bound);
    r.use(bound, upper, rows, point);
    for (int b = 0; b < blocks; b++) {
      r.load(Vec.of(2, 3, 5), Objects.requireNonNull(r.input(x)), b * ROWS);
      r.load(Vec.of(7 + b), Objects.requireNonNull(r.input(s)), b);
    }

    r.prepare("result");
    r.finish("result");

    Place at = r.result("result", 0);
    for (int b = 0; b < blocks; b++) {
      for (int j = 0; j < ROWS; j++) {
        double one = Vec.of(2, 3, 5).get(j);
        assertThat(r.tiles().get(r.frame(at).all(), r.frame(at).offset(at) + b * ROWS + j))
            .isCloseTo((one * (7 + b) - one) * (7 + b), Offset.offset(1e-12));
      }
    }
  }
}
