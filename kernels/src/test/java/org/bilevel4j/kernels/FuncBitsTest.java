package org.bilevel4j.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions over matrices: vector and plain agree bit for bit, and with the scalar form. */
class FuncBitsTest {

  private static final double[] SPECIAL = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e-320,
    Double.MIN_NORMAL,
    1e-40,
    709.79,
    88.73,
    -87.5,
    -103.9,
    -745.1,
    -746.5,
    39.9,
    40.1,
    1e5,
    1e7,
    1.1e7,
    1e300,
    -1e300,
    Math.PI,
    Math.PI / 2,
    1e-10,
    -1e-10,
    20.5,
    -0.999999,
    1e16,
    1e38
  };

  private static double scalar(Func f, double x) {
    return switch (f) {
      case EXP -> DoubleMath.exp(x);
      case EXPM1 -> DoubleMath.expm1(x);
      case LOG -> DoubleMath.log(x);
      case LOG1P -> DoubleMath.log1p(x);
      case SIN -> DoubleMath.sin(x);
      case COS -> DoubleMath.cos(x);
      case TANH -> DoubleMath.tanh(x);
      case SIGMOID -> DoubleMath.sigmoid(x);
      case SOFTPLUS -> DoubleMath.softplus(x);
      case RELU -> Math.max(x, 0);
      case STEP -> DoubleMath.step(x);
    };
  }

  private static float scalar(Func f, float x) {
    return switch (f) {
      case EXP -> FloatMath.exp(x);
      case EXPM1 -> FloatMath.expm1(x);
      case LOG -> FloatMath.log(x);
      case LOG1P -> FloatMath.log1p(x);
      case SIN -> FloatMath.sin(x);
      case COS -> FloatMath.cos(x);
      case TANH -> FloatMath.tanh(x);
      case SIGMOID -> FloatMath.sigmoid(x);
      case SOFTPLUS -> FloatMath.softplus(x);
      case RELU -> Math.max(x, 0);
      case STEP -> FloatMath.step(x);
    };
  }

  private static Mat arguments(Precision precision, int cols, int gap) {
    SplittableRandom random = new SplittableRandom(41);
    Mat x = Samples.random(random, precision, 40, cols, gap);
    for (int i = 0; i < x.rows(); i++) {
      for (int j = 0; j < cols; j++) {
        double size = StrictMath.pow(10, random.nextInt(9) - 3);
        boolean special = random.nextInt(50) == 0;
        x.set(i, j, special ? SPECIAL[random.nextInt(SPECIAL.length)] : x.get(i, j) * size);
      }
    }
    for (int j = 0; j < SPECIAL.length; j++) {
      x.set(j, j % cols, SPECIAL[j]);
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(Func.class)
  void should_give_the_bits_of_the_scalar_form_in_every_kernel(Func f) {
    for (Kernels kernels : Samples.kernels()) {
      for (Precision precision : Precision.values()) {
        for (int gap : new int[] {0, 3}) {
          Mat x = arguments(precision, 53, gap);
          Mat y = Samples.random(new SplittableRandom(1), precision, 40, 53, 3 - gap);
          kernels.apply(f, x, y);
          for (int i = 0; i < 40; i++) {
            for (int j = 0; j < 53; j++) {
              double expected =
                  precision == Precision.FLOAT64
                      ? scalar(f, x.get(i, j))
                      : scalar(f, (float) x.get(i, j));
              assertThat(Double.doubleToLongBits(y.get(i, j)))
                  .as("%s %s %s(%s)", kernels.name(), precision, f, x.get(i, j))
                  .isEqualTo(Double.doubleToLongBits(expected));
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void should_allow_either_target_of_sine_and_cosine_to_be_the_argument(Precision precision) {
    for (Kernels kernels : Samples.kernels()) {
      Mat x = arguments(precision, 33, 0);
      Mat sin = Mat.zeros(precision, 40, 33);
      Mat cos = Mat.zeros(precision, 40, 33);
      kernels.sinCos(x, sin, cos);
      Mat first = x.copy(precision);
      Mat second = Mat.zeros(precision, 40, 33);
      kernels.sinCos(first, first, second);
      assertThat(Samples.bits(first)).isEqualTo(Samples.bits(sin));
      assertThat(Samples.bits(second)).isEqualTo(Samples.bits(cos));
      first = x.copy(precision);
      kernels.sinCos(first, second, first);
      assertThat(Samples.bits(first)).isEqualTo(Samples.bits(cos));
      assertThat(Samples.bits(second)).isEqualTo(Samples.bits(sin));
    }
  }
}
