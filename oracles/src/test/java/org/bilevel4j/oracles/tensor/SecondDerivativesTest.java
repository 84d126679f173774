package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Gradients;
import org.bilevel4j.oracles.graph.Graph;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.graph.Reach;
import org.bilevel4j.oracles.graph.Tangents;
import org.bilevel4j.oracles.graph.Value;
import org.bilevel4j.oracles.program.Binding;
import org.bilevel4j.oracles.program.Frame;
import org.bilevel4j.oracles.program.Place;
import org.bilevel4j.oracles.program.Program;
import org.bilevel4j.oracles.program.Question;
import org.bilevel4j.oracles.program.Replay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecondDerivativesTest {
  private static final int[] ROWS = {5, 2};

  /** H v in "W" of a random loss, forward over reverse and reverse over reverse. */
  @Test
  void should_be_equal_forward_over_reverse_and_reverse_over_reverse() {
    double worst = 0;
    for (long seed = 0; seed < 128; seed++) {
      RandomModel model = RandomModel.of(seed, true);
      Inputs in = new Inputs(model.parameters(), model.lowerInputs());
      Graph g = in.graph();
      Value loss = model.lowerLoss(in).node();
      Value w = in.lower("W").node();
      Value v = g.input("v", Known.AT_POINT, w.shape());
      Value gradient = found(Gradients.perBlock(g, loss, List.of(w)).in(w));
      Value product = g.sumOver(g.mul(gradient, v), true, true);
      Value forward = found(new Tangents(g, Map.of(w, v)).of(gradient));
      Value reverse = found(Gradients.perBlock(g, product, List.of(w)).in(w));
      // and forward over forward: the second derivative along v is (v, H v)
      Value slope = found(new Tangents(g, Map.of(w, v)).of(loss));
      Value curvature = found(new Tangents(g, Map.of(w, v)).of(slope));
      Value expected = g.sumOver(g.mul(forward, v), true, true);
      List<double[]> values = values(List.of(forward, reverse, curvature, expected), seed);
      worst = Math.max(worst, distance(values.get(0), values.get(1)));
      worst = Math.max(worst, distance(values.get(2), values.get(3)));
      assertThat(worst).as("seed " + seed).isLessThan(1e-12);
    }
    System.out.printf("forward over reverse, reverse over reverse, forward twice: %.1e%n", worst);
  }

  private static Value found(@Nullable Value derivative) {
    return Objects.requireNonNull(derivative, "a derivative that is zero");
  }

  private static double distance(double[] a, double[] b) {
    double scale = 1;
    double worst = 0;
    for (int j = 0; j < a.length; j++) {
      scale = Math.max(scale, Math.abs(a[j]));
      worst = Math.max(worst, Math.abs(a[j] - b[j]));
    }
    return worst / scale;
  }

  /** Evaluates values at random inputs; indices are 0, 1, 2, 0, ... */
  private static List<double[]> values(List<Value> nodes, long seed) {
    Program program = new Program(List.of(new Question("all", nodes)));
    Replay r = program.open(Precision.FLOAT64, Kernels.current(), WorkerTeam.single());
    Binding b = Binding.of(ROWS, ROWS.length, Binding.none());
    Frame x = r.frame(Known.AT_X);
    Frame rows = r.frame(Known.AT_ROWS);
    Frame point = r.frame(Known.AT_POINT);
    for (Frame f : List.of(x, rows, point)) {
      f.bind(b);
    }
    r.use(b, x, rows, point);
    Rng rng = Key.of(seed).rng();
    for (Value n : Reach.below(nodes)) {
      SparseExample.fill(r, n, ROWS[0] + ROWS[1]);
      boolean dense = n.in().isEmpty() && !(n.op() instanceof Leaf.Sparse);
      Place p = dense ? r.input(n) : null;
      String name = n.op().name();
      boolean given = name.startsWith("parameter") || name.startsWith("row") || name.equals("v");
      for (int j = 0; p != null && given && j < b.elements(n.shape()); j++) {
        double value =
            name.equals("rows") ? ROWS[j] : name.equals("row input k") ? j % 3 : rng.uniform(-1, 1);
        r.tiles().set(r.frame(p).all(), r.frame(p).offset(p) + j, value);
      }
    }
    r.prepare("all");
    r.finish("all");
    return java.util.stream.IntStream.range(0, nodes.size())
        .mapToObj(k -> read(r, b, r.result("all", k)))
        .toList();
  }

  private static double[] read(Replay r, Binding b, Place p) {
    double[] v = new double[b.elements(p.shape())];
    for (int j = 0; j < v.length; j++) {
      v[j] = r.tiles().get(r.frame(p).all(), r.frame(p).offset(p) + j);
    }
    return v;
  }
}
