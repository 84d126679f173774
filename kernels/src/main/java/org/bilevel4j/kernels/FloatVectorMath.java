package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.FloatPolynomials.*;
import static org.bilevel4j.kernels.FloatVectorPolynomials.*;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link FloatMath} on vectors, operation for operation, so that the bits are the
 * same. The last few elements of a range go through {@link FloatMath} itself.
 *
 * <p>Every loop holds its whole body, and functions of functions are several loops over a stretch
 * that stays in the first-level cache: a vector that is handed to a method which C2 does not inline
 * is an object on the heap, and C2 does not inline what it has compiled into much code before.
 */
final class FloatVectorMath {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int STRETCH = 8 * L;

  /** Up to so far from 0, the power of two in e^x is a normal number. */
  private static final float NORMAL = (EXPONENT_BIAS - 1) * LN2_HIGH;

  private static final FloatVector ONE = FloatVector.broadcast(S, 1);

  /** Places in a thread's space: the argument and the result of log in log1p, what comes last. */
  private static final int ARGUMENT = 0;

  private static final int LOGARITHM = STRETCH;
  private static final int LAST = 2 * STRETCH;
  private static final ThreadLocal<float[]> SPACE =
      ThreadLocal.withInitial(() -> new float[3 * STRETCH]);

  private FloatVectorMath() {}

  private interface Loop {
    void run(float[] x, int s, float[] y, int t, int n);
  }

  private static final Loop[] LOOPS =
      Arrays.stream(Func.values()).map(FloatVectorMath::loop).toArray(Loop[]::new);

  private static Loop loop(Func func) {
    return switch (func) {
      case EXP -> FloatVectorMath::exp;
      case EXPM1 -> FloatVectorMath::expm1;
      case LOG -> FloatVectorMath::log;
      case LOG1P -> FloatVectorMath::log1p;
      case TANH -> FloatVectorMath::tanh;
      case SIGMOID -> FloatVectorMath::sigmoid;
      case SOFTPLUS -> FloatVectorMath::softplus;
      case RELU -> FloatVectorMath::relu;
      case STEP -> FloatVectorMath::step;
      case SIN -> FloatVectorMath::sine;
      case COS -> FloatVectorMath::cosine;
    };
  }

  static void apply(Func func, float[] x, int s, float[] y, int t, int n) {
    int main = n - n % L;
    run(func, x, s, y, t, main);
    FloatElementwise.apply(func, x, s + main, y, t + main, n - main);
  }

