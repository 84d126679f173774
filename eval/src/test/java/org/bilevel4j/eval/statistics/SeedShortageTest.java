package org.bilevel4j.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeedShortageTest {

  @Test
  void should_say_how_many_seeds_suffice_when_no_test_can_pass() {
    assertThat(SeedShortage.of(8, 9))
        .hasValue(
            "With 8 seeds and 9 tests no difference can be shown: the least p-value is 0.07031"
                + " (Holm), above 0.05; 9 seeds suffice.");
    assertThat(SeedShortage.of(3, 1))
        .hasValue(
            "With 3 seeds and 1 test no difference can be shown: a test takes at least 8; 8 seeds"
                + " suffice.");
    assertThat(SeedShortage.of(1, 40))
        .hasValueSatisfying(s -> assertThat(s).contains("With 1 seed "));
  }

  @Test
  void should_say_nothing_when_a_test_can_pass_or_none_is_made() {
    assertThat(SeedShortage.of(9, 9)).isEmpty();
    assertThat(SeedShortage.of(8, 1)).isEmpty();
    assertThat(SeedShortage.of(1, 0)).isEmpty();
  }

  /** The tests themselves: as many seeds as are called enough are, one fewer are not. */
  @Test
  void should_agree_with_the_tests_it_speaks_of() {
    for (int tests : new int[] {1, 7, 9, 40, 1000}) {
      int enough = SeedShortage.enough(tests);

      assertThat(anyShown(enough, tests)).isTrue();
      assertThat(anyShown(enough - 1, tests)).isFalse();
    }
  }

  private static boolean anyShown(int seeds, int tests) {
    double[] low = IntStream.range(0, seeds).mapToDouble(i -> i).toArray();
    double[] high = IntStream.range(0, seeds).mapToDouble(i -> 3 * i + 1).toArray();
    PairedComparison one = PairedComparison.of("m", "a", "b", low, high, Bootstrap.standard());
    List<PairedComparison> all = IntStream.range(0, tests).mapToObj(i -> one).toList();
    return PairedComparison.corrected(all).stream().anyMatch(PairedComparison::shown);
  }
}
