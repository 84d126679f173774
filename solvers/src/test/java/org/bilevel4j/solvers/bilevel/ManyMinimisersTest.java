package org.bilevel4j.solvers.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lower level with many minimisers: the optimistic and the pessimistic reading differ. */
class ManyMinimisersTest {
  private static Snapshot pessimistic(double c, double sigma, double etaX, int steps) {
    return Runs.last(
        ReferenceProblems.flatLower(c),
        "pessimistic-penalty",
        Map.of("sigma", "" + sigma, "etaX", "" + etaX, "etaY", "0.9", "etaZ", "0.9"),
        steps);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 4", "0.5, 10", "0.5, 100", "0.25, 10", "0.8, 20"})
  void should_reach_the_penalised_point_of_the_pessimistic_reading(double c, double sigma) {
    Snapshot last = pessimistic(c, sigma, 0.05, 4000);
    assertThat(last.x().get(0)).isCloseTo(1 - c + c / sigma, within(1e-10));
    Vec y = last.lower().orElseThrow().at(0);
    assertThat(y.get(0)).isCloseTo(1 - c, within(1e-10));
    assertThat(y.get(1)).isEqualTo(1);
  }

  @Test
  void should_come_to_the_pessimistic_solution_as_sigma_grows() {
    double coarse = pessimistic(0.5, 20, 0.05, 4000).x().get(0) - 0.5;
    double fine = pessimistic(0.5, 40, 0.05, 4000).x().get(0) - 0.5;
    assertThat(coarse).isPositive().isLessThanOrEqualTo(0.5 / 20 + 1e-10);
    assertThat(coarse / fine).isCloseTo(2, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.01", "0.5, 0.001", "0.25, 0.01"})
  void should_reach_the_optimistic_reading_by_pdbo_within_its_slack(double c, double delta) {
    QuadraticProblem problem = ReferenceProblems.flatLower(c);
    Map<String, String> set =
        Map.of("delta", "" + delta, "eta", "0.01", "etaSigma", "2", "etaZ", "0.9", "theta", "1");
    Snapshot last = Runs.last(problem, "pdbo", set, 40000);
    assertThat(last.x().get(0)).isCloseTo(1 + c + Math.sqrt(2 * delta), within(1e-8));
    Vec y = last.lower().orElseThrow().at(0);
    assertThat(y.get(0)).isCloseTo(1 + c, within(1e-8));
    assertThat(y.get(1)).isEqualTo(-1);
  }

  @Test
  void should_be_far_worse_off_at_the_optimistic_point_in_the_worst_case() {
    double careful = pessimistic(0.5, 100, 0.05, 4000).x().get(0);
    double hopeful =
        Runs.last(ReferenceProblems.flatLower(0.5), "pdbo", Map.of("eta", "0.01"), 20000)
            .x()
            .get(0);
    // THEN (x - 1)^2/2 + |x|/2 is about 3/8 at the one, about 1 at the other
    assertThat(worst(careful)).isCloseTo(0.375, within(1e-4));
    assertThat(worst(hopeful)).isGreaterThan(1);
  }

  private static double worst(double x) {
    return (x - 1) * (x - 1) / 2 + Math.abs(x) / 2;
  }
}
