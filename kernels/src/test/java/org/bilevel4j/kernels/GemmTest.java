package org.bilevel4j.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GemmTest {

  private static final int[] SIZES = {0, 1, 2, 3, 5, 8, 10, 15, 16, 17, 31, 33, 48, 64, 80, 100};
  private static final int[] DEPTHS = {0, 1, 2, 3, 4, 7, 10, 16, 64, 100, 256, 257, 300, 784};

  static java.util.List<Kernels> kernels() {
    return Samples.kernels();
  }

  private static int pick(SplittableRandom random, int[] from) {
    return from[random.nextInt(from.length)];
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void should_agree_with_naive_product_on_random_shapes(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(11);
    for (int trial = 0; trial < 400; trial++) {
      check(kernels, random, trial);
    }
  }

  private static void check(Kernels kernels, SplittableRandom random, int trial) {
    Precision precision = Precision.values()[trial % 2];
    Op opA = Op.values()[random.nextInt(2)];
    Op opB = Op.values()[random.nextInt(2)];
    int m = pick(random, SIZES);
    int n = pick(random, SIZES);
    int k = pick(random, DEPTHS);
    int gap = random.nextInt(2) * 3;
    Mat a = Samples.random(random, precision, opA == Op.N ? m : k, opA == Op.N ? k : m, gap);
    Mat b = Samples.random(random, precision, opB == Op.N ? k : n, opB == Op.N ? n : k, gap);
    Mat c = Samples.random(random, precision, m, n, gap);
    double alpha = random.nextInt(3) - 0.5;
    double beta = random.nextInt(3) / 2.0;
    Mat before = c.copy(precision);
    kernels.gemm(opA, opB, alpha, a, b, beta, c);
    double unit = precision == Precision.FLOAT32 ? 0x1p-23 : 0x1p-52;
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int p = 0; p < k; p++) {
          sum += Samples.at(opA, a, i, p) * Samples.at(opB, b, p, j);
        }
        double expected = alpha * sum + beta * before.get(i, j);
        assertThat(c.get(i, j))
            .as("%s %s%s %d x %d x %d at %d, %d", kernels.name(), opA, opB, m, k, n, i, j)
            .isEqualTo(expected, within(unit * (4 + 4 * k)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void should_leave_the_gap_between_rows_alone(Kernels kernels) {
    for (Precision precision : Precision.values()) {
      SplittableRandom random = new SplittableRandom(5);
      Mat a = Samples.random(random, precision, 9, 20, 0);
      Mat b = Samples.random(random, precision, 20, 37, 0);
      Mat whole = Mat.zeros(precision, 9, 41);
      whole.fill(7);
      kernels.multiply(a, b, whole.colRange(2, 39));
      for (int i = 0; i < 9; i++) {
        for (int j : new int[] {0, 1, 39, 40}) {
          assertThat(whole.get(i, j)).isEqualTo(7);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void should_overwrite_nan_in_target_when_beta_is_zero_and_pass_on_nan_of_operands(Kernels k) {
    for (Precision precision : Precision.values()) {
      for (int n : new int[] {1, 2, 20}) {
        Mat a = Mat.zeros(precision, 5, 4);
        Mat b = Mat.zeros(precision, 4, n);
        Mat c = Mat.zeros(precision, 5, n);
        c.fill(Double.NaN);
        a.set(3, 2, Double.NaN);
        k.multiply(a, b, c);
        assertThat(c.get(2, n - 1)).isZero();
        assertThat(c.get(3, 0)).isNaN();
        assertThat(c.get(3, n - 1)).isNaN();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void should_multiply_each_task_with_its_own_rows(Kernels kernels) {
    SplittableRandom random = new SplittableRandom(3);
    Mat a = Samples.random(random, Precision.FLOAT64, 3 * 7, 5, 0);
    Mat b = Samples.random(random, Precision.FLOAT64, 3 * 5, 2, 0);
    Mat c = Mat.zeros(Precision.FLOAT64, 3 * 7, 2);
    kernels.gemmBatch(3, Op.N, Op.N, 1, a, b, 0, c);
    Mat one = Mat.zeros(Precision.FLOAT64, 7, 2);
    kernels.multiply(a.rowRange(7, 14), b.rowRange(5, 10), one);
    assertThat(Samples.bits(c.rowRange(7, 14))).isEqualTo(Samples.bits(one));
  }

  @Test
  void should_name_all_shapes_when_they_do_not_fit() {
    Mat a = Mat.zeros(Precision.FLOAT64, 2, 3);
    Mat b = Mat.zeros(Precision.FLOAT64, 4, 5);
    assertThatThrownBy(() -> Kernels.plain().multiply(a, b, Mat.zeros(Precision.FLOAT64, 2, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("op(A) is 2 x 3")
        .hasMessageContaining("op(B) is 4 x 5");
  }
}
