package org.bilevel4j.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions against StrictMath, whose own error is below one ulp. */
class MathAccuracyTest {

  private static final int POINTS = 1_000_000;

  private static double worstDouble(
      double from, double to, double floor, DoubleUnaryOperator f, DoubleUnaryOperator reference) {
    SplittableRandom random = new SplittableRandom(17);
    double worst = 0;
    for (int i = 0; i < POINTS; i++) {
      double x = from + (to - from) * random.nextDouble();
      double expected = reference.applyAsDouble(x);
      double ulp = Math.max(Math.ulp(expected), floor);
      double error = Math.abs(f.applyAsDouble(x) - expected) / ulp;
      assertThat(error).isNotNaN();
      worst = Math.max(worst, error);
    }
    return worst;
  }

  /** The reference is in double; x is rounded to float first. */
  private static double worstFloat(
      double from, double to, double floor, FloatFunction f, DoubleUnaryOperator reference) {
    SplittableRandom random = new SplittableRandom(17);
    double worst = 0;
    for (int i = 0; i < POINTS; i++) {
      float x = (float) (from + (to - from) * random.nextDouble());
      double expected = reference.applyAsDouble(x);
      double ulp = Math.max(Math.ulp((float) expected), floor);
      double error = Math.abs(f.apply(x) - expected) / ulp;
      assertThat(error).isNotNaN();
      worst = Math.max(worst, error);
    }
    return worst;
  }

  private interface FloatFunction {
    float apply(float x);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  @Test
  void should_be_within_ulps_in_double() {
    assertThat(worstDouble(-745, 709.7, 0, DoubleMath::exp, StrictMath::exp)).isLessThan(2);
    assertThat(worstDouble(-1, 1, 0, DoubleMath::exp, StrictMath::exp)).isLessThan(2);
    assertThat(worstDouble(-2, 2, 0, DoubleMath::expm1, StrictMath::expm1)).isLessThan(3);
    assertThat(worstDouble(-50, 700, 0, DoubleMath::expm1, StrictMath::expm1)).isLessThan(3);
    assertThat(worstDouble(0, 4, 0, DoubleMath::log, StrictMath::log)).isLessThan(2);
    assertThat(worstDouble(0, 1e300, 0, DoubleMath::log, StrictMath::log)).isLessThan(2);
    assertThat(worstDouble(0, 1e-308, 0, DoubleMath::log, StrictMath::log)).isLessThan(2);
    assertThat(worstDouble(-0.9, 2, 0, DoubleMath::log1p, StrictMath::log1p)).isLessThan(3);
    assertThat(worstDouble(-1e-9, 1e-9, 0, DoubleMath::log1p, StrictMath::log1p)).isLessThan(3);
    assertThat(worstDouble(-3, 3, 0, DoubleMath::tanh, StrictMath::tanh)).isLessThan(4);
    assertThat(worstDouble(-40, 700, 0, DoubleMath::sigmoid, MathAccuracyTest::sigmoid))
        .isLessThan(4);
    assertThat(worstDouble(-40, 40, 0, DoubleMath::softplus, MathAccuracyTest::softplus))
        .isLessThan(4);
  }

  @Test
  void should_be_within_ulps_in_double_for_sine_and_cosine() {
    double unit = 0x1p-53;
    assertThat(worstDouble(-1, 1, 0, DoubleMath::sin, StrictMath::sin)).isLessThan(2.1);
    assertThat(worstDouble(-1, 1, 0, DoubleMath::cos, StrictMath::cos)).isLessThan(2.5);
    for (double range : new double[] {10, 1e3, 1e5, 1e6}) {
      assertThat(worstDouble(-range, range, unit, DoubleMath::sin, StrictMath::sin))
          .isLessThan(2.1);
      assertThat(worstDouble(-range, range, unit, DoubleMath::cos, StrictMath::cos))
          .isLessThan(2.1);
    }
  }

  @Test
  void should_be_within_ulps_in_float() {
    assertThat(worstFloat(-103, 88.7, 0, FloatMath::exp, StrictMath::exp)).isLessThan(2);
    assertThat(worstFloat(-2, 2, 0, FloatMath::expm1, StrictMath::expm1)).isLessThan(2.5);
    assertThat(worstFloat(0, 4, 0, FloatMath::log, StrictMath::log)).isLessThan(2);
    assertThat(worstFloat(0, 1e38, 0, FloatMath::log, StrictMath::log)).isLessThan(2);
    assertThat(worstFloat(0, 1e-38, 0, FloatMath::log, StrictMath::log)).isLessThan(2);
    assertThat(worstFloat(-0.9, 2, 0, FloatMath::log1p, StrictMath::log1p)).isLessThan(2.5);
    assertThat(worstFloat(-3, 3, 0, FloatMath::tanh, StrictMath::tanh)).isLessThan(4);
    assertThat(worstFloat(-40, 88, 0, FloatMath::sigmoid, MathAccuracyTest::sigmoid))
        .isLessThan(3.5);
    assertThat(worstFloat(-40, 40, 0, FloatMath::softplus, MathAccuracyTest::softplus))
        .isLessThan(3.5);
    for (double range : new double[] {1, 10, 1e3, 1e4, 1e5}) {
      assertThat(worstFloat(-range, range, 0x1p-24, FloatMath::sin, StrictMath::sin)).isLessThan(2);
      assertThat(worstFloat(-range, range, 0x1p-24, FloatMath::cos, StrictMath::cos)).isLessThan(2);
    }
  }

  @Test
  void should_keep_special_values() {
    assertThat(DoubleMath.exp(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(DoubleMath.exp(709.79)).isInfinite();
    assertThat(DoubleMath.exp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(DoubleMath.exp(-745.1)).isEqualTo(Double.MIN_VALUE);
    assertThat(DoubleMath.expm1(-1e9)).isEqualTo(-1);
    assertThat(DoubleMath.expm1(1e9)).isInfinite();
    assertThat(DoubleMath.log(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DoubleMath.log(-1)).isNaN();
    assertThat(DoubleMath.log(1)).isZero();
    assertThat(DoubleMath.log(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(DoubleMath.log(Double.MIN_VALUE)).isEqualTo(StrictMath.log(Double.MIN_VALUE));
    assertThat(DoubleMath.log1p(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(DoubleMath.log1p(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(DoubleMath.log1p(-1.5)).isNaN();
    assertThat(DoubleMath.sin(Double.POSITIVE_INFINITY)).isNaN();
    assertThat(DoubleMath.cos(1e300)).isEqualTo(StrictMath.cos(1e300));
    assertThat(DoubleMath.tanh(1e9)).isEqualTo(1);
    assertThat(DoubleMath.tanh(-1e9)).isEqualTo(-1);
    assertThat(DoubleMath.sigmoid(-800)).isZero();
    assertThat(DoubleMath.sigmoid(800)).isEqualTo(1);
    assertThat(DoubleMath.softplus(1e6)).isEqualTo(1e6);
    assertThat(DoubleMath.softplus(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(FloatMath.exp(89)).isInfinite();
    assertThat(FloatMath.exp(-103.2f)).isEqualTo(Float.MIN_VALUE);
    assertThat(FloatMath.exp(-200)).isZero();
    assertThat(FloatMath.log(0)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(FloatMath.log(-1)).isNaN();
    assertThat(FloatMath.log1p(-1)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(FloatMath.sin(Float.POSITIVE_INFINITY)).isNaN();
    assertThat(FloatMath.softplus(1e6f)).isEqualTo(1e6f);
    assertThat(FloatMath.tanh(-100)).isEqualTo(-1);
  }
}
