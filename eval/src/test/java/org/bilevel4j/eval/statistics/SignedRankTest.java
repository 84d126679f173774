package org.bilevel4j.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.stat.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class SignedRankTest {
  /** Darwin's maize: height of cross- minus self-fertilised plants, eighths of an inch. */
  private static final double[] MAIZE = {
    6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75
  };

  private static SignedRank ofDifferences(double... d) {
    return SignedRank.test(d, new double[d.length]);
  }

  @Test
  void should_give_the_published_value_when_data_are_darwins_maize() {
    SignedRank t = ofDifferences(MAIZE);

    assertThat(t.rankSum()).isEqualTo(96); // W- = 24
    assertThat(t.p()).isEqualTo(0.041259765625);
    assertThat(t.exact()).isTrue();
  }

  @Test
  void should_agree_with_hipparchus_when_there_are_no_ties() {
    double[] zeros = new double[MAIZE.length];

    assertThat(ofDifferences(MAIZE).p())
        .isEqualTo(new WilcoxonSignedRankTest().wilcoxonSignedRankTest(MAIZE, zeros, true));
  }

  @Test
  void should_give_the_smallest_possible_value_when_all_ten_agree() {
    assertThat(ofDifferences(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).p()).isEqualTo(2 / 1024.0);
    assertThat(ofDifferences(-1, -2, -3, -4, -5, -6, -7, -8, -9, -10).p()).isEqualTo(2 / 1024.0);
  }

  /** W+ = 27 with one zero and tied ranks; p by counting all 512 sign patterns. */
  @Test
  void should_count_all_signs_when_there_are_ties_and_zeros() {
    double[] a = {125, 115, 130, 140, 140, 115, 140, 125, 140, 135};
    double[] b = {110, 122, 125, 120, 140, 124, 123, 137, 135, 145};

    SignedRank t = SignedRank.test(a, b);

    assertThat(t.zeros()).isEqualTo(1);
    assertThat(t.rankSum()).isEqualTo(27);
    assertThat(t.p()).isEqualTo(0.6328125);
  }

  @Test
  void should_equal_brute_force_when_many_differences_tie() {
    double[] d = {1, 1, -1, 2, 2, -2, 2, 3, 3, 0.5, -0.5, 4};
    double[] ranks = {4, 4, 4, 7.5, 7.5, 7.5, 7.5, 10.5, 10.5, 1.5, 1.5, 12};
    double sum = IntStream.range(0, d.length).mapToDouble(i -> d[i] > 0 ? ranks[i] : 0).sum();
    long extreme =
        IntStream.range(0, 1 << d.length)
            .filter(s -> signed(s, ranks) >= Math.max(sum, 78 - sum))
            .count();

    assertThat(ofDifferences(d).p()).isEqualTo(2.0 * extreme / (1 << d.length));
  }

  private static double signed(int signs, double[] ranks) {
    return IntStream.range(0, ranks.length).mapToDouble(i -> (signs >> i & 1) * ranks[i]).sum();
  }

  /** scipy.stats.wilcoxon 1.17.1, method approx, correction, zero_method wilcox. */
  @Test
  void should_agree_with_scipy_when_there_are_many_pairs_with_ties_and_a_zero() {
    double[] d = {
      0.3, 1.3, 0.9, -0.3, -0.5, 0.6, 1.3, 0.7, -0.5, -0.4, 0.8, 1.3, 0.5, -0.6, -0.3,
      1.0, 1.3, 0.2, -0.6, -0.1, 1.1, 1.2, 0.0, -0.6, 0.1, 1.2, 1.0, -0.2, -0.6, 0.4
    };

    SignedRank t = ofDifferences(d);

    assertThat(t.exact()).isFalse();
    assertThat(t.centre() * 2 - t.rankSum()).isEqualTo(107.5);
    assertThat(t.p()).isCloseTo(0.0177534079474194, within(1e-12));
  }

  @Test
  void should_be_near_exact_when_the_approximation_takes_over() {
    double[] d = IntStream.rangeClosed(1, 25).mapToDouble(i -> i % 3 == 0 ? -i : i).toArray();
    double[] more = Arrays.copyOf(d, 26);
    more[25] = 0.5; // the smallest rank changes little

    assertThat(ofDifferences(more).p()).isCloseTo(ofDifferences(d).p(), within(0.02));
  }

  @Test
  void should_see_nothing_when_all_differences_are_zero() {
    SignedRank t = ofDifferences(0, 0, 0);

    assertThat(t.p()).isEqualTo(1);
    assertThat(t.zeros()).isEqualTo(3);
  }

  @Test
  void should_refuse_when_values_are_not_finite_or_not_paired() {
    assertThatThrownBy(() -> ofDifferences(1, Double.NaN)).hasMessageContaining("pair 1");
    assertThatThrownBy(() -> SignedRank.test(new double[2], new double[3]))
        .hasMessageContaining("2 and 3");
  }
}
