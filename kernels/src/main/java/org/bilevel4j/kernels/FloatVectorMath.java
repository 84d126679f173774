package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.FloatPolynomials.*;
import static org.bilevel4j.kernels.FloatVectorPolynomials.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link FloatMath} on vectors, operation for operation, so that the bits are the
 * same. The last few elements of a range go through {@link FloatMath} itself.
 */
final class FloatVectorMath {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final FloatVector ONE = FloatVector.broadcast(S, 1);

  private FloatVectorMath() {}

  static void apply(Func func, float[] x, int s, float[] y, int t, int n) {
    int main = n - n % L;
    switch (func) {
      case EXP -> exp(x, s, y, t, main);
      case EXPM1 -> expm1(x, s, y, t, main);
      case LOG -> log(x, s, y, t, main);
      case LOG1P -> log1p(x, s, y, t, main);
      case TANH -> tanh(x, s, y, t, main);
      case SIGMOID -> sigmoid(x, s, y, t, main);
      case SOFTPLUS -> softplus(x, s, y, t, main);
      case RELU -> relu(x, s, y, t, main);
      case STEP -> step(x, s, y, t, main);
      case SIN -> sine(x, s, y, t, main);
      case COS -> cosine(x, s, y, t, main);
    }
    FloatElementwise.apply(func, x, s + main, y, t + main, n - main);
  }

  private static void relu(float[] x, int s, float[] y, int t, int n) {
    FloatVector zero = FloatVector.zero(S);
    for (int j = 0; j < n; j += L) {
      FloatVector.fromArray(S, x, s + j).max(zero).intoArray(y, t + j);
    }
  }

  private static void step(float[] x, int s, float[] y, int t, int n) {
    FloatVector zero = FloatVector.zero(S);
    for (int j = 0; j < n; j += L) {
      VectorMask<Float> on = FloatVector.fromArray(S, x, s + j).compare(VectorOperators.GT, zero);
      zero.blend(ONE, on).intoArray(y, t + j);
    }
  }

  private static void exp(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      exp(FloatVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void expm1(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      expm1(FloatVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void log(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      FloatVectorPolynomials.log(FloatVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void log1p(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      log1p(FloatVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void tanh(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      tanh(FloatVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void sigmoid(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      sigmoid(FloatVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void softplus(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      softplus(FloatVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void sine(float[] x, int s, float[] y, int t, int main) {
    for (int j = 0; j < main; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      if (small(v)) {
        sinReduced(v).intoArray(y, t + j);
      } else {
        FloatElementwise.apply(Func.SIN, x, s + j, y, t + j, L);
      }
    }
  }

  private static void cosine(float[] x, int s, float[] y, int t, int main) {
    for (int j = 0; j < main; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      if (small(v)) {
        cosReduced(v).intoArray(y, t + j);
      } else {
        FloatElementwise.apply(Func.COS, x, s + j, y, t + j, L);
      }
    }
  }

  private static boolean small(FloatVector v) {
    return v.abs().compare(VectorOperators.LE, TRIG_LIMIT).allTrue();
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector y = x.blend(EXP_MAX, x.compare(VectorOperators.GT, EXP_MAX));
    y = y.blend(EXP_MIN, y.compare(VectorOperators.LT, EXP_MIN));
    FloatVector t = y.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, MAGIC));
    FloatVector p = expm1Reduced(y, t.sub(MAGIC));
    IntVector k = t.reinterpretAsInts().sub(MAGIC_BITS);
    IntVector half = k.lanewise(VectorOperators.ASHR, 1);
    return p.add(1).mul(power2(half)).mul(power2(k.sub(half)));
  }

  private static FloatVector expm1(FloatVector x) {
    VectorMask<Float> large = x.compare(VectorOperators.GT, EXPM1_SWITCH);
    FloatVector y = x.blend(EXPM1_SWITCH, large);
    y = y.blend(EXP_MIN, y.compare(VectorOperators.LT, EXP_MIN));
    FloatVector t = y.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, MAGIC));
    FloatVector p = expm1Reduced(y, t.sub(MAGIC));
    IntVector k = t.reinterpretAsInts().sub(MAGIC_BITS);
    IntVector half = k.lanewise(VectorOperators.ASHR, 1);
    FloatVector s = power2(half).mul(power2(k.sub(half)));
    FloatVector value = s.fma(p, s.sub(1));
    return large.anyTrue() ? value.blend(exp(x), large) : value;
  }

  private static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1);
    FloatVector lost = ONE.sub(u.sub(x)).blend(x.sub(u.sub(1)), x.compare(VectorOperators.LT, 1));
    FloatVector value = FloatVectorPolynomials.log(u);
    VectorMask<Float> end =
        u.compare(VectorOperators.EQ, 0).or(u.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    return value.add(lost.div(u)).blend(value, end);
  }

  private static FloatVector sinReduced(FloatVector x) {
    FloatVector q = x.mul(INV_PI).add(MAGIC).sub(MAGIC);
    FloatVector m = q.neg();
    FloatVector r = fma(m, PI_3, fma(m, PI_2, fma(m, PI_1, x)));
    return parity(q).mul(sinPolynomial(r));
  }

  private static FloatVector cosReduced(FloatVector x) {
    FloatVector q =
        x.fma(FloatVector.broadcast(S, INV_PI), FloatVector.broadcast(S, -0.5f))
            .add(MAGIC)
            .sub(MAGIC);
    FloatVector m = q.add(0.5f).neg();
    FloatVector r = fma(m, PI_3, fma(m, PI_2, fma(m, PI_1, x)));
    return parity(q).neg().mul(sinPolynomial(r));
  }

  private static FloatVector parity(FloatVector q) {
    FloatVector half = q.mul(0.5f);
    FloatVector rest = half.sub(half.add(MAGIC).sub(MAGIC));
    return rest.mul(-8).fma(rest, ONE);
  }

  private static FloatVector tanh(FloatVector x) {
    FloatVector t = expm1(x.abs().mul(-2));
    FloatVector r = t.neg().div(t.add(2));
    return r.blend(r.neg(), x.compare(VectorOperators.LT, 0));
  }

  private static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    return ONE.blend(e, x.compare(VectorOperators.LT, 0)).div(e.add(1));
  }

  private static FloatVector softplus(FloatVector x) {
    FloatVector positive = FloatVector.zero(S).blend(x, x.compare(VectorOperators.GT, 0));
    return positive.add(log1p(exp(x.abs().neg())));
  }
}
