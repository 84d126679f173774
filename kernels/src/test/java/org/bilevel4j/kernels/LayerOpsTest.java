package org.bilevel4j.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Activations, softmax, sums and sparse products of every kernel against plain definitions. */
class LayerOpsTest {

  private static double value(Activation f, double z) {
    return switch (f) {
      case IDENTITY -> z;
      case RELU -> Math.max(z, 0);
      case TANH -> StrictMath.tanh(z);
      case SOFTPLUS -> StrictMath.log1p(StrictMath.exp(z));
      case SIGMOID -> 1 / (1 + StrictMath.exp(-z));
    };
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void should_add_bias_activate_and_take_the_derivative_from_the_output(Activation f) {
    for (Kernels kernels : Samples.kernels()) {
      for (Precision p : Precision.values()) {
        SplittableRandom random = new SplittableRandom(19);
        Mat z = Samples.random(random, p, 9, 35, 2);
        Mat bias = Samples.random(random, p, 1, 35, 0);
        Mat a = z.copy(p);
        kernels.biasActivate(f, a, bias);
        Mat g = Mat.zeros(p, 9, 35);
        g.fill(2);
        kernels.activateBackward(f, a, g);
        double tolerance = p == Precision.FLOAT32 ? 1e-6 : 1e-14;
        for (int i = 0; i < 9; i++) {
          for (int j = 0; j < 35; j++) {
            double s = z.get(i, j) + bias.get(0, j);
            double h = 1e-6;
            assertThat(a.get(i, j)).isEqualTo(value(f, s), within(tolerance));
            double slope = (value(f, s + h) - value(f, s - h)) / h;
            assertThat(g.get(i, j)).isEqualTo(slope, within(1e-5));
          }
        }
      }
    }
  }

  @Test
  void should_pass_nan_through_relu_and_its_derivative() {
    for (Kernels kernels : Samples.kernels()) {
      for (Precision p : Precision.values()) {
        Mat z = Mat.zeros(p, 1, 40);
        z.fill(Double.NaN);
        kernels.biasActivate(Activation.RELU, z, Mat.zeros(p, 1, 40));
        Mat g = Mat.zeros(p, 1, 40);
        g.fill(Double.NaN);
        kernels.activateBackward(Activation.RELU, z, g);
        for (int j = 0; j < 40; j++) {
          assertThat(z.get(0, j)).isNaN();
          assertThat(g.get(0, j)).isNaN();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void should_give_value_and_gradient_of_softmax_cross_entropy(Precision p) {
    for (Kernels kernels : Samples.kernels()) {
      SplittableRandom random = new SplittableRandom(31);
      for (int classes : new int[] {1, 2, 5, 26}) {
        Mat z = Samples.random(random, p, 8, classes, 0);
        z.set(3, 0, 60);
        int[] labels = new int[9];
        for (int i = 1; i < 9; i++) {
          labels[i] = random.nextInt(classes);
        }
        Mat g = z.copy(p);
        double[] losses = new double[10];
        kernels.softmaxCrossEntropy(g, labels, 1, 0.5, losses, 2);
        double tolerance = p == Precision.FLOAT32 ? 5e-6 : 1e-13;
        for (int i = 0; i < 8; i++) {
          double sum = 0;
          for (int j = 0; j < classes; j++) {
            sum += StrictMath.exp(z.get(i, j));
          }
          double loss = StrictMath.log(sum) - z.get(i, labels[1 + i]);
          assertThat(losses[2 + i]).isEqualTo(loss, within(tolerance));
          for (int j = 0; j < classes; j++) {
            double hit = j == labels[1 + i] ? 1 : 0;
            double expected = 0.5 * (StrictMath.exp(z.get(i, j)) / sum - hit);
            assertThat(g.get(i, j)).isEqualTo(expected, within(tolerance));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void should_give_the_same_bits_in_plain_and_vector_kernels(Precision p) {
    Kernels[] both = {Kernels.plain(), KernelChoice.byName("vector")};
    for (Activation f : Activation.values()) {
      long[][] bits = new long[2][];
      for (int which = 0; which < 2; which++) {
        SplittableRandom random = new SplittableRandom(6);
        Mat z = Samples.random(random, p, 11, 45, 3);
        z.set(2, 3, -0.0);
        z.set(4, 5, Double.NaN);
        Mat bias = Samples.random(random, p, 1, 45, 0);
        bias.set(0, 3, -0.0);
        Mat g = Samples.random(random, p, 11, 45, 1);
        both[which].biasActivate(f, z, bias);
        both[which].activateBackward(f, z, g);
        both[which].columnSums(0.3, g, 0.7, bias);
        both[which].axpy(-1.3, z, g);
        both[which].softmax(z, new double[11], 0);
        Mat all = Mat.zeros(p, 23, 45);
        Transfer.copy(z, all.rowRange(0, 11));
        Transfer.copy(g, all.rowRange(11, 22));
        Transfer.copy(bias, all.rowRange(22, 23));
        bits[which] = Samples.bits(all);
      }
      assertThat(bits[1]).as("%s", f).isEqualTo(bits[0]);
    }
  }

  @Test
  void should_refuse_a_label_that_is_no_class() {
    Mat z = Mat.zeros(Precision.FLOAT64, 1, 2);
    assertThatThrownBy(
            () -> Kernels.plain().softmaxCrossEntropy(z, new int[] {2}, 0, 1, new double[1], 0))
        .hasMessageContaining("label 2")
        .hasMessageContaining("classes: 2");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void should_sum_columns_scale_and_add(Precision p) {
    for (Kernels kernels : Samples.kernels()) {
      Mat a = Samples.random(new SplittableRandom(2), p, 23, 37, 1);
      Mat sums = Mat.zeros(p, 1, 37);
      sums.fill(4);
      kernels.columnSums(2, a, 0.5, sums);
      Mat b = a.copy(p);
      kernels.axpy(3, a, b);
      kernels.scale(0.5, b);
      kernels.hadamard(a, b);
      for (int j = 0; j < 37; j++) {
        double sum = 0;
        for (int i = 0; i < 23; i++) {
          sum += a.get(i, j);
          assertThat(b.get(i, j)).isEqualTo(2 * a.get(i, j) * a.get(i, j), within(1e-6));
        }
        assertThat(sums.get(0, j)).isEqualTo(2 + 2 * sum, within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void should_multiply_sparse_with_the_same_bits_in_every_kernel(Precision p) {
    // GIVEN 40 rows of 0 to 8 entries, a column may come twice, and products wider than two vectors
    SplittableRandom random = new SplittableRandom(3);
    int[] start = new int[41];
    for (int i = 0; i < 40; i++) {
      start[i + 1] = start[i] + random.nextInt(9);
    }
    int[] column = random.ints(start[40], 0, 21).toArray();
    double[] values = random.doubles(start[40], -1, 1).toArray();
    float[] singles = new float[values.length];
    for (int e = 0; e < singles.length; e++) {
      singles[e] = (float) values[e];
    }
    CsrMat sparse =
        p == Precision.FLOAT64
            ? CsrMat.of(21, start, column, values)
            : CsrMat.of(21, start, column, singles);
    for (int k = 0; k < 4; k++) {
      Op op = Op.values()[k % 2];
      int cols = k < 2 ? 75 : 1;
      CsrMat rows = sparse.rowRange(3, 40);
      Mat b = Samples.random(random, p, op == Op.N ? 21 : 37, cols, 1);
      Mat before = Samples.random(random, p, op == Op.N ? 37 : 21, cols, 1);
      Mat expected = before.copy(p);
      new PlainKernels().gemm(op, 1.5, rows, b, 0.5, expected);
      for (Kernels kernels : Samples.kernels()) {
        Mat c = before.copy(p);
        kernels.gemm(op, 1.5, rows, b, 0.5, c);
        for (int i = 0; i < c.rows(); i++) {
          for (int j = 0; j < cols; j++) {
            assertThat(c.get(i, j)).isEqualTo(expected.get(i, j));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void should_multiply_sparse_like_dense(Precision p) {
    int[] start = {0, 2, 2, 5};
    int[] column = {0, 3, 1, 2, 3};
    double[] values = {1, -2, 3, 0.5, 4};
    float[] singles = {1, -2, 3, 0.5f, 4};
    CsrMat sparse =
        p == Precision.FLOAT64
            ? CsrMat.of(4, start, column, values)
            : CsrMat.of(4, start, column, singles);
    Mat dense = Mat.of(new double[][] {{1, 0, 0, -2}, {0, 0, 0, 0}, {0, 3, 0.5, 4}}).copy(p);
    for (Kernels kernels : Samples.kernels()) {
      for (int k = 0; k < 4; k++) {
        Op op = Op.values()[k % 2];
        int cols = k < 2 ? 5 : 1;
        int m = op == Op.N ? 3 : 4;
        Mat b = Samples.random(new SplittableRandom(8), p, 7 - m, cols, 1);
        Mat c = Samples.random(new SplittableRandom(9), p, m, cols, 0);
        Mat expected = c.copy(p);
        kernels.gemm(op, 1.5, sparse, b, 0.5, c);
        kernels.gemm(op, Op.N, 1.5, dense, b, 0.5, expected);
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < cols; j++) {
            assertThat(c.get(i, j)).isEqualTo(expected.get(i, j), within(2e-6));
          }
        }
      }
    }
    assertThat(sparse.rowRange(2, 3).entries()).isEqualTo(3);
    assertThatThrownBy(() -> CsrMat.of(3, start, column, values))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
