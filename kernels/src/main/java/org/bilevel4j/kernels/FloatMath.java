package org.bilevel4j.kernels;

/**
 * Transcendental functions in single precision from add, multiply, {@link Math#fma} and bit
 * operations, so that interpreter, compiled code and vector code return the same bits.
 *
 * <p>Errors are below 2 ulp, except sine and cosine next to multiples of pi/2 other than zero,
 * where the error is below 1.2e-7. NaN gives NaN.
 *
 * <p>Reductions: {@code e^x = 2^n e^r}; {@code log(2^k m)} after Sun's fdlibm {@code e_log.c},
 * coefficients of FreeBSD {@code e_logf.c}; {@code sin} and {@code cos} modulo pi with a three-part
 * constant, StrictMath beyond {@link #TRIG_LIMIT}.
 */
public final class FloatMath {

  /** Largest magnitude that sine and cosine reduce themselves. */
  public static final float TRIG_LIMIT = 1e5f;

  static final float MAGIC = 0x1.8p23f;
  static final int MAGIC_BITS = 0x4b400000;
  static final float LOG2_E = 0x1.715476p0f;
  static final float LN2_HIGH = 0x1.62e43p-1f;
  static final float LN2_LOW = -0x1.05c61p-29f;
  static final float EXP_MAX = 89;
  static final float EXP_MIN = -104;
  static final float EXPM1_SWITCH = 20;

  static final float E2 = 0.5f;
  static final float E3 = 0.1666666716337204f;
  static final float E4 = 0.0416666679084301f;
  static final float E5 = 0.008333333767950535f;
  static final float E6 = 0.0013888889225199819f;
  static final float E7 = 0.00019841270113829523f;

  static final float MIN_NORMAL = Float.MIN_NORMAL;
  static final float TWO25 = 0x1p25f;
  static final int LOG_OFFSET = 0x3f3504f3;
  static final float LOG_LN2_HIGH = 6.9313812256e-01f;
  static final float LOG_LN2_LOW = 9.0580006145e-06f;
  static final float L1 = 0xaaaaaa.0p-24f;
  static final float L2 = 0xccce13.0p-25f;
  static final float L3 = 0x91e9ee.0p-25f;
  static final float L4 = 0xf89e26.0p-26f;

  static final float INV_PI = 0x1.45f306p-2f;
  static final float PI_1 = 0x1.921fb6p1f;
  static final float PI_2 = -0x1.777a5cp-24f;
  static final float PI_3 = -0x1.ee59dap-49f;
  static final float S3 = -0.1666666716337204f;
  static final float S5 = 0.008333333767950535f;
  static final float S7 = -0.00019841270113829523f;
  static final float S9 = 2.7557318844628753e-06f;
  static final float S11 = -2.5052107943679403e-08f;
  static final float S13 = 1.6059044372074283e-10f;

  private FloatMath() {}

  /** {@code e^x}; overflows to infinity, underflows gradually to zero. */
  public static float exp(float x) {
    float y = x > EXP_MAX ? EXP_MAX : x;
    y = y < EXP_MIN ? EXP_MIN : y;
    float t = Math.fma(y, LOG2_E, MAGIC);
    float p = expm1Reduced(y, t - MAGIC);
    int k = Float.floatToRawIntBits(t) - MAGIC_BITS;
    int half = k >> 1;
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
    int k = Float.floatToRawIntBits(t) - MAGIC_BITS;
    int half = k >> 1;
    float s = power2(half) * power2(k - half);
    return Math.fma(s, p, s - 1);
  }

  /** {@code e^r - 1} for {@code r = y - n log 2}, |r| at most about 0.35; Taylor to degree 7. */
  private static float expm1Reduced(float y, float n) {
    float r = Math.fma(-n, LN2_LOW, Math.fma(-n, LN2_HIGH, y));
    float q = Math.fma(r, E7, E6);
    q = Math.fma(r, q, E5);
    q = Math.fma(r, q, E4);
    q = Math.fma(r, q, E3);
    q = Math.fma(r, q, E2);
    return Math.fma(r * r, q, r);
  }

  private static float power2(int k) {
    return Float.intBitsToFloat((k + 127) << 23);
  }

  /** Natural logarithm; minus infinity at zero, NaN below. */
  public static float log(float x) {
    boolean tiny = x < MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * TWO25 : x);
    int k = (bits - LOG_OFFSET) >> 23;
    float f = Float.intBitsToFloat(bits - (k << 23)) - 1;
    float e = Float.intBitsToFloat(MAGIC_BITS + k) - MAGIC;
    e = tiny ? e - 25 : e;
    float s = f / (2 + f);
    float z = s * s;
    float w = z * z;
    float even = w * Math.fma(w, L4, L2);
    float odd = z * Math.fma(w, L3, L1);
    float half = 0.5f * f * f;
    float tail = Math.fma(s, half + (odd + even), e * LOG_LN2_LOW);
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
  public static float sin(float x) {
    return Math.abs(x) <= TRIG_LIMIT ? sinReduced(x) : (float) StrictMath.sin(x);
  }

  /** Cosine of x radians. */
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

  /** Sine for |r| up to slightly above pi/2; Taylor to degree 13. */
  private static float sinPolynomial(float r) {
    float z = r * r;
    float p = Math.fma(z, S13, S11);
    p = Math.fma(z, p, S9);
    p = Math.fma(z, p, S7);
    p = Math.fma(z, p, S5);
    p = Math.fma(z, p, S3);
    return Math.fma(r * z, p, r);
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

  /** {@code log(1 + e^x)}. */
  public static float softplus(float x) {
    float positive = x > 0 ? x : 0;
    return positive + log1p(exp(-Math.abs(x)));
  }
}
