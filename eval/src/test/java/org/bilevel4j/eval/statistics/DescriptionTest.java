package org.bilevel4j.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DescriptionTest {
  private static final double[] SAMPLE = {8, 4, 15, 16, 23, 42, 10, 7, 9, 12};

  @Test
  void should_agree_with_numpy_when_described() {
    Description d = Description.of(SAMPLE);

    assertThat(d.count()).isEqualTo(10);
    assertThat(d.mean()).isCloseTo(14.6, within(1e-12));
    assertThat(d.sd()).isCloseTo(11.037310461440423, within(1e-12));
    assertThat(d.min()).isEqualTo(4);
    assertThat(d.lowerQuartile()).isCloseTo(8.25, within(1e-12));
    assertThat(d.median()).isCloseTo(11, within(1e-12));
    assertThat(d.upperQuartile()).isCloseTo(15.75, within(1e-12));
    assertThat(d.max()).isEqualTo(42);
  }

  @Test
  void should_use_type_seven_when_a_quantile_falls_between_values() {
    assertThat(Description.quantile(SAMPLE, 0.1)).isCloseTo(6.7, within(1e-12));
    assertThat(Description.quantile(SAMPLE, 0.9)).isCloseTo(24.9, within(1e-12));
    assertThat(Description.quantile(SAMPLE, 0)).isEqualTo(4);
    assertThat(Description.quantile(SAMPLE, 1)).isEqualTo(42);
  }

  @Test
  void should_describe_one_value_when_nothing_else_is_there() {
    Description d = Description.of(3);

    assertThat(d.median()).isEqualTo(3);
    assertThat(d.upperQuartile()).isEqualTo(3);
    assertThat(d.sd()).isNaN();
  }

  @Test
  void should_refuse_when_sample_is_empty_or_has_nan() {
    assertThatThrownBy(() -> Description.of()).hasMessageContaining("at least one value");
    assertThatThrownBy(() -> Description.median(1, Double.NaN)).hasMessageContaining("value 1");
    assertThatThrownBy(() -> Description.quantile(SAMPLE, 1.5)).hasMessageContaining("1.5");
  }
}