  /** Calls a loop where C2 sees many kinds, so that it does not inline several into one. */
  private static void run(Func func, float[] x, int s, float[] y, int t, int n) {
    LOOPS[func.ordinal()].run(x, s, y, t, n);
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

  /** One power of two where it is a normal number; two of them, one by one, elsewhere. */
  private static void exp(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      if (!v.abs().compare(VectorOperators.LE, NORMAL).allTrue()) {
        FloatElementwise.apply(Func.EXP, x, s + j, y, t + j, L);
        continue;
      }
      FloatVector u = v.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, MAGIC));
      FloatVector m = u.sub(MAGIC).neg();
      FloatVector r = m.fma(FloatVector.broadcast(S, LN2_HIGH), v);
      r = m.fma(FloatVector.broadcast(S, LN2_LOW), r);
      IntVector k = u.reinterpretAsInts().sub(MAGIC_BITS).add(EXPONENT_BIAS);
      FloatVector power = k.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
      expm1Polynomial(r).add(1).mul(power).intoArray(y, t + j);
    }
  }

  private static void expm1(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      boolean small = v.compare(VectorOperators.LE, EXPM1_SWITCH).allTrue();
      if (!small || !v.compare(VectorOperators.GE, -NORMAL).allTrue()) {
        FloatElementwise.apply(Func.EXPM1, x, s + j, y, t + j, L);
        continue;
      }
      FloatVector u = v.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, MAGIC));
      FloatVector m = u.sub(MAGIC).neg();
      FloatVector r = m.fma(FloatVector.broadcast(S, LN2_HIGH), v);
      r = m.fma(FloatVector.broadcast(S, LN2_LOW), r);
      IntVector k = u.reinterpretAsInts().sub(MAGIC_BITS).add(EXPONENT_BIAS);
      FloatVector power = k.lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
      power.fma(expm1Polynomial(r), power.sub(1)).intoArray(y, t + j);
    }
  }

  private static void log(float[] x, int s, float[] y, int t, int n) {
    for (int j = 0; j < n; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      VectorMask<Float> tiny = v.compare(VectorOperators.LT, Float.MIN_NORMAL);
      IntVector bits = v.blend(v.mul(TINY_SCALE), tiny).reinterpretAsInts();
      IntVector k = bits.sub(LOG_OFFSET).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
      FloatVector f =
          bits.sub(k.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsFloats().sub(1);
      FloatVector e = k.add(MAGIC_BITS).reinterpretAsFloats().sub(MAGIC);
      e = e.blend(e.sub(TINY_EXPONENT), tiny);
      FloatVector q = f.div(f.add(2));
      FloatVector z = q.mul(q);
      FloatVector half = f.mul(0.5f).mul(f);
      FloatVector tail = q.fma(half.add(logPolynomial(z, z.mul(z))), e.mul(LOG_LN2_LOW));
      FloatVector value = e.fma(FloatVector.broadcast(S, LOG_LN2_HIGH), f.sub(half.sub(tail)));
      value = value.blend(Float.NEGATIVE_INFINITY, v.compare(VectorOperators.EQ, 0));
      value = value.blend(v, v.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
      value = FloatVector.broadcast(S, Float.NaN).blend(value, v.compare(VectorOperators.GE, 0));
      value.intoArray(y, t + j);
    }
  }

  private static void log1p(float[] x, int s, float[] y, int t, int n) {
    float[] space = SPACE.get();
    for (int from = 0; from < n; from += STRETCH) {
      int some = Math.min(STRETCH, n - from);
      for (int j = 0; j < some; j += L) {
        FloatVector v = FloatVector.fromArray(S, x, s + from + j);
        v.intoArray(space, ARGUMENT + j);
        v.add(1).intoArray(space, LOGARITHM + j);
      }
      run(Func.LOG, space, LOGARITHM, space, LOGARITHM, some);
      for (int j = 0; j < some; j += L) {
        FloatVector v = FloatVector.fromArray(S, space, ARGUMENT + j);
        FloatVector u = v.add(1);
        FloatVector lost = ONE.sub(u.sub(v));
        lost = lost.blend(v.sub(u.sub(1)), v.compare(VectorOperators.LT, 1));
        FloatVector value = FloatVector.fromArray(S, space, LOGARITHM + j);
        VectorMask<Float> end = u.compare(VectorOperators.EQ, 0);
        end = end.or(u.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
        value.add(lost.div(u)).blend(value, end).intoArray(y, t + from + j);
      }
    }
  }

  private static void tanh(float[] x, int s, float[] y, int t, int n) {
    float[] space = SPACE.get();
    for (int from = 0; from < n; from += STRETCH) {
      int some = Math.min(STRETCH, n - from);
      for (int j = 0; j < some; j += L) {
        FloatVector v = FloatVector.fromArray(S, x, s + from + j);
        v.intoArray(space, LAST + j);
        v.abs().mul(-2).intoArray(y, t + from + j);
      }
      run(Func.EXPM1, y, t + from, y, t + from, some);
      for (int j = 0; j < some; j += L) {
        FloatVector e = FloatVector.fromArray(S, y, t + from + j);
        FloatVector r = e.neg().div(e.add(2));
        FloatVector v = FloatVector.fromArray(S, space, LAST + j);
        r.blend(r.neg(), v.compare(VectorOperators.LT, 0)).intoArray(y, t + from + j);
      }
    }
  }

  private static void sigmoid(float[] x, int s, float[] y, int t, int n) {
    float[] space = SPACE.get();
    for (int from = 0; from < n; from += STRETCH) {
      int some = Math.min(STRETCH, n - from);
      for (int j = 0; j < some; j += L) {
        FloatVector v = FloatVector.fromArray(S, x, s + from + j);
        v.intoArray(space, LAST + j);
        v.abs().neg().intoArray(y, t + from + j);
      }
      run(Func.EXP, y, t + from, y, t + from, some);
      for (int j = 0; j < some; j += L) {
        FloatVector e = FloatVector.fromArray(S, y, t + from + j);
        FloatVector v = FloatVector.fromArray(S, space, LAST + j);
        FloatVector top = ONE.blend(e, v.compare(VectorOperators.LT, 0));
        top.div(e.add(1)).intoArray(y, t + from + j);
      }
    }
  }

  private static void softplus(float[] x, int s, float[] y, int t, int n) {
    float[] space = SPACE.get();
    FloatVector zero = FloatVector.zero(S);
    for (int from = 0; from < n; from += STRETCH) {
      int some = Math.min(STRETCH, n - from);
      for (int j = 0; j < some; j += L) {
        FloatVector v = FloatVector.fromArray(S, x, s + from + j);
        zero.blend(v, v.compare(VectorOperators.GT, 0)).intoArray(space, LAST + j);
        v.abs().neg().intoArray(y, t + from + j);
      }
      run(Func.EXP, y, t + from, y, t + from, some);
      run(Func.LOG1P, y, t + from, y, t + from, some);
      for (int j = 0; j < some; j += L) {
        FloatVector positive = FloatVector.fromArray(S, space, LAST + j);
        positive.add(FloatVector.fromArray(S, y, t + from + j)).intoArray(y, t + from + j);
      }
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
}
