package org.bilevel4j.solvers.firstorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.MinMaxProblems;
import org.bilevel4j.testkit.ReferenceProblems;
import org.bilevel4j.testkit.StationaryPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How far the penalty methods stay from x*, by their multiplier (docs/ALGORITHMS.md, closed forms
 * 2, 12).
 */
class PenaltyBiasTest {
  private static Map<String, Object> steps(String name, double sigma, double etaX) {
    Map<String, Object> set = new HashMap<>();
    set.put("sigma", sigma);
    set.put("etaX", etaX);
    set.put("etaDual", 0.3);
    set.put("etaY", 0.2);
    set.put("etaZ", 0.2);
    set.put("lowerBatch", "full");
    set.put("upperBatch", "full");
    if (name.equals("memcs")) {
      set.put("innerSteps", 120);
    }
    return set;
  }

  /** For curvatures of the lower levels from 1/2 to 1. */
  private static Map<String, Object> flat(String name, double sigma, double etaX) {
    Map<String, Object> set = steps(name, sigma, etaX);
    set.put("etaY", 0.8);
    set.put("etaZ", 0.8);
    set.replace("innerSteps", 60);
    return set;
  }

  private static QuadraticProblem random(boolean shared) {
    QuadraticProblem each = ReferenceProblems.random(Kind.PER_BLOCK, 4, 3, 2, 1);
    return shared ? MinMaxProblems.sharing(each) : each;
  }

  @ParameterizedTest
  @CsvSource({"fosl, 0.5, 40000", "memcs, 50, 1000"})
  void should_reach_the_point_of_a_large_sigma(String name, double etaX, int many) {
    Vec x = Runs.last(ReferenceProblems.p1(), name, steps(name, 1000, etaX), many).x();

    assertThat(x.get(0)).isCloseTo(-.1000499, within(5e-8));
  }

  @ParameterizedTest
  @CsvSource({"fosl, false", "fosl, true", "memcs, false", "memcs, true"})
  void should_halve_the_bias_when_sigma_doubles(String name, boolean shared) {
    QuadraticProblem problem = random(shared);
    Vec exact = StationaryPoints.exact(problem);

    Vec at20 = Runs.last(problem, name, flat(name, 20, 1), 2000).x();
    Vec at40 = Runs.last(problem, name, flat(name, 40, 1), 4000).x();

    assertThat(at20.distance(StationaryPoints.penalty(problem, 20))).isLessThan(1e-9);
    assertThat(at40.distance(StationaryPoints.penalty(problem, 40))).isLessThan(1e-9);
    assertThat(at20.distance(exact) / at40.distance(exact)).isCloseTo(2, within(0.3));
  }

  @Test
  void should_stay_a_constant_over_sigma_away_with_one_dual_for_all() {
    QuadraticProblem problem = random(true);
    Vec exact = StationaryPoints.exact(problem);
    double[] distance = new double[3];
    for (int j = 0; j < 3; j++) {
      double sigma = Math.pow(10, j + 1);
      int many = j == 2 ? 60_000 : 20_000;

      Vec x = Runs.last(problem, "fosl", flat("fosl", sigma, 1), many).x();

      assertThat(x.distance(StationaryPoints.penalty(problem, sigma))).isLessThan(1e-9);
      distance[j] = x.distance(exact);
    }
    // c / (sigma + s): the decade from 10 to 100 falls short of ten, the next one nearly does not
    assertThat(distance[0] / distance[1]).isBetween(6.0, 10.0);
    assertThat(distance[1] / distance[2]).isBetween(9.5, 10.0);
  }
}
