package org.bilevel4j.applications;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.oracles.tensor.AutodiffOracle;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model of every application against its derivatives by hand, in double precision. */
class ModelTest {
  private static final double TOLERANCE = 1e-9;

  private static BilevelProblem problem(String application, Map<String, Object> set) {
    return Catalogue.load(ApplicationFactory.KIND)
        .get(application)
        .with(set)
        .create(Optional.empty(), 3)
        .problem();
  }

  static Stream<BilevelProblem> problems() {
    Map<String, Object> letter =
        Map.of("tasks", 5, "frequencies", 7, "penaltyStart", 0.3, "precision", "float64");
    Map<String, Object> script =
        Map.of(
            "tasks",
            3,
            "frequencies",
            5,
            "loss",
            "double-softmax",
            "bias",
            true,
            "biasPenalty",
            0.02,
            "squaredPenalty",
            false,
            "logSpace",
            true,
            "precision",
            "float64");
    Map<String, Object> sinusoid = Map.of("activation", "tanh", "precision", "float64");
    Map<String, Object> relu =
        Map.of("design", "paper-3", "widths", "9,4", "headBias", false, "precision", "float64");
    return Stream.of(
        problem("robust-hpo-letter", letter),
        problem("robust-hpo-letter", script),
        problem("robust-sinusoid", sinusoid),
        problem("robust-sinusoid", relu),
        problem("quadratic", Map.of()),
        problem("quadratic", Map.of("rows", 0)),
        problem("quadratic", Map.of("dual", "simplex", "lowerNoise", 0.3)),
        problem("quadratic", Map.of("dual", "per-block", "dualDim", 2)),
        problem("quadratic", Map.of("dual", "shared", "dualDim", 3)));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void should_equal_the_derivatives_by_hand(BilevelProblem byHand) {
    checkAll(byHand);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "BILEVEL4J_DATA", matches = ".+")
  void should_equal_the_derivatives_by_hand_on_images() {
    Map<String, Object> plain = Map.of("maxTrainRows", 40, "widths", "6", "precision", "float64");
    Map<String, Object> more =
        Map.of(
            "maxTrainRows",
            40,
            "widths",
            "5,4",
            "activation",
            "softplus",
            "layerBias",
            true,
            "headBias",
            true,
            "headBiasPenalty",
            0.1,
            "loss",
            "logistic",
            "precision",
            "float64");
    checkAll(problem("robust-representation-fashion-mnist", plain));
    checkAll(problem("robust-representation-fashion-mnist", more));
  }

  @Test
  void should_state_no_model_where_the_losses_have_a_kink_at_the_start() {
    assertThat(problem("robust-sinusoid", Map.of("penaltyForm", "norm")).model()).isEmpty();
  }

  private static void checkAll(BilevelProblem byHand) {
    BilevelProblem made = new AutodiffOracle().over(byHand);
    assertThat(made).isInstanceOf(AutodiffProblem.class);
    Oracle a = byHand.open(Workspace.single());
    Oracle b = made.open(Workspace.single());
    int m = byHand.blocks();
    Key key = Key.of(5);
    List<BlockSet> sets = List.of(BlockSet.all(m), BlockSet.of(m, m - 1), BlockSet.of(m, 0, m - 1));
    List<Draw> draws =
        List.of(
            Draw.full(),
            new Draw(key.child("a"), key, 0, Batch.of(7)),
            new Draw(key.child("b"), key, 1, Batch.of(16)));
    for (int round = 0; round < 2; round++) {
      for (BlockSet set : sets) {
        for (Draw draw : draws) {
          new Comparison(byHand, a, b, set, draw, key.child(round)).run();
        }
      }
    }
  }

  /** Two oracles at one place. */
  private record Comparison(
      BilevelProblem problem, Oracle a, Oracle b, BlockSet set, Draw draw, Key key) {

    void run() {
      Rng rng = key.rng();
      Vec x = Vec.zeros(problem.upperDim());
      problem.startUpper(x, key);
      for (int j = 0; j < x.dim(); j++) {
        x.set(j, x.get(j) * rng.uniform(0.5, 1.5) + 0.01 * rng.uniform(0, 1));
      }
      BlockSet all = BlockSet.all(problem.blocks());
      Blocks y = Blocks.zeros(all, problem.lowerDims());
      fill(y.flat(), rng);
      Blocks v = y.copy();
      fill(v.flat(), rng);
      Vec u = Vec.zeros(x.dim());
      fill(u, rng);
      Vec lambda = Vec.zeros(problem.blocks());
      fill(lambda, rng);
      Weights w = Weights.of(lambda);
      lower(x, y, v, u, w);
      upper(x, y, w, rng);
    }

    private static void fill(Vec v, Rng rng) {
      for (int j = 0; j < v.dim(); j++) {
        v.set(j, rng.uniform(-1, 1));
      }
    }

    private void lower(Vec x, Blocks y, Blocks v, Vec u, Weights w) {
      LowerPoints p = a.lower(set, x, y, draw);
      LowerPoints q = b.lower(set, x, y, draw);
      same("g", p.values(), q.values());
      same("grad_y g", p.gradY().flat(), q.gradY().flat());
      same("H v", p.hvpYY(v).flat(), q.hvpYY(v).flat());
      same("J' u", p.crossYX(u).flat(), q.crossYX(u).flat());
      Vec[] sums = {Vec.zeros(x.dim()), Vec.zeros(x.dim())};
      p.addGradX(w, sums[0]);
      q.addGradX(w, sums[1]);
      same("grad_x g", sums[0], sums[1]);
      Vec[] products = {Vec.zeros(x.dim()), Vec.zeros(x.dim())};
      p.addCrossXY(w, v, products[0]);
      q.addCrossXY(w, v, products[1]);
      same("J v", products[0], products[1]);
    }

    private void upper(Vec x, Blocks y, Weights w, Rng rng) {
      Dual alpha = dual(rng);
      UpperPoints p = a.upper(set, x, y, alpha, draw);
      UpperPoints q = b.upper(set, x, y, alpha, draw);
      same("f", p.values(), q.values());
      same("grad_y f", p.gradY().flat(), q.gradY().flat());
      Vec[] sums = {Vec.zeros(x.dim()), Vec.zeros(x.dim())};
      p.addGradX(w, sums[0]);
      q.addGradX(w, sums[1]);
      same("grad_x f", sums[0], sums[1]);
      if (alpha instanceof Dual.PerBlock) {
        same("grad_alpha f", p.gradDual().flat(), q.gradDual().flat());
      }
      if (alpha instanceof Dual.Shared) {
        Vec[] duals = {Vec.zeros(alpha.at(0).dim()), Vec.zeros(alpha.at(0).dim())};
        p.addGradSharedDual(w, duals[0]);
        q.addGradSharedDual(w, duals[1]);
        same("grad_alpha f", duals[0], duals[1]);
      }
    }

    private Dual dual(Rng rng) {
      if (problem.dualSide() instanceof DualSide.PerBlock side) {
        Blocks alpha = Blocks.zeros(BlockSet.all(problem.blocks()), side.dims());
        fill(alpha.flat(), rng);
        return new Dual.PerBlock(alpha);
      }
      if (problem.dualSide() instanceof DualSide.Shared side) {
        Vec alpha = Vec.zeros(side.dim());
        fill(alpha, rng);
        return new Dual.Shared(alpha);
      }
      return Dual.none();
    }

    private void same(String what, Vec p, Vec q) {
      assertThat(p.distance(q) / Math.max(p.norm(), 1e-300))
          .as("%s of '%s' on %s, %s", what, problem.name(), set, draw.batch())
          .isLessThanOrEqualTo(p.norm() == 0 ? 0 : TOLERANCE);
    }
  }
}
