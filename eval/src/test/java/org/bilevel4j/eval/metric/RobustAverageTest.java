package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;

class RobustAverageTest {
  private static final double[] LOSSES = {0, 1, 4};

  @Test
  void should_give_the_known_values_of_the_kl_penalty() {
    assertThat(RobustAverage.klRegularised(LOSSES, .1)).isCloseTo(3.8901388, within(5e-8));
    // docs/ALGORITHMS.md, closed form 9, with two digits more
    assertThat(RobustAverage.klRegularised(LOSSES, 1)).isCloseTo(2.96727162, within(5e-9));
    assertThat(RobustAverage.klRegularised(LOSSES, 10)).isCloseTo(1.8148666, within(5e-8));
    assertThat(RobustAverage.klRegularised(LOSSES, 1e-9)).isCloseTo(4, within(1e-8));
    assertThat(RobustAverage.klRegularised(LOSSES, 1e8)).isCloseTo(5.0 / 3, within(1e-7));
  }

  @Test
  void should_be_the_largest_penalised_expectation() {
    double best = RobustAverage.klRegularised(LOSSES, 1);
    double[] optimal = Arrays.stream(LOSSES).map(l -> Math.exp(l)).toArray();

    assertThat(penalised(optimal)).isCloseTo(best, within(1e-14));
    Rng rng = Key.of(1).rng();
    for (int trial = 0; trial < 100; trial++) {
      double[] p = {rng.nextDouble(), rng.nextDouble(), rng.nextDouble()};
      assertThat(penalised(p)).isLessThanOrEqualTo(best + 1e-14);
    }
  }

  /** sum p loss - KL(p | uniform), p normalised. */
  private static double penalised(double[] p) {
    double total = Arrays.stream(p).sum();
    double value = 0;
    for (int i = 0; i < p.length; i++) {
      double share = p[i] / total;
      value += share * (LOSSES[i] - Math.log(p.length * share));
    }
    return value;
  }

  @Test
  void should_average_the_worst_share() {
    double[] losses = {5, 4, 3, 2, 1};
    assertThat(RobustAverage.conditionalValueAtRisk(losses, .4)).isCloseTo(4.5, within(1e-15));
    assertThat(RobustAverage.conditionalValueAtRisk(losses, .5))
        .isCloseTo((5 + 4 + .5 * 3) / 2.5, within(1e-15));
    assertThat(RobustAverage.conditionalValueAtRisk(losses, 1)).isCloseTo(3, within(1e-15));
    assertThat(RobustAverage.conditionalValueAtRisk(losses, .01)).isCloseTo(5, within(1e-14));
  }

  @Test
  void should_average_ranks() {
    assertThat(RobustAverage.rankedRange(new double[] {3, 1, 2, 5, 4}, 2, 4)).isEqualTo(3);
    assertThat(RobustAverage.rankedRange(LOSSES, 1, 1)).isEqualTo(4);
  }

  @Test
  void should_refuse_what_is_out_of_range() {
    assertThatThrownBy(() -> RobustAverage.klRegularised(LOSSES, 0))
        .hasMessage("temperature is 0.0, must be above 0.");
    assertThatThrownBy(() -> RobustAverage.rankedRange(LOSSES, 2, 4))
        .hasMessage("to is 4.0, must be at most 3.");
  }
}
