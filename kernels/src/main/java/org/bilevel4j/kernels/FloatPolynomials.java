package org.bilevel4j.kernels;

/**
 * The constants and polynomials of {@link FloatMath}: what depends on the precision. Those of the
 * logarithm are from FreeBSD's {@code e_logf.c}.
 */
final class FloatPolynomials {

  static final float TRIG_LIMIT = 1e5f;

  static final int MANTISSA_BITS = 23;
  static final int EXPONENT_BIAS = 127;
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

  static final int TINY_EXPONENT = 25;
  static final float TINY_SCALE = 0x1p25f;
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

  private FloatPolynomials() {}

  /** {@code e^r - 1} for |r| at most about 0.35; Taylor to degree 7. */
  static float expm1Polynomial(float r) {
    float q = Math.fma(r, E7, E6);
    q = Math.fma(r, q, E5);
    q = Math.fma(r, q, E4);
    q = Math.fma(r, q, E3);
    q = Math.fma(r, q, E2);
    return Math.fma(r * r, q, r);
  }

  /** 2^k for a normal result. */
  static float power2(int k) {
    return Float.intBitsToFloat((k + EXPONENT_BIAS) << MANTISSA_BITS);
  }

  /** {@code (2 atanh(s) - 2 s) / s} for {@code z = s^2, w = z^2}. */
  static float logPolynomial(float z, float w) {
    float even = w * Math.fma(w, L4, L2);
    float odd = z * Math.fma(w, L3, L1);
    return odd + even;
  }

  /** Sine for |r| up to slightly above pi/2; Taylor to degree 13. */
  static float sinPolynomial(float r) {
    float z = r * r;
    float p = Math.fma(z, S13, S11);
    p = Math.fma(z, p, S9);
    p = Math.fma(z, p, S7);
    p = Math.fma(z, p, S5);
    p = Math.fma(z, p, S3);
    return Math.fma(r * z, p, r);
  }
}
