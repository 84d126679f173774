package org.bilevel4j.kernels;

/**
 * The constants and polynomials of {@link DoubleMath}: what depends on the precision. Those of the
 * logarithm are from Sun's fdlibm {@code e_log.c}.
 */
final class DoublePolynomials {

  static final double TRIG_LIMIT = 1e7;

  static final int MANTISSA_BITS = 52;
  static final int EXPONENT_BIAS = 1023;
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

  static final int TINY_EXPONENT = 54;
  static final double TINY_SCALE = 0x1p54;
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

  private DoublePolynomials() {}

  /** {@code e^r - 1} for |r| at most about 0.35; Taylor to degree 13. */
  static double expm1Polynomial(double r) {
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

  /** 2^k for a normal result. */
  static double power2(long k) {
    return Double.longBitsToDouble((k + EXPONENT_BIAS) << MANTISSA_BITS);
  }

  /** {@code (2 atanh(s) - 2 s) / s} for {@code z = s^2, w = z^2}. */
  static double logPolynomial(double z, double w) {
    double even = w * Math.fma(w, Math.fma(w, L6, L4), L2);
    double odd = z * Math.fma(w, Math.fma(w, Math.fma(w, L7, L5), L3), L1);
    return odd + even;
  }

  /** Sine for |r| up to slightly above pi/2; Taylor to degree 21. */
  static double sinPolynomial(double r) {
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
}
