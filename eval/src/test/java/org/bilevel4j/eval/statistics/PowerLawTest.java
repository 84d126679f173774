package org.bilevel4j.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;

class PowerLawTest {
  private static final double[] X = {10, 100, 1000, 10_000};

  @Test
  void should_find_the_exponent_when_values_follow_a_power() {
    double[] y = new double[X.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = 3 * Math.pow(X[i], -0.4);
    }
    PowerLaw law = PowerLaw.fit(X, new double[][] {y});

    assertThat(law.exponent()).isCloseTo(-0.4, within(1e-12));
    assertThat(law.at(50)).isCloseTo(3 * Math.pow(50, -0.4), within(1e-12));
    assertThat(law.interval().low()).isEqualTo(law.exponent());
    assertThat(law.seeds()).isEqualTo(1);
  }

  @Test
  void should_cover_the_exponent_when_seeds_scatter() {
    Rng rng = Key.of(11).rng();
    int covered = 0;
    for (int trial = 0; trial < 100; trial++) {
      double[][] y = new double[8][X.length];
      for (double[] seed : y) {
        for (int i = 0; i < X.length; i++) {
          seed[i] = Math.pow(X[i], 0.5) * Math.exp(0.3 * rng.nextGaussian());
        }
      }
      Interval ci = PowerLaw.fit(X, y).interval();
      covered += ci.low() <= 0.5 && 0.5 <= ci.high() ? 1 : 0;
    }
    assertThat(covered).isGreaterThan(80); // eight seeds: somewhat less than 95
  }
}
