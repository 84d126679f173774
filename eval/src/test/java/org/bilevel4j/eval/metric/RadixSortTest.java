package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;

class RadixSortTest {
  @Test
  void should_order_all_numbers_as_the_library_does() {
    for (int n : new int[] {0, 1, 4999, 5000, 20_011}) {
      Rng rng = Key.of(n).rng();
      double[] numbers = new double[n];
      for (int i = 0; i < n; i++) {
        numbers[i] =
            switch (rng.nextInt(8)) {
              case 0 -> rng.nextInt(5) - 2;
              case 1 -> Double.NaN;
              case 2 -> rng.nextInt(2) == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
              case 3 -> Math.scalb(rng.nextGaussian(), 600 - rng.nextInt(1600));
              case 4 -> rng.nextInt(2) == 0 ? -0.0 : 0.0;
              default -> rng.nextGaussian();
            };
      }
      double[] expected = numbers.clone();
      Arrays.sort(expected);

      RadixSort.sort(numbers);

      assertThat(numbers).containsExactly(expected);
    }
  }

  @Test
  void should_sort_numbers_that_are_all_alike() {
    double[] same = new double[6000];
    Arrays.fill(same, -1.5);

    RadixSort.sort(same);

    assertThat(same).containsOnly(-1.5);
  }
}
