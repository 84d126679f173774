package org.bilevel4j.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  private static final Offset<Double> TINY = within(1e-12);

  private static PairedComparison compare(int seeds, double shift) {
    double[] a = IntStream.range(0, seeds).mapToDouble(i -> 0.5 + 0.01 * i + shift).toArray();
    double[] b = IntStream.range(0, seeds).mapToDouble(i -> 0.5 + 0.011 * i).toArray();
    return PairedComparison.of("worst", "morbit", "min-avg", a, b, Bootstrap.standard());
  }

  @Test
  void should_say_lower_when_left_is_lower_on_all_seeds() {
    String verdict = compare(10, -0.0385).verdict();

    assertThat(verdict)
        .isEqualTo(
            "morbit is lower than min-avg: median difference -0.043 [-0.0455, -0.0405],"
                + " p = 0.002, 10 seeds");
  }

  @Test
  void should_say_higher_when_left_is_higher() {
    assertThat(compare(10, 0.1).verdict()).startsWith("morbit is higher than min-avg: ");
    assertThat(compare(10, 0.1).direction()).isEqualTo(1);
  }

  @Test
  void should_say_no_difference_when_none_is_shown() {
    PairedComparison c = compare(10, 0.0045);

    assertThat(c.verdict()).startsWith("no difference shown between morbit and min-avg: ");
    assertThat(c.direction()).isZero();
  }

  @Test
  void should_not_test_when_there_are_fewer_than_eight_pairs() {
    assertThat(compare(7, -0.1).verdict())
        .startsWith("morbit and min-avg were not tested: 7 pairs of seeds, a test takes 8 (median");
    assertThat(compare(0, 0).verdict())
        .isEqualTo("morbit and min-avg were not tested: 0 pairs of seeds, a test takes 8");
    assertThat(compare(8, -0.1).shown()).isTrue();
  }

  @Test
  void should_correct_together_when_a_table_holds_several() {
    List<PairedComparison> c =
        PairedComparison.corrected(List.of(compare(10, -0.1), compare(5, -0.1), compare(8, 0.1)));

    assertThat(c.get(0).adjusted()).isEqualTo(4 / 1024.0);
    assertThat(c.get(0).verdict()).contains("p = 0.004 (Holm)");
    assertThat(c.get(1).test()).isEmpty();
    assertThat(c.get(2).adjusted()).isEqualTo(2 / 256.0);
    assertThat(c.get(2).family()).isEqualTo(2);
  }

  /** The worked example of Holm's method in common textbooks. */
  @Test
  void should_step_down_when_p_values_are_adjusted() {
    double[] adjusted = Holm.adjust(0.01, 0.04, 0.03, 0.005);

    assertThat(adjusted).containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, TINY);
    assertThat(Holm.adjust()).isEmpty();
    assertThat(Holm.adjust(0.6, 0.9)).containsExactly(1, 1);
    assertThatThrownBy(() -> Holm.adjust(1.2)).hasMessageContaining("1.2");
  }

  @Test
  void should_write_few_digits_when_numbers_are_for_people() {
    assertThat(Numbers.text(0.123456)).isEqualTo("0.1235");
    assertThat(Numbers.text(-0.043000000001)).isEqualTo("-0.043");
    assertThat(Numbers.text(1234567)).isEqualTo("1234567");
    assertThat(Numbers.text(1.5e-9)).isEqualTo("1.500e-09");
    assertThat(Numbers.text(2)).isEqualTo("2");
    assertThat(Numbers.text(0)).isEqualTo("0");
    assertThat(Numbers.text(Double.POSITIVE_INFINITY)).isEqualTo("infinite");
    assertThat(Numbers.probability(0.00001)).isEqualTo("p < 0.001");
  }
}
