package org.bilevel4j.kernels;

/**
 * Transcendental functions in double precision from add, multiply, {@link Math#fma} and bit
 * operations, so that interpreter, compiled code and vector code return the same bits.
 *
 * <p>Errors are below 2 ulp, except sine and cosine next to multiples of pi/2 other than zero,
 * where the error is below 2.3e-16. NaN gives NaN.
 *
 * <p>Reductions: {@code e^x = 2^n e^r}; {@code log(2^k m)} after Sun's fdlibm {@code e_log.c};
 * {@code sin} and {@code cos} modulo pi with a three-part constant, StrictMath beyond {@link
 * #TRIG_LIMIT}.
 */
public final class DoubleMath {

  /** Largest magnitude that sine and cosine reduce themselves. */
  public static final double TRIG_LIMIT = 1e7;

  static final double MAGIC = 0x1.8p52;
  static final long MAGIC_BITS = 0x4338000000000000L;
  static final double LOG2_E = 0x1.71547652b82fep0;
  static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
  static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
  static final double EXP_MAX = 710;
  static final double EXP_MIN = -746;
  static final double EXPM1_SWITCH = 40;

  static final double E2 = 1.0 / 2;
  static final double E3 = 1.0 / 6;
  static final double E4 = 1.0 / 24;
  static final double E5 = 1.0 / 120;
  static final double E6 = 1.0 / 720;
  static final double E7 = 1.0 / 5040;
  static final double E8 = 1.0 / 40320;
  static final double E9 = 1.0 / 362880;
  static final double E10 = 1.0 / 3628800;
  static final double E11 = 1.0 / 39916800;
  static final double E12 = 1.0 / 479001600;
  static final double E13 = 1.0 / 6227020800.0;

  static final double MIN_NORMAL = Double.MIN_NORMAL;
  static final double TWO54 = 0x1p54;
  static final long LOG_OFFSET = 0x3fe6a09e00000000L;
  static final double LOG_LN2_HIGH = 6.93147180369123816490e-01;
  static final double LOG_LN2_LOW = 1.90821492927058770002e-10;
  static final double L1 = 6.666666666666735130e-01;
  static final double L2 = 3.999999999940941908e-01;
  static final double L3 = 2.857142874366239149e-01;
  static final double L4 = 2.222219843214978396e-01;
  static final double L5 = 1.818357216161805012e-01;
  static final double L6 = 1.531383769920937332e-01;
  static final double L7 = 1.479819860511658591e-01;

  static final double INV_PI = 0x1.45f306dc9c883p-2;
  static final double PI_1 = 0x1.921fb54442d18p1;
  static final double PI_2 = 0x1.1a62633145c07p-53;
  static final double PI_3 = -0x1.f1976b7ed8fbcp-109;
  static final double S3 = -1.0 / 6;
  static final double S5 = 1.0 / 120;
  static final double S7 = -1.0 / 5040;
  static final double S9 = 1.0 / 362880;
  static final double S11 = -1.0 / 39916800;
  static final double S13 = 1.0 / 6227020800.0;
  static final double S15 = -1.0 / 1307674368000.0;
  static final double S17 = 1.0 / 355687428096000.0;
  static final double S19 = -1.0 / 121645100408832000.0;
  static final double S21 = 1.0 / 51090942171709440000.0;

  private DoubleMath() {}

  /** {@code e^x}; overflows to infinity, underflows gradually to zero. */
  public static double exp(double x) {
    double y = x > EXP_MAX ? EXP_MAX : x;
    y = y < EXP_MIN ? EXP_MIN : y;
    double t = Math.fma(y, LOG2_E, MAGIC);
    double p = expm1Reduced(y, t - MAGIC);
    long k = Double.doubleToRawLongBits(t) - MAGIC_BITS;
    long half = k >> 1;
    return (1 + p) * power2(half) * power2(k - half);
  }

  /** {@code e^x - 1}. */
  public static double expm1(double x) {
    if (x > EXPM1_SWITCH) {
      return exp(x);
    }
    double y = x < EXP_MIN ? EXP_MIN : x;
    double t = Math.fma(y, LOG2_E, MAGIC);
    double p = expm1Reduced(y, t - MAGIC);
    long k = Double.doubleToRawLongBits(t) - MAGIC_BITS;
    long half = k >> 1;
    double s = power2(half) * power2(k - half);
    return Math.fma(s, p, s - 1);
  }

