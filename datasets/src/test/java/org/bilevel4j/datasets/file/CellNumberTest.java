package org.bilevel4j.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellNumberTest {
  private static double parse(String text) {
    char[] chars = ("<" + text + ">").toCharArray();
    return CellNumber.parse(chars, 1, chars.length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+1",
        "1.",
        ".5",
        "-0.5e-3",
        "123456789012345",
        "1234567890123456789",
        "0.1234567890123456789",
        "1e308",
        "4.9e-324",
        "1E+2",
        "00012",
        "0.000000000000001"
      })
  void should_give_what_the_platform_gives(String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        ".",
        "+.",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "1,5",
        "1f",
        "0x1p3",
        "NaN",
        "Infinity",
        "1e999",
        "2020-01-01",
        "1 2",
        "--1",
        "1e5.0"
      })
  void should_give_nan_for_what_is_no_finite_decimal_number(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void should_round_as_the_platform_does() {
    long seed = 7;
    Random random = new Random(seed);
    for (int k = 0; k < 100_000; k++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(20));
      String text = k % 2 == 0 ? Double.toString(value) : "%.5f".formatted(value % 1e9);
      assertThat(parse(text)).as("seed %d: %s", seed, text).isEqualTo(Double.parseDouble(text));
    }
  }
}
