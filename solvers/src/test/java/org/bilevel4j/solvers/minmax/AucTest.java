package org.bilevel4j.solvers.minmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.AucProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The closed forms of AUC maximisation (docs/ALGORITHMS.md, closed form 4), reached by min-max
 * solvers.
 */
class AucTest {
  private static final double[] POSITIVES = {2, 1, 3};
  private static final double[] NEGATIVES = {0, 1};

  private static Snapshot solve(String name, QuadraticProblem problem, int steps) {
    return Runs.last(problem, name, Map.of("etaX", 0.1, "etaDual", 0.2, "batch", "full"), steps);
  }

  private static double alpha(Snapshot s) {
    return ((Dual.PerBlock) s.dual()).alpha().at(0).get(0);
  }

  private static double value(QuadraticProblem problem, Snapshot s) {
    return problem.block(0).f().value(s.x(), Vec.zeros(0), Vec.of(alpha(s)));
  }

  private static double pairwise(double[] positives, double[] negatives, double margin) {
    double sum = 0;
    for (double p : positives) {
      for (double n : negatives) {
        sum += (margin - p + n) * (margin - p + n);
      }
    }
    return sum / positives.length / negatives.length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgda", "pdsm", "hibsa"})
  void should_reach_the_pairwise_loss_of_fixed_scores(String name) {
    QuadraticProblem problem = AucProblems.scores(POSITIVES, NEGATIVES, 1, 1, ConvexSet.all());

    Snapshot last = solve(name, problem, 2000);

    assertThat(pairwise(POSITIVES, NEGATIVES, 1)).isCloseTo(7.0 / 6, within(1e-15));
    assertThat(value(problem, last)).isCloseTo(2.0 / 3 + 0.25 + 0.25, within(1e-12));
    assertThat(alpha(last)).isCloseTo(-0.5, within(1e-12));
    assertThat(last.x().get(0)).isCloseTo(2, within(1e-12)); // a = mean+
    assertThat(last.x().get(1)).isCloseTo(0.5, within(1e-12)); // b = mean-
  }

  @Test
  void should_scale_with_the_priors() {
    double p = 0.6;
    QuadraticProblem problem =
        AucProblems.scores(POSITIVES, NEGATIVES, 1, p * (1 - p), ConvexSet.all());

    Snapshot last = solve("sgda", problem, 4000);

    assertThat(value(problem, last)).isCloseTo(0.28, within(1e-12));
    assertThat(alpha(last)).isCloseTo(-0.5, within(1e-10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgda", "pdsm", "hibsa"})
  void should_not_pay_for_a_margin_that_is_met(String name) {
    QuadraticProblem problem =
        AucProblems.scores(POSITIVES, NEGATIVES, 1, 1, ConvexSet.nonNegative());

    Snapshot last = solve(name, problem, 2000);

    assertThat(value(problem, last)).isCloseTo(0.9166666666666667, within(1e-12));
    assertThat(alpha(last)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgda", "pdsm", "hibsa", "mmb-v1", "mmb-v2"})
  void should_reach_the_best_linear_scorer_in_one_dimension(String name) {
    for (ConvexSet duals : new ConvexSet[] {ConvexSet.all(), ConvexSet.nonNegative()}) {
      QuadraticProblem problem =
          AucProblems.linear(new double[][] {{1}, {3}}, new double[][] {{0}, {1}}, 1, duals);
      boolean mmb = name.startsWith("mmb");

      Snapshot last =
          mmb
              ? Runs.last(
                  problem,
                  name,
                  Map.of("etaX", 0.05, "etaDual", 0.1, "upperBatch", "full", "lowerBatch", "full"),
                  6000)
              : solve(name, problem, 3000);

      assertThat(last.x().get(0)).isCloseTo(3.0 / 7, within(1e-11));
      assertThat(last.x().get(1)).isCloseTo(6.0 / 7, within(1e-11));
      assertThat(last.x().get(2)).isCloseTo(3.0 / 14, within(1e-11));
      assertThat(alpha(last)).isCloseTo(5.0 / 14, within(1e-11));
      assertThat(value(problem, last)).isCloseTo(5.0 / 14, within(1e-11));
    }
  }

  @Test
  void should_reach_the_best_linear_scorer_in_three_dimensions() {
    double[][] positives = rows(1, 7, 3, 0.4);
    double[][] negatives = rows(2, 9, 3, -0.4);
    double margin = 1.5;
    Vec d = Vec.zeros(3);
    Vec s = Vec.zeros(9);
    covariance(positives, 1, d, s);
    covariance(negatives, -1, d, s);
    Vec w = d.copy();
    LinearSystem.solve(s, w);
    double quotient = 1 + d.dot(w);

    QuadraticProblem problem =
        AucProblems.linear(positives, negatives, margin, ConvexSet.nonNegative());
    Snapshot last = solve("sgda", problem, 20_000);

    for (int j = 0; j < 3; j++) {
      assertThat(last.x().get(j)).isCloseTo(margin * w.get(j) / quotient, within(1e-10));
    }
    assertThat(alpha(last)).isCloseTo(margin / quotient, within(1e-10));
    assertThat(value(problem, last)).isCloseTo(margin * margin / quotient, within(1e-10));
    assertThat(pairwise(scores(positives, last.x()), scores(negatives, last.x()), margin))
        .isCloseTo(margin * margin / quotient, within(1e-10));
  }

  @Test
  void should_split_the_loss_on_the_hardest_negatives_into_variances_and_means() {
    Rng rng = Key.of(5).rng();
    for (int trial = 0; trial < 20; trial++) {
      double[] up = new double[4];
      double[] hardest = new double[3];
      Arrays.setAll(up, i -> rng.nextGaussian() + 1);
      Arrays.setAll(hardest, i -> rng.nextGaussian());
      QuadraticProblem problem = AucProblems.scores(up, hardest, 1, 1, ConvexSet.all());
      Vec means = Vec.of(mean(up), mean(hardest));
      double best = 1 + mean(hardest) - mean(up);

      double split = problem.block(0).f().value(means, Vec.zeros(0), Vec.of(best));

      assertThat(split).isCloseTo(pairwise(up, hardest, 1), within(1e-13));
    }
  }

  private static double[][] rows(long seed, int count, int dim, double shift) {
    Rng rng = Key.of(seed).rng();
    double[][] out = new double[count][dim];
    for (double[] row : out) {
      Arrays.setAll(row, j -> rng.nextGaussian() + shift * (j + 1));
    }
    return out;
  }

  /** d += sign * mean, s += biased covariance. */
  private static void covariance(double[][] rows, double sign, Vec d, Vec s) {
    int n = d.dim();
    Vec mean = Vec.zeros(n);
    for (double[] row : rows) {
      mean.axpy(1.0 / rows.length, Vec.of(row));
    }
    d.axpy(sign, mean);
    for (double[] row : rows) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          s.add(i * n + j, (row[i] - mean.get(i)) * (row[j] - mean.get(j)) / rows.length);
        }
      }
    }
  }

  private static double[] scores(double[][] rows, Vec x) {
    return Arrays.stream(rows)
        .mapToDouble(row -> Vec.of(row).dot(x.slice(0, row.length)))
        .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
