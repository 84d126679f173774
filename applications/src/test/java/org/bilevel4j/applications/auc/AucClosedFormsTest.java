package org.bilevel4j.applications.auc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.exact.ExactPoint;
import org.bilevel4j.eval.exact.ExactSolver;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The closed forms of docs/ALGORITHMS.md 11 on the models of this package. */
class AucClosedFormsTest {
  private static final BlockSet ONE = BlockSet.all(1);
  private static final SmallTasks FIXED =
      SmallTasks.of(new double[][] {{2}, {1}, {3}}, new double[][] {{0}, {1}});
  private static final SmallTasks LINE =
      SmallTasks.of(new double[][] {{1}, {3}}, new double[][] {{0}, {1}});

  private static AutodiffProblem linear(SmallTasks tasks, String objective, FprRange fpr) {
    return tasks.problem(new ScoreNetwork(tasks.linear(), false), ScoreForm.RAW, objective, fpr);
  }

  private static Dual alpha(double value) {
    return new Dual.PerBlock(Blocks.packed(ONE, Dims.uniform(1, 1), Vec.of(value)));
  }

  private static double value(AutodiffProblem problem, Vec x, double alpha) {
    Blocks none = Blocks.zeros(ONE, problem.lowerDims());
    return problem
        .open(Workspace.single())
        .upper(ONE, x, none, alpha(alpha), Draw.full())
        .values()
        .get(0);
  }

  /** Closed form 4: x = (1, mean+, mean-). */
  @Test
  void should_be_the_pairwise_loss_of_fixed_scores() {
    Vec x = Vec.of(1, 2, 0.5);
    FprRange all = FprRange.all();
    assertThat(value(linear(FIXED, "mauc", all), x, -0.5)).isCloseTo(7.0 / 6, within(1e-12));
    assertThat(value(linear(FIXED, "mauc(priorWeighted=true)", all), x, -0.5))
        .isCloseTo(0.28, within(1e-12));
    assertThat(value(linear(FIXED, "mauc(alpha=nonnegative)", all), x, 0))
        .isCloseTo(0.9166666666666667, within(1e-12));
    assertThat(linear(FIXED, "mb", new FprRange(0, 1)).dualSide().kind().name()).isEqualTo("NONE");
    Vec w = Vec.of(1);
    AutodiffProblem pairs = linear(FIXED, "mb", new FprRange(0, 1)); // every negative is kept
    Blocks none = Blocks.zeros(ONE, pairs.lowerDims());
    assertThat(
            pairs
                .open(Workspace.single())
                .upper(ONE, w, none, Dual.none(), Draw.full())
                .values()
                .get(0))
        .isCloseTo(7.0 / 6, within(1e-12));
  }

  private static Snapshot solve(AutodiffProblem problem, String solver, Map<String, ?> set) {
    Solver<?> chosen = Catalogue.load(Solver.KIND).get(solver).with(set);
    try (Run<?> run = Run.of(solver, chosen, problem, RunSpec.of(1, 6000))) {
      return run.execute(List.of()).last();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"free", "nonnegative"})
  void should_train_the_best_linear_scorer(String range) {
    AutodiffProblem problem = linear(LINE, "mauc(alpha=" + range + ")", FprRange.all());
    for (String solver : List.of("sgda", "pdsm", "mmb-v1", "mmb-v2")) {
      boolean mmb = solver.startsWith("mmb");
      Map<String, Object> batches =
          mmb
              ? Map.of("lowerBatch", "full", "upperBatch", "full")
              : Map.<String, Object>of("batch", "full");
      Map<String, Object> set = new java.util.HashMap<>(batches);
      set.putAll(Map.of("etaX", 0.05, "etaDual", 0.1));
      Snapshot last = solve(problem, solver, set);
      assertThat(last.x().get(0)).isCloseTo(3.0 / 7, within(1e-9));
      assertThat(last.x().get(1)).isCloseTo(6.0 / 7, within(1e-9));
      assertThat(last.x().get(2)).isCloseTo(3.0 / 14, within(1e-9));
      double dual = last.dual().at(0).get(0);
      assertThat(dual).isCloseTo(5.0 / 14, within(1e-9));
      assertThat(value(problem, last.x(), dual)).isCloseTo(5.0 / 14, within(1e-9));
    }
  }