  /** {@code e^r - 1} for {@code r = y - n log 2}, |r| at most about 0.35; Taylor to degree 13. */
  private static double expm1Reduced(double y, double n) {
    double r = Math.fma(-n, LN2_LOW, Math.fma(-n, LN2_HIGH, y));
    double q = Math.fma(r, E13, E12);
    q = Math.fma(r, q, E11);
    q = Math.fma(r, q, E10);
    q = Math.fma(r, q, E9);
    q = Math.fma(r, q, E8);
    q = Math.fma(r, q, E7);
    q = Math.fma(r, q, E6);
    q = Math.fma(r, q, E5);
    q = Math.fma(r, q, E4);
    q = Math.fma(r, q, E3);
    q = Math.fma(r, q, E2);
    return Math.fma(r * r, q, r);
  }

  private static double power2(long k) {
    return Double.longBitsToDouble((k + 1023) << 52);
  }

  /** Natural logarithm; minus infinity at zero, NaN below. */
  public static double log(double x) {
    boolean tiny = x < MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(tiny ? x * TWO54 : x);
    long k = (bits - LOG_OFFSET) >> 52;
    double f = Double.longBitsToDouble(bits - (k << 52)) - 1;
    double e = Double.longBitsToDouble(MAGIC_BITS + k) - MAGIC;
    e = tiny ? e - 54 : e;
    double s = f / (2 + f);
    double z = s * s;
    double w = z * z;
    double even = w * Math.fma(w, Math.fma(w, L6, L4), L2);
    double odd = z * Math.fma(w, Math.fma(w, Math.fma(w, L7, L5), L3), L1);
    double half = 0.5 * f * f;
    double tail = Math.fma(s, half + (odd + even), e * LOG_LN2_LOW);
    double value = Math.fma(e, LOG_LN2_HIGH, f - (half - tail));
    value = x == 0 ? Double.NEGATIVE_INFINITY : value;
    value = x == Double.POSITIVE_INFINITY ? x : value;
    return x >= 0 ? value : Double.NaN;
  }

  /** {@code log(1 + x)}; minus infinity at -1, NaN below. */
  public static double log1p(double x) {
    double u = 1 + x;
    double lost = x < 1 ? x - (u - 1) : 1 - (u - x);
    double value = log(u);
    return u == 0 || u == Double.POSITIVE_INFINITY ? value : value + lost / u;
  }

  /** Sine of x radians. */
  public static double sin(double x) {
    return Math.abs(x) <= TRIG_LIMIT ? sinReduced(x) : StrictMath.sin(x);
  }

  /** Cosine of x radians. */
  public static double cos(double x) {
    return Math.abs(x) <= TRIG_LIMIT ? cosReduced(x) : StrictMath.cos(x);
  }

  /** Sine for |x| up to {@link #TRIG_LIMIT}; no branch. */
  static double sinReduced(double x) {
    double q = (x * INV_PI + MAGIC) - MAGIC;
    double r = Math.fma(-q, PI_3, Math.fma(-q, PI_2, Math.fma(-q, PI_1, x)));
    return parity(q) * sinPolynomial(r);
  }

  /** Cosine for |x| up to {@link #TRIG_LIMIT}; no branch. */
  static double cosReduced(double x) {
    double q = (Math.fma(x, INV_PI, -0.5) + MAGIC) - MAGIC;
    double h = q + 0.5;
    double r = Math.fma(-h, PI_3, Math.fma(-h, PI_2, Math.fma(-h, PI_1, x)));
    return -parity(q) * sinPolynomial(r);
  }

  /** 1 for even q, -1 for odd q. */
  private static double parity(double q) {
    double half = 0.5 * q;
    double rest = half - ((half + MAGIC) - MAGIC);
    return Math.fma(-8 * rest, rest, 1);
  }

  /** Sine for |r| up to slightly above pi/2; Taylor to degree 21. */
  private static double sinPolynomial(double r) {
    double z = r * r;
    double p = Math.fma(z, S21, S19);
    p = Math.fma(z, p, S17);
    p = Math.fma(z, p, S15);
    p = Math.fma(z, p, S13);
    p = Math.fma(z, p, S11);
    p = Math.fma(z, p, S9);
    p = Math.fma(z, p, S7);
    p = Math.fma(z, p, S5);
    p = Math.fma(z, p, S3);
    return Math.fma(r * z, p, r);
  }

  /** Hyperbolic tangent. */
  public static double tanh(double x) {
    double t = expm1(-2 * Math.abs(x));
    double r = -t / (2 + t);
    return x < 0 ? -r : r;
  }

  /** {@code 1 / (1 + e^(-x))}. */
  public static double sigmoid(double x) {
    double e = exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  /** {@code log(1 + e^x)}. */
  public static double softplus(double x) {
    double positive = x > 0 ? x : 0;
    return positive + log1p(exp(-Math.abs(x)));
  }
}
