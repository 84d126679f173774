package org.bilevel4j.eval.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.eval.testing.SoftPartialAuc;
import org.bilevel4j.eval.testing.SoftThreshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The threshold of the top two of five scores (docs/ALGORITHMS.md, closed form 5). */
class SoftThresholdTest {
  private static final Vec SCORES = Vec.of(5, 4, 3, 2, 1);

  private static ExactSolver solver(SoftThreshold problem) {
    // the curvature is tau2 between the scores: a small residual is not yet a small distance
    return new ExactSolver(
        problem, WorkerTeam.single(), ExactOptions.defaults().withTolerances(1e-15, 1e-13));
  }

  private static ExactPoint at(SoftThreshold problem) {
    Blocks start = Blocks.state(problem.lowerDims());
    start.at(0).set(0, 3.1);
    return solver(problem).at(SCORES, start, Dual.none());
  }

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
  void should_find_the_threshold(double eps, double tau1, double tau2, double expected) {
    SoftThreshold problem = new SoftThreshold(5, 2 + eps, tau1, tau2);

    double threshold = at(problem).lower().at().at(0).get(0);

    assertThat(threshold).isCloseTo(expected, within(expected == 3.1796 ? 5e-5 : 6e-8));
  }

  @ParameterizedTest
  @CsvSource({"0.01, 4.9965018", "0.1, 0.5007340"})
  void should_have_the_known_curvature(double tau1, double expected) {
    SoftThreshold problem = new SoftThreshold(5, 2.5, tau1, 0.001);

    assertThat(problem.curvature(SCORES, at(problem).lower().at().at(0)))
        .isCloseTo(expected, within(1e-7 * expected));
  }

  @Test
  void should_follow_the_scores_with_the_known_derivative() {
    SoftThreshold problem = new SoftThreshold(5, 2.5, 0.1, 0.001);

    Vec d = solver(problem).hypergradient(at(problem), Weights.mean(BlockSet.all(1))).at();

    double[] expected = {8e-9, 1.708e-4, .9976396, 1.925e-4, 9e-9};
    double[] digits = {5e-10, 5e-8, 5e-8, 5e-8, 5e-10};
    for (int j = 0; j < 5; j++) {
      assertThat(d.get(j)).isCloseTo(expected[j], within(digits[j]));
    }
    assertThat(d.sum()).isCloseTo(.9980029, within(6e-8));
  }

  /** lam = s_(K+1) - tau1 logit(eps + n tau2 lam) but for the tails exp(-1/tau1) of the others. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.1, 0.001, 1e-5",
    "0.5, 0.01, 0.001, 1e-9",
    "0.1, 0.01, 1e-6, 1e-9",
    "0.9, 0.01, 1e-6, 1e-9",
    "0.3, 0.02, 0.01, 1e-9",
    "0, 0.01, 1e-9, 1e-6"
  })
  void should_lie_below_the_next_score_by_the_asymptotic_formula(
      double eps, double tau1, double tau2, double error) {
    SoftThreshold problem = new SoftThreshold(5, 2 + eps, tau1, tau2);

    double threshold = at(problem).lower().at().at(0).get(0);

    double share = eps + 5 * tau2 * threshold;
    double formula = SCORES.get(2) - tau1 * Math.log(share / (1 - share));
    assertThat(threshold).isCloseTo(formula, within(error));
    assertThat(Math.abs(threshold - SCORES.get(2))).isGreaterThan(2 * error); // not s_(K+1) itself
  }

  @Test
  void should_lose_nine_tenths_of_the_derivative_without_the_temperature() {
    double tau1 = 0.1;
    SoftThreshold problem = new SoftThreshold(5, 2.5, tau1, 0.001);
    ExactPoint p = at(problem);
    Vec y = p.lower().at().at(0);
    Vec d = solver(problem).hypergradient(p, Weights.mean(BlockSet.all(1))).at();

    double sum = 0;
    for (int j = 0; j < 5; j++) {
      double s = 1 / (1 + Math.exp(-(SCORES.get(j) - y.get(0)) / tau1));
      double without = s * (1 - s) / 5 / problem.curvature(SCORES, y);
      sum += without;
      assertThat(d.get(j)).isCloseTo(10 * without, within(1e-9 * without));
    }
    assertThat(sum).isCloseTo(.09980029, within(6e-9));
    double moved = 1e-4; // what the threshold really does when all scores rise
    double up = shifted(problem, moved);
    double down = shifted(problem, -moved);
    assertThat((up - down) / (2 * moved)).isCloseTo(10 * sum, within(1e-7));
  }

  private static double shifted(SoftThreshold problem, double by) {
    Vec scores = SCORES.copy();
    for (int j = 0; j < 5; j++) {
      scores.add(j, by);
    }
    Blocks start = Blocks.state(problem.lowerDims());
    start.at(0).set(0, 3.1);
    return solver(problem).at(scores, start, Dual.none()).lower().at().at(0).get(0);
  }

  @Test
  void should_agree_with_the_written_out_gradient_of_partial_auc() {
    // GIVEN one task of a linear scorer
    Rng rng = Key.of(3).rng();
    SoftPartialAuc problem =
        new SoftPartialAuc(rows(rng, 6, 0.5), rows(rng, 12, -0.5), 0.25, 1, 0.5, 0.3, 0.01);
    Vec x = Vec.of(0.7, -0.4, 0.6, 0.1);

    // WHEN the hypergradient is taken at the solved threshold and dual
    ExactPoint p = resolved(problem, x);
    Vec g = exact(problem).hypergradient(p, Weights.mean(BlockSet.all(1))).at();

    // THEN it is the paper's direction, and the derivative of the reduced objective
    Vec written = problem.stepFour(x, p.lower().at().at(0), p.dual().at(0).get(0));
    assertThat(g.distance(written)).isLessThan(1e-9 * written.norm());
    for (int j = 0; j < 4; j++) {
      double h = 1e-4;
      Vec up = x.copy();
      Vec down = x.copy();
      up.add(j, h);
      down.add(j, -h);
      double difference = (value(problem, up) - value(problem, down)) / (2 * h);
      assertThat(difference).isCloseTo(g.get(j), within(1e-7 * g.norm()));
    }
  }

  private static ExactSolver exact(SoftPartialAuc problem) {
    return new ExactSolver(
        problem, WorkerTeam.single(), ExactOptions.defaults().withTolerances(1e-13, 1e-13));
  }

  private static ExactPoint resolved(SoftPartialAuc problem, Vec x) {
    Dual start = new Dual.PerBlock(Blocks.state(Dims.uniform(1, 1)));
    return exact(problem).at(x, Blocks.state(problem.lowerDims()), start);
  }

  private static double value(SoftPartialAuc problem, Vec x) {
    return resolved(problem, x).value(Weights.mean(BlockSet.all(1)));
  }

  private static double[][] rows(Rng rng, int count, double shift) {
    double[][] out = new double[count][2];
    for (double[] row : out) {
      row[0] = rng.nextGaussian() + shift;
      row[1] = rng.nextGaussian() - shift;
    }
    return out;
  }
}
