package org.bilevel4j.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArithmeticTest {

  @Test
  void should_count_one_layer_forward_and_gradient() {
    // GIVEN 784-100 with two columns on 80 + 1280 rows
    Arithmetic a = Arithmetic.dense(new int[] {784, 100}, 80, 1280, 2);
    // THEN two products of 1360 x 784 x 100, five and three of the heads
    double products = 2 * 2 * 1360 * 78_400.0;
    double heads = 2 * 100 * 2 * (5 * 80 + 3 * 1280.0);
    assertThat(a.productMflop()).isCloseTo((products + heads) / 1e6, within(1e-9));
    assertThat(a.functions()).isZero();
  }

  @Test
  void should_count_the_backward_product_of_every_layer_but_the_first() {
    // GIVEN one row through 1-80-80-10 and a head of one column
    Arithmetic a = Arithmetic.dense(new int[] {1, 80, 80, 10}, 1, 0, 1);
    // THEN 80 + 6400 + 800 weights twice, 6400 + 800 once more, five products of the head
    assertThat(a.productMflop()).isCloseTo(2 * (2 * 7280 + 7200 + 5 * 10) / 1e6, within(1e-12));
  }

  @Test
  void should_count_sines_and_cosines_apart() {
    Arithmetic a = Arithmetic.fourier(16, 64, 128, 128, 2);
    double projections = 2 * 2.0 * 16 * 64 * 256;
    double heads = 2.0 * 128 * 2 * 8 * 128;
    assertThat(a.productMflop()).isCloseTo((projections + heads) / 1e6, within(1e-9));
    assertThat(a.functions()).isEqualTo(2 * 64 * 256);
  }
}
