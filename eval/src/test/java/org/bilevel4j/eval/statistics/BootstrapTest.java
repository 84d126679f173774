package org.bilevel4j.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bilevel4j.core.random.Key;
import org.junit.jupiter.api.Test;

/** References: scipy.stats.bootstrap 1.17.1 with 200,000 resamples. */
class BootstrapTest {
  private static final double[] SAMPLE = {8, 4, 15, 16, 23, 42, 10, 7, 9, 12};

  private static double mean(double[] v) {
    return Arrays.stream(v).sum() / v.length;
  }

  @Test
  void should_agree_with_scipy_when_percentile() {
    Interval i = Bootstrap.standard().percentile(SAMPLE, BootstrapTest::mean);

    assertThat(i.low()).isCloseTo(9.1, within(0.2));
    assertThat(i.high()).isCloseTo(21.8, within(0.3));
    assertThat(i.level()).isEqualTo(0.95);
  }

  @Test
  void should_agree_with_scipy_when_bias_corrected_and_accelerated() {
    Interval i = Bootstrap.standard().bca(SAMPLE, BootstrapTest::mean);

    assertThat(i.low()).isCloseTo(10.0, within(0.2));
    assertThat(i.high()).isCloseTo(24.5, within(0.4));
  }

  @Test
  void should_agree_with_scipy_when_statistic_is_the_median() {
    Interval i = Bootstrap.standard().percentile(SAMPLE, Description::median);

    assertThat(i.low()).isEqualTo(8.0);
    assertThat(i.high()).isCloseTo(19.0, within(0.5));
  }

  @Test
  void should_give_the_same_bits_when_the_key_is_the_same() {
    Bootstrap one = new Bootstrap(500, 0.9, Key.of(7));
    Bootstrap other = new Bootstrap(500, 0.9, Key.of(8));

    Interval first = one.bca(SAMPLE, BootstrapTest::mean);

    assertThat(one.bca(SAMPLE, BootstrapTest::mean)).isEqualTo(first);
    assertThat(other.bca(SAMPLE, BootstrapTest::mean)).isNotEqualTo(first);
  }

  @Test
  void should_shrink_to_a_point_when_all_values_are_equal() {
    double[] equal = {2, 2, 2, 2};

    assertThat(Bootstrap.standard().bca(equal, BootstrapTest::mean))
        .isEqualTo(new Interval(2, 2, 0.95));
    assertThat(Bootstrap.standard().percentile(equal, Description::median))
        .isEqualTo(new Interval(2, 2, 0.95));
  }

  @Test
  void should_refuse_when_a_parameter_is_out_of_range() {
    assertThatThrownBy(() -> new Bootstrap(10, 0.95, Key.of(1))).hasMessageContaining("10");
    assertThatThrownBy(() -> new Bootstrap(100, 1, Key.of(1))).hasMessageContaining("level");
  }
}
