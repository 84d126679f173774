package org.bilevel4j.solvers.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where biased solvers come to rest, computed apart from them (docs/ALGORITHMS.md, closed form 12).
 */
class FixedPointBiasTest {
  private static final Vec NO_DUAL = Vec.zeros(0);

  /** eta sum_{q=0..Q} (I - eta H)^q b. */
  private static Vec series(QuadraticForm g, Vec b, int terms, double eta) {
    Vec p = b.copy();
    Vec v = b.copy();
    for (int q = 0; q < terms; q++) {
      Vec hp = Vec.zeros(p.dim());
      g.addHessianYY(1, p, hp);
      p.axpy(-eta, hp);
      v.axpy(1, p);
    }
    v.scale(eta);
    return v;
  }

  /** (1/m) sum_i [grad_x f_i - J_i v_i] at y_i*(x), v_i by a series. */
  private static Vec direction(QuadraticProblem problem, Vec x, int terms, double eta) {
    Vec out = Vec.zeros(x.dim());
    Blocks y = new QuadraticSolution(problem).lower(x);
    double each = 1.0 / problem.blocks();
    for (int i = 0; i < problem.blocks(); i++) {
      QuadraticBlock b = problem.block(i);
      Vec gradY = Vec.zeros(y.at(i).dim());
      b.f().addGradY(1, x, y.at(i), NO_DUAL, gradY);
      b.f().addGradX(each, x, y.at(i), NO_DUAL, out);
      b.g().addCrossXY(-each, series(b.g(), gradY, terms, eta), out);
    }
    return out;
  }

  /** Where the direction, affine in x, is zero. */
  private static Vec rest(QuadraticProblem problem, int terms, double eta) {
    int d = problem.upperDim();
    Vec b = direction(problem, Vec.zeros(d), terms, eta);
    Vec a = Vec.zeros(d * d);
    for (int j = 0; j < d; j++) {
      Vec unit = Vec.zeros(d);
      unit.set(j, 1);
      Vec column = direction(problem, unit, terms, eta);
      for (int i = 0; i < d; i++) {
        a.set(i * d + j, column.get(i) - b.get(i));
      }
    }
    b.scale(-1);
    LinearSystem.solve(a, b);
    return b;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 30})
  void should_come_to_rest_where_the_series_of_alset_leaves_it(int terms) {
    // GIVEN eigenvalues of H in [1/2, 1] and eta = 1: the series errs by at most 2^-(Q+1)
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 11);
    Vec solution = new QuadraticSolution(problem).meanMinimiser();
    Map<String, String> set =
        Map.of(
            "etaX", "0.2",
            "etaY", "0.8",
            "estimator", "neumann(terms=" + terms + ", step=1)",
            "lowerBatch", "full",
            "upperBatch", "full");

    Vec x = Runs.last(problem, "alset", set, 2000).x();

    Vec expected = rest(problem, terms, 1);
    assertThat(x.distance(expected)).isLessThan(1e-13);
    double bias = expected.distance(solution);
    // THEN the bias is that error in F's gradient at x, over F's least curvature of 1/2
    Vec missing = direction(problem, expected, 2000, 1);
    assertThat(bias).isLessThanOrEqualTo(2 * missing.norm());
    double order = Math.pow(0.5, terms + 1);
    assertThat(bias).isBetween(order / 1000, order);
  }

  @Test
  void should_creep_to_the_solution_like_the_cube_root_of_time_when_nothing_is_slack() {
    // GIVEN P0 with delta = 0: at a multiplier s the point is s/(1+2s), its gap (y-x)^2/2 near
    // 1/(8 s^2), so that s' = eta_s/(8 s^2) and 1/2 - x = 1/(4 s) = (8 / (3 eta_s k))^(1/3) / 4
    Map<String, String> set =
        Map.of("eta", "0.005", "etaSigma", "1", "delta", "0", "ridge", "0", "largest", "1e9");
    double[] left = new double[2];
    int[] many = {25_000, 200_000};
    for (int j = 0; j < 2; j++) {
      double x = Runs.last(ReferenceProblems.p0(Kind.NONE), "pdbo", set, many[j]).x().get(0);

      left[j] = 0.5 - x;
      double law = Math.cbrt(8.0 / 3 / many[j]) / 4;
      assertThat(left[j]).isCloseTo(law, within(0.05 * law));
    }
    assertThat(left[0] / left[1]).isCloseTo(2, within(0.06)); // eight times the steps
  }
}
