package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.DoubleMath.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link DoubleMath} on vectors, operation for operation, so that the bits are the
 * same. The last few elements of a range go through {@link DoubleMath} itself.
 */
final class DoubleVectorMath {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final DoubleVector ONE = DoubleVector.broadcast(S, 1);

  private DoubleVectorMath() {}

  static void apply(Func func, double[] x, int s, double[] y, int t, int n) {
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

  private static void exp(double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      exp(DoubleVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void expm1(double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      expm1(DoubleVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void log(double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      log(DoubleVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void log1p(double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      log1p(DoubleVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void tanh(double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      tanh(DoubleVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void sigmoid(double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      sigmoid(DoubleVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void softplus(double[] x, int s, double[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      softplus(DoubleVector.fromArray(S, x, s + j)).intoArray(y, t + j);
    }
  }

  private static void sine(double[] x, int s, double[] y, int t, int main) {
    for (int j = 0; j < main; j += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, s + j);
      if (small(v)) {
        sinReduced(v).intoArray(y, t + j);
      } else {
        Elementwise.apply(Func.SIN, x, s + j, y, t + j, L);
      }
    }
  }

  private static void cosine(double[] x, int s, double[] y, int t, int main) {
    for (int j = 0; j < main; j += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, s + j);
      if (small(v)) {
        cosReduced(v).intoArray(y, t + j);
      } else {
        Elementwise.apply(Func.COS, x, s + j, y, t + j, L);
      }
    }
  }

  private static boolean small(DoubleVector v) {
    return v.abs().compare(VectorOperators.LE, TRIG_LIMIT).allTrue();
  }

  private static DoubleVector step(DoubleVector r, DoubleVector q, double c) {
    return r.fma(q, DoubleVector.broadcast(S, c));
  }

  private static DoubleVector exp(DoubleVector x) {
    DoubleVector y = x.blend(EXP_MAX, x.compare(VectorOperators.GT, EXP_MAX));
    y = y.blend(EXP_MIN, y.compare(VectorOperators.LT, EXP_MIN));
    DoubleVector t = y.fma(DoubleVector.broadcast(S, LOG2_E), DoubleVector.broadcast(S, MAGIC));
    DoubleVector p = expm1Reduced(y, t.sub(MAGIC));
    LongVector k = t.reinterpretAsLongs().sub(MAGIC_BITS);
    LongVector half = k.lanewise(VectorOperators.ASHR, 1);
    return p.add(1).mul(power2(half)).mul(power2(k.sub(half)));
  }

  private static DoubleVector expm1(DoubleVector x) {
    VectorMask<Double> large = x.compare(VectorOperators.GT, EXPM1_SWITCH);
    DoubleVector y = x.blend(EXPM1_SWITCH, large);
    y = y.blend(EXP_MIN, y.compare(VectorOperators.LT, EXP_MIN));
    DoubleVector t = y.fma(DoubleVector.broadcast(S, LOG2_E), DoubleVector.broadcast(S, MAGIC));
    DoubleVector p = expm1Reduced(y, t.sub(MAGIC));
    LongVector k = t.reinterpretAsLongs().sub(MAGIC_BITS);
    LongVector half = k.lanewise(VectorOperators.ASHR, 1);
    DoubleVector s = power2(half).mul(power2(k.sub(half)));
    DoubleVector value = s.fma(p, s.sub(1));
    return large.anyTrue() ? value.blend(exp(x), large) : value;
  }

  private static DoubleVector expm1Reduced(DoubleVector y, DoubleVector n) {
    DoubleVector m = n.neg();
    DoubleVector r = step2(m, LN2_LOW, step2(m, LN2_HIGH, y));
    DoubleVector q = step(r, DoubleVector.broadcast(S, E13), E12);
    q = step(r, q, E11);
    q = step(r, q, E10);
    q = step(r, q, E9);
    q = step(r, q, E8);
    q = step(r, q, E7);
    q = step(r, q, E6);
    q = step(r, q, E5);
    q = step(r, q, E4);
    q = step(r, q, E3);
    q = step(r, q, E2);
    return r.mul(r).fma(q, r);
  }

  /** m c + y by fma. */
  private static DoubleVector step2(DoubleVector m, double c, DoubleVector y) {
    return m.fma(DoubleVector.broadcast(S, c), y);
  }

  private static DoubleVector power2(LongVector k) {
    return k.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
  }

  private static DoubleVector log(DoubleVector x) {
    VectorMask<Double> tiny = x.compare(VectorOperators.LT, MIN_NORMAL);
    LongVector bits = x.blend(x.mul(TWO54), tiny).reinterpretAsLongs();
    LongVector k = bits.sub(LOG_OFFSET).lanewise(VectorOperators.ASHR, 52);
    DoubleVector f = bits.sub(k.lanewise(VectorOperators.LSHL, 52)).reinterpretAsDoubles().sub(ONE);
    DoubleVector e = k.add(MAGIC_BITS).reinterpretAsDoubles().sub(MAGIC);
    e = e.blend(e.sub(54), tiny);
    DoubleVector s = f.div(f.add(2));
    DoubleVector z = s.mul(s);
    DoubleVector w = z.mul(z);
    DoubleVector even = w.mul(step(w, step(w, DoubleVector.broadcast(S, L6), L4), L2));
    DoubleVector odd = z.mul(step(w, step(w, step(w, DoubleVector.broadcast(S, L7), L5), L3), L1));
    DoubleVector half = f.mul(0.5).mul(f);
    DoubleVector tail = s.fma(half.add(odd.add(even)), e.mul(LOG_LN2_LOW));
    DoubleVector value = step2(e, LOG_LN2_HIGH, f.sub(half.sub(tail)));
    value = value.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    value = value.blend(x, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
    return DoubleVector.broadcast(S, Double.NaN).blend(value, x.compare(VectorOperators.GE, 0));
  }

  private static DoubleVector log1p(DoubleVector x) {
    DoubleVector u = x.add(1);
    DoubleVector lost = ONE.sub(u.sub(x)).blend(x.sub(u.sub(1)), x.compare(VectorOperators.LT, 1));
    DoubleVector value = log(u);
    VectorMask<Double> end =
        u.compare(VectorOperators.EQ, 0)
            .or(u.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
    return value.add(lost.div(u)).blend(value, end);
  }

  private static DoubleVector sinReduced(DoubleVector x) {
    DoubleVector q = x.mul(INV_PI).add(MAGIC).sub(MAGIC);
    DoubleVector m = q.neg();
    DoubleVector r = step2(m, PI_3, step2(m, PI_2, step2(m, PI_1, x)));
    return parity(q).mul(sinPolynomial(r));
  }

  private static DoubleVector cosReduced(DoubleVector x) {
    DoubleVector q =
        x.fma(DoubleVector.broadcast(S, INV_PI), DoubleVector.broadcast(S, -0.5))
            .add(MAGIC)
            .sub(MAGIC);
    DoubleVector m = q.add(0.5).neg();
    DoubleVector r = step2(m, PI_3, step2(m, PI_2, step2(m, PI_1, x)));
    return parity(q).neg().mul(sinPolynomial(r));
  }

  private static DoubleVector parity(DoubleVector q) {
    DoubleVector half = q.mul(0.5);
    DoubleVector rest = half.sub(half.add(MAGIC).sub(MAGIC));
    return rest.mul(-8).fma(rest, ONE);
  }

  private static DoubleVector sinPolynomial(DoubleVector r) {
    DoubleVector z = r.mul(r);
    DoubleVector p = step(z, DoubleVector.broadcast(S, S21), S19);
    p = step(z, p, S17);
    p = step(z, p, S15);
    p = step(z, p, S13);
    p = step(z, p, S11);
    p = step(z, p, S9);
    p = step(z, p, S7);
    p = step(z, p, S5);
    p = step(z, p, S3);
    return r.mul(z).fma(p, r);
  }

  private static DoubleVector tanh(DoubleVector x) {
    DoubleVector t = expm1(x.abs().mul(-2));
    DoubleVector r = t.neg().div(t.add(2));
    return r.blend(r.neg(), x.compare(VectorOperators.LT, 0));
  }

  private static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector e = exp(x.abs().neg());
    return ONE.blend(e, x.compare(VectorOperators.LT, 0)).div(e.add(1));
  }

  private static DoubleVector softplus(DoubleVector x) {
    DoubleVector positive = DoubleVector.zero(S).blend(x, x.compare(VectorOperators.GT, 0));
    return positive.add(log1p(exp(x.abs().neg())));
  }
}
