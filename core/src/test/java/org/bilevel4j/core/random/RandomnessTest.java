package org.bilevel4j.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomnessTest {

  @Test
  void should_give_the_same_numbers_when_asked_at_the_same_address() {
    Key a = Key.of(7).child("LOWER").child(3);
    Key b = Key.of(7).child("LOWER").child(3);

    assertThat(a).isEqualTo(b);
    assertThat(a.rng().nextLong()).isEqualTo(b.rng().nextLong());
    assertThat(a.rng().nextGaussian()).isEqualTo(b.rng().nextGaussian());
  }

  @Test
  void should_keep_addresses_apart_when_tags_are_small_and_permuted() {
    java.util.Set<Long> seen = new java.util.HashSet<>();
    for (int i = 0; i < 300; i++) {
      for (int j = 0; j < 300; j++) {
        seen.add(Key.of(1).child(i).child(j).value());
      }
    }

    assertThat(seen).hasSize(90_000);
  }

  @Test
  void should_be_uniform_across_sibling_addresses() {
    // GIVEN the first number of many neighbouring addresses, as draws use them
    int bins = 64;
    int n = 64_000;
    int[] counts = new int[bins];
    for (int i = 0; i < n; i++) {
      counts[Key.of(11).child(i).rng().nextInt(bins)]++;
    }

    // THEN chi-square stays below its 1 - 1e-6 quantile for 63 degrees of freedom
    double chi = 0;
    for (int c : counts) {
      chi += Math.pow(c - n / (double) bins, 2) / (n / (double) bins);
    }
    assertThat(chi).isLessThan(130);
  }

  @Test
  void should_have_normal_moments() {
    Rng rng = Key.of(3).rng();
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (int i = 0; i < n; i++) {
      double z = rng.nextGaussian();
      sum += z;
      squares += z * z;
      fourth += z * z * z * z;
    }

    assertThat(sum / n).isCloseTo(0, within(0.01));
    assertThat(squares / n).isCloseTo(1, within(0.015));
    assertThat(fourth / n).isCloseTo(3, within(0.12));
  }

  @Test
  void should_stay_below_the_bound_when_it_is_not_a_power_of_two() {
    Rng rng = Key.of(5).rng();
    BitSet seen = new BitSet();
    for (int i = 0; i < 2_000; i++) {
      seen.set(rng.nextInt(7));
    }

    assertThat(seen.cardinality()).isEqualTo(7);
    assertThat(seen.length()).isEqualTo(7);
    assertThatThrownBy(() -> rng.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 16, 100, 1000, 4097})
  void should_visit_every_entry_once(int n) {
    Permutation p = Permutation.of(Key.of(n), n);
    BitSet seen = new BitSet();
    for (int k = 0; k < n; k++) {
      assertThat(p.at(k)).isBetween(0, n - 1);
      seen.set(p.at(k));
    }

    assertThat(seen.cardinality()).isEqualTo(n);
    assertThatThrownBy(() -> p.at(n)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 300, 5000})
  void should_draw_ordered_pairs_evenly_when_few_blocks_are_sampled(int n) {
    // GIVEN the first two entries over many keys, in 5 equal classes each
    int draws = 40_000;
    int[] counts = new int[25];
    for (int i = 0; i < draws; i++) {
      Permutation p = Permutation.of(Key.of(2).child(i), n);
      counts[p.at(0) % 5 * 5 + p.at(1) % 5]++;
    }

    // THEN chi-square is below its 1 - 1e-6 quantile for at most 24 degrees of freedom
    double same = draws / 5.0 * (n / 5 - 1) / (n - 1);
    double other = draws / 5.0 * (n / 5) / (n - 1);
    double chi = 0;
    for (int c = 0; c < 25; c++) {
      double expected = c / 5 == c % 5 ? same : other;
      chi += expected == 0 ? counts[c] : Math.pow(counts[c] - expected, 2) / expected;
    }
    assertThat(chi).isLessThan(71);
  }
}
