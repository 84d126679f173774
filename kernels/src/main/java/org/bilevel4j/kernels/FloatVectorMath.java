package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.FloatMath.*;

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
      case SIN -> sine(x, s, y, t, main);
      case COS -> cosine(x, s, y, t, main);
    }
    Elementwise.apply(func, x, s + main, y, t + main, n - main);
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
      log(FloatVector.fromArray(S, x, s + j)).intoArray(y, t + j);
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
        Elementwise.apply(Func.SIN, x, s + j, y, t + j, L);
      }
    }
  }

  private static void cosine(float[] x, int s, float[] y, int t, int main) {
    for (int j = 0; j < main; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      if (small(v)) {
        cosReduced(v).intoArray(y, t + j);
      } else {
        Elementwise.apply(Func.COS, x, s + j, y, t + j, L);
      }
    }
  }

  private static boolean small(FloatVector v) {
    return v.abs().compare(VectorOperators.LE, TRIG_LIMIT).allTrue();
  }

  private static FloatVector step(FloatVector r, FloatVector q, float c) {
    return r.fma(q, FloatVector.broadcast(S, c));
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

  private static FloatVector expm1Reduced(FloatVector y, FloatVector n) {
    FloatVector m = n.neg();
    FloatVector r = step2(m, LN2_LOW, step2(m, LN2_HIGH, y));
    FloatVector q = step(r, FloatVector.broadcast(S, E7), E6);
    q = step(r, q, E5);
    q = step(r, q, E4);
    q = step(r, q, E3);
    q = step(r, q, E2);
    return r.mul(r).fma(q, r);
  }

  /** m c + y by fma. */
  private static FloatVector step2(FloatVector m, float c, FloatVector y) {
    return m.fma(FloatVector.broadcast(S, c), y);
  }

  private static FloatVector power2(IntVector k) {
    return k.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  private static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, MIN_NORMAL);
    IntVector bits = x.blend(x.mul(TWO25), tiny).reinterpretAsInts();
    IntVector k = bits.sub(LOG_OFFSET).lanewise(VectorOperators.ASHR, 23);
    FloatVector f = bits.sub(k.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(ONE);
    FloatVector e = k.add(MAGIC_BITS).reinterpretAsFloats().sub(MAGIC);
    e = e.blend(e.sub(25), tiny);
    FloatVector s = f.div(f.add(2));
    FloatVector z = s.mul(s);
    FloatVector w = z.mul(z);
    FloatVector even = w.mul(step(w, FloatVector.broadcast(S, L4), L2));
    FloatVector odd = z.mul(step(w, FloatVector.broadcast(S, L3), L1));
    FloatVector half = f.mul(0.5f).mul(f);
    FloatVector tail = s.fma(half.add(odd.add(even)), e.mul(LOG_LN2_LOW));
    FloatVector value = step2(e, LOG_LN2_HIGH, f.sub(half.sub(tail)));
    value = value.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    value = value.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    return FloatVector.broadcast(S, Float.NaN).blend(value, x.compare(VectorOperators.GE, 0));
  }

  private static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1);
    FloatVector lost = ONE.sub(u.sub(x)).blend(x.sub(u.sub(1)), x.compare(VectorOperators.LT, 1));
    FloatVector value = log(u);
    VectorMask<Float> end =
        u.compare(VectorOperators.EQ, 0).or(u.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    return value.add(lost.div(u)).blend(value, end);
  }

  private static FloatVector sinReduced(FloatVector x) {
    FloatVector q = x.mul(INV_PI).add(MAGIC).sub(MAGIC);
    FloatVector m = q.neg();
    FloatVector r = step2(m, PI_3, step2(m, PI_2, step2(m, PI_1, x)));
    return parity(q).mul(sinPolynomial(r));
  }

  private static FloatVector cosReduced(FloatVector x) {
    FloatVector q =
        x.fma(FloatVector.broadcast(S, INV_PI), FloatVector.broadcast(S, -0.5f))
            .add(MAGIC)
            .sub(MAGIC);
    FloatVector m = q.add(0.5f).neg();
    FloatVector r = step2(m, PI_3, step2(m, PI_2, step2(m, PI_1, x)));
    return parity(q).neg().mul(sinPolynomial(r));
  }

  private static FloatVector parity(FloatVector q) {
    FloatVector half = q.mul(0.5f);
    FloatVector rest = half.sub(half.add(MAGIC).sub(MAGIC));
    return rest.mul(-8).fma(rest, ONE);
  }

  private static FloatVector sinPolynomial(FloatVector r) {
    FloatVector z = r.mul(r);
    FloatVector p = step(z, FloatVector.broadcast(S, S13), S11);
    p = step(z, p, S9);
    p = step(z, p, S7);
    p = step(z, p, S5);
    p = step(z, p, S3);
    return r.mul(z).fma(p, r);
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
