package org.bilevel4j.cli.solve;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateRowTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 1.0000000000000001e-01",
    "-1.25, -1.2500000000000000e+00",
    "3, 3.0000000000000000e+00",
    "0.99999999999999994, 9.9999999999999989e-01",
    "1e23, 9.9999999999999992e+22",
    "6.02e123, 6.0199999999999995e+123",
    "4.9e-324, 4.9406564584124654e-324",
    "0, 0.0000000000000000e+00",
    "-0.0, -0.0000000000000000e+00",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void should_write_17_digits(double value, String text) {
    assertThat(StateRow.text(value)).isEqualTo(text);
  }

  @Test
  void should_write_numbers_that_read_back_as_they_were() {
    Rng rng = Key.of(3).rng();
    for (int trial = 0; trial < 10_000; trial++) {
      double value = Double.longBitsToDouble(rng.nextLong());
      Double back = Double.parseDouble(StateRow.text(value));
      assertThat(back).isEqualTo((Double) value);
    }
  }
}
