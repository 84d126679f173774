package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.FloatPolynomials.*;

/**
 * Transcendental functions in single precision from add, multiply, {@link Math#fma} and bit
 * operations, so that interpreter, compiled code and vector code return the same bits.
 *
 * <p>Errors are below 2 ulp, except sine and cosine next to multiples of pi/2 other than zero,
 * where the error is below 1.2e-7 in single and 2.3e-16 in double precision. NaN gives NaN.
 *
 * <p>Reductions: {@code e^x = 2^n e^r}; {@code log(2^k m)} after Sun's fdlibm {@code e_log.c};
 * {@code sin} and {@code cos} modulo pi with a three-part constant, StrictMath beyond {@link
 * #TRIG_LIMIT}. Constants and polynomials stand in {@link FloatPolynomials}.
 */
public final class FloatMath {

  /** Largest magnitude that sine and cosine reduce themselves. */
  public static final float TRIG_LIMIT = FloatPolynomials.TRIG_LIMIT;

  private FloatMath() {}

  /** {@code e^x}; overflows to infinity, underflows gradually to zero. */
  public static float exp(float x) {
    float y = x > EXP_MAX ? EXP_MAX : x;
    y = y < EXP_MIN ? EXP_MIN : y;
    float t = Math.fma(y, LOG2_E, MAGIC);
    float p = expm1Reduced(y, t - MAGIC);
    var k = Float.floatToRawIntBits(t) - MAGIC_BITS;
    var half = k >> 1;
    return (1 + p) * power2(half) * power2(k - half);
  }

  /** {@code e^x - 1}. */
  public static float expm1(float x) {
    if (x > EXPM1_SWITCH) {
      return exp(x);
    }
    float y = x < EXP_MIN ? EXP_MIN : x;
    float t = Math.fma(y, LOG2_E, MAGIC);
    float p = expm1Reduced(y, t - MAGIC);
    var k = Float.floatToRawIntBits(t) - MAGIC_BITS;
    var half = k >> 1;
    float s = power2(half) * power2(k - half);
    return Math.fma(s, p, s - 1);
  }

  /** {@code e^r - 1} for {@code r = y - n log 2}, |r| at most about 0.35. */
  private static float expm1Reduced(float y, float n) {
    return expm1Polynomial(Math.fma(-n, LN2_LOW, Math.fma(-n, LN2_HIGH, y)));
  }

  /** Natural logarithm; minus infinity at zero, NaN below. */
  public static float log(float x) {
    boolean tiny = x < Float.MIN_NORMAL;
    var bits = Float.floatToRawIntBits(tiny ? x * TINY_SCALE : x);
    var k = (bits - LOG_OFFSET) >> MANTISSA_BITS;
    float f = Float.intBitsToFloat(bits - (k << MANTISSA_BITS)) - 1;
    float e = Float.intBitsToFloat(MAGIC_BITS + k) - MAGIC;
    e = tiny ? e - TINY_EXPONENT : e;
    float s = f / (2 + f);
    float z = s * s;
    float w = z * z;
    float half = 0.5f * f * f;
    float tail = Math.fma(s, half + logPolynomial(z, w), e * LOG_LN2_LOW);
    float value = Math.fma(e, LOG_LN2_HIGH, f - (half - tail));
    value = x == 0 ? Float.NEGATIVE_INFINITY : value;
    value = x == Float.POSITIVE_INFINITY ? x : value;
    return x >= 0 ? value : Float.NaN;
  }

  /** {@code log(1 + x)}; minus infinity at -1, NaN below. */
  public static float log1p(float x) {
    float u = 1 + x;
    float lost = x < 1 ? x - (u - 1) : 1 - (u - x);
    float value = log(u);
    return u == 0 || u == Float.POSITIVE_INFINITY ? value : value + lost / u;
  }

  /** Sine of x radians. */
  @SuppressWarnings("cast") // of the twin
  public static float sin(float x) {
    return Math.abs(x) <= TRIG_LIMIT ? sinReduced(x) : (float) StrictMath.sin(x);
  }

  /** Cosine of x radians. */
  @SuppressWarnings("cast") // of the twin
  public static float cos(float x) {
    return Math.abs(x) <= TRIG_LIMIT ? cosReduced(x) : (float) StrictMath.cos(x);
  }

  /** Sine for |x| up to {@link #TRIG_LIMIT}; no branch. */
  static float sinReduced(float x) {
    float q = (x * INV_PI + MAGIC) - MAGIC;
    float r = Math.fma(-q, PI_3, Math.fma(-q, PI_2, Math.fma(-q, PI_1, x)));
    return parity(q) * sinPolynomial(r);
  }

  /** Cosine for |x| up to {@link #TRIG_LIMIT}; no branch. */
  static float cosReduced(float x) {
    float q = (Math.fma(x, INV_PI, -0.5f) + MAGIC) - MAGIC;
    float h = q + 0.5f;
    float r = Math.fma(-h, PI_3, Math.fma(-h, PI_2, Math.fma(-h, PI_1, x)));
    return -parity(q) * sinPolynomial(r);
  }

  /** 1 for even q, -1 for odd q. */
  private static float parity(float q) {
    float half = 0.5f * q;
    float rest = half - ((half + MAGIC) - MAGIC);
    return Math.fma(-8 * rest, rest, 1);
  }

  /** Hyperbolic tangent. */
  public static float tanh(float x) {
    float t = expm1(-2 * Math.abs(x));
    float r = -t / (2 + t);
    return x < 0 ? -r : r;
  }

  /** {@code 1 / (1 + e^(-x))}. */
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  /** 1 above 0, else 0. */
  public static float step(float x) {
    return x > 0 ? 1 : 0;
  }

  /** {@code log(1 + e^x)}. */
  public static float softplus(float x) {
    float positive = x > 0 ? x : 0;
    return positive + log1p(exp(-Math.abs(x)));
  }
}