  // ------------------------------------------------------------------ closed form 5

  /** Five negatives whose scores are the entries of the head, K = 2. */
  private static AutodiffProblem topTwo(double eps, double tau1, double tau2) {
    double[][] unit = new double[5][5];
    for (int j = 0; j < 5; j++) {
      unit[j][j] = 1;
    }
    SmallTasks tasks = SmallTasks.of(new double[][] {{0, 0, 0, 0, 0}}, unit);
    String objective = "pauc(eps=" + eps + ", tau1=" + tau1 + ", tau2=" + tau2 + ")";
    return linear(tasks, objective, new FprRange(0, 0.4));
  }

  private static ExactPoint solved(AutodiffProblem problem, Vec x, double start) {
    Blocks y = Blocks.state(problem.lowerDims());
    y.at(0).set(0, start);
    return exact(problem).at(x, y, alpha(0));
  }

  private static ExactSolver exact(AutodiffProblem problem) {
    // the curvature is tau2 between the scores: a small residual is not yet a small distance
    return new ExactSolver(
        problem, WorkerTeam.single(), ExactOptions.defaults().withTolerances(1e-15, 1e-13));
  }

  private static final Vec SCORES = Vec.of(5, 4, 3, 2, 1, 0, 0);

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.01, 0.001, 2.9993999",
    "0.5, 0.1, 0.001, 2.9940124",
    "0.5, 0.001, 1e-6, 2.9999999",
    "0.1, 0.01, 1e-6, 3.0219706",
    "0.9, 0.01, 1e-6, 2.9780261",
    "0.5, 1, 1, 0.3765791",
    "0, 0.01, 1e-9, 3.1796"
  })
  void should_find_the_threshold_of_the_top_two(
      double eps, double tau1, double tau2, double expected) {
    AutodiffProblem problem = topTwo(eps, tau1, tau2);

    double lambda = solved(problem, SCORES, 3.1).lower().at().at(0).get(0);

    assertThat(lambda).isCloseTo(expected, within(expected == 3.1796 ? 5e-5 : 6e-8));
  }

  @Test
  void should_have_the_curvature_and_the_derivatives_of_the_threshold() {
    AutodiffProblem problem = topTwo(0.5, 0.1, 0.001);
    Blocks lambda = solved(problem, SCORES, 3.1).lower().at();
    var g = problem.open(Workspace.single()).lower(ONE, SCORES, lambda, Draw.full());
    double hessian = g.hessianYY().atPosition(0).get(0);
    assertThat(hessian).isCloseTo(.5007340, within(6e-8));

    Blocks v = Blocks.packed(ONE, problem.lowerDims(), Vec.of(-1 / hessian));
    Vec slopes = g.crossXY(Weights.constant(1), v); // -J H^-1: d lambda / d scores

    double[] expected = {8e-9, 1.708e-4, .9976396, 1.925e-4, 9e-9};
    double[] digits = {5e-10, 5e-8, 5e-8, 5e-8, 5e-10};
    for (int j = 0; j < 5; j++) {
      assertThat(slopes.get(j)).isCloseTo(expected[j], within(digits[j]));
    }
    assertThat(slopes.sum()).isCloseTo(.9980029, within(6e-8));
    AutodiffProblem sharper = topTwo(0.5, 0.01, 0.001);
    var at = solved(sharper, SCORES, 3.1).lower().at();
    assertThat(
            sharper
                .open(Workspace.single())
                .lower(ONE, SCORES, at, Draw.full())
                .hessianYY()
                .atPosition(0)
                .get(0))
        .isCloseTo(4.9965018, within(6e-7));
  }

  // ------------------------------------------------------------------ the gradient of pAUC

  private static final SmallTasks TASK = SmallTasks.random(1, 30, 3, 21);
  private static final Vec AT = Vec.of(0.7, -0.4, 0.3, 0.2, 0.6, 0.1); // head, bias, a, b

  private static AutodiffProblem partial(String objective, FprRange fpr) {
    return TASK.problem(new ScoreNetwork(TASK.linear(), true), ScoreForm.SIGMOID, objective, fpr);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.3", "0.15, 0.45"})
  void should_be_the_derivative_of_the_reduced_objective(double from, double to) {
    AutodiffProblem problem = partial("pauc(tau1=0.1, tau2=0.02)", new FprRange(from, to));
    Weights one = Weights.constant(1);
    Vec gradient = exact(problem).hypergradient(reduced(problem, AT), one).at();
    for (int j = 0; j < AT.dim(); j++) {
      double h = 1e-4;
      Vec up = AT.copy();
      Vec down = AT.copy();
      up.add(j, h);
      down.add(j, -h);
      double slope =
          (reduced(problem, up).value(one) - reduced(problem, down).value(one)) / (2 * h);
      assertThat(gradient.get(j)).isCloseTo(slope, within(1e-6 * gradient.norm()));
    }
  }

  private static ExactPoint reduced(AutodiffProblem problem, Vec x) {
    return exact(problem).at(x, Blocks.state(problem.lowerDims()), alpha(0));
  }

  /** The practical gradient is that of the objective with its selector held where it is. */
  @Test
  void should_hold_the_selector_in_the_practical_version() {
    AutodiffProblem problem = partial("pauc(practical=true)", new FprRange(0, 0.3));
    ExactPoint at = reduced(problem, AT);
    double lambda = at.lower().at().at(0).get(0);
    double alpha = at.dual().at(0).get(0);
    Vec gradient = exact(problem).hypergradient(at, Weights.constant(1)).at();
    for (int j = 0; j < AT.dim(); j++) {
      double h = 1e-5;
      Vec up = AT.copy();
      Vec down = AT.copy();
      up.add(j, h);
      down.add(j, -h);
      double slope = (held(up, lambda, alpha) - held(down, lambda, alpha)) / (2 * h);
      assertThat(gradient.get(j)).isCloseTo(slope, within(1e-6 * gradient.norm()));
    }
  }

  private static double score(Vec x, double[] z) {
    double s = x.get(3);
    for (int j = 0; j < 3; j++) {
      s += x.get(j) * z[j];
    }
    return PartialAucByHand.sigmoid(s);
  }

  /** f with phi(h - lambda) at {@link #AT} instead of x. */
  private static double held(Vec x, double lambda, double alpha) {
    var rows = TASK.tasks().get(0);
    double sum = 2 * alpha - alpha * alpha;
    for (int k = 0; k < rows.size(); k++) {
      double[] z = TASK.rows()[rows.row(k)];
      double h = score(x, z);
      if (k < rows.positives()) {
        sum += ((h - x.get(4)) * (h - x.get(4)) - 2 * alpha * h) / rows.positives();
      } else {
        double phi = PartialAucByHand.sigmoid(score(AT, z) - lambda);
        double loss = (h - x.get(5)) * (h - x.get(5)) + 2 * alpha * h;
        sum += phi * loss / (rows.negatives() * 0.3);
      }
    }
    return sum;
  }

  /** Closed form 9: pairs of losses 0, 1 and 4 and the KL-penalised worst case. */
  @ParameterizedTest
  @CsvSource({"0.1, 3.8901388", "1, 2.9672716", "10, 1.8148666"})
  void should_be_the_penalised_worst_case_of_pairs(double lambda, double expected) {
    SmallTasks tasks = SmallTasks.of(new double[][] {{0}}, new double[][] {{-1}, {0}, {1}});
    AutodiffProblem problem = linear(tasks, "sopa-s(lambda=" + lambda + ")", FprRange.all());
    Vec x = Vec.of(1);

    ExactPoint p = exact(problem).at(x, Blocks.state(problem.lowerDims()), Dual.none());

    assertThat(p.values().get(0)).isCloseTo(expected, within(6e-8));
  }
}
