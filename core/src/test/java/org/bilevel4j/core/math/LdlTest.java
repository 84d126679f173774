package org.bilevel4j.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LdlTest {
  private static double residual(Vec matrix, double shift, Vec v, Vec b) {
    int d = b.dim();
    double largest = 0;
    for (int i = 0; i < d; i++) {
      double sum = shift * v.get(i) - b.get(i);
      for (int j = 0; j < d; j++) {
        sum += matrix.get(i * d + j) * v.get(j);
      }
      largest = Math.max(largest, Math.abs(sum));
    }
    return largest;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 30})
  void should_solve_with_any_symmetric_regular_matrix(int d) {
    for (long seed = 0; seed < 40; seed++) {
      Rng rng = Key.of(seed).rng();
      Vec matrix = Vec.zeros(d * d);
      Vec b = Vec.zeros(d);
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < i; j++) {
          double entry = rng.nextGaussian();
          matrix.set(i * d + j, entry);
          matrix.set(j * d + i, entry);
        }
        matrix.set(i * d + i, seed % 2 == 0 && d % 2 == 0 ? 0 : rng.nextGaussian());
        b.set(i, rng.nextGaussian());
      }
      double shift = seed % 3 == 0 ? 0.25 : 0;
      Ldl ldl = new Ldl(d);
      Vec v = b.copy();

      assertThat(ldl.factor(matrix, shift)).isTrue();
      ldl.solve(v);

      assertThat(residual(matrix, shift, v, b)).isLessThan(1e-12 * d * (1 + v.norm()));
    }
  }

  @Test
  void should_take_pivots_of_two_rows_where_the_diagonal_is_zero() {
    Ldl ldl = new Ldl(2);
    Vec v = Vec.of(3, 5);

    assertThat(ldl.factor(Vec.of(0, 1, 1, 0), 0)).isTrue();
    ldl.solve(v);

    assertThat(v.toArray()).containsExactly(5, 3);
  }

  @Test
  void should_refuse_singular_matrices_and_those_without_numbers() {
    assertThat(new Ldl(2).factor(Vec.of(1, 0, 0, 0), 0)).isFalse();
    assertThat(new Ldl(2).factor(Vec.of(1, 1, 1, 1), 0)).isFalse();
    assertThat(new Ldl(2).factor(Vec.of(0, 0, 0, 0), 0)).isFalse();
    assertThat(new Ldl(2).factor(Vec.of(Double.NaN, 1, 1, 1), 0)).isFalse();
    assertThat(new Ldl(1).factor(Vec.of(Double.POSITIVE_INFINITY), 0)).isFalse();
  }
}
