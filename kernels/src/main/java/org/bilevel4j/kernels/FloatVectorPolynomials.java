package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.FloatPolynomials.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The parts of {@link FloatVectorMath} that use the polynomials of {@link FloatPolynomials}. */
final class FloatVectorPolynomials {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private FloatVectorPolynomials() {}

  static FloatVector expm1Reduced(FloatVector y, FloatVector n) {
    FloatVector m = n.neg();
    FloatVector r = fma(m, LN2_LOW, fma(m, LN2_HIGH, y));
    FloatVector q = step(r, FloatVector.broadcast(S, E7), E6);
    q = step(r, q, E5);
    q = step(r, q, E4);
    q = step(r, q, E3);
    q = step(r, q, E2);
    return r.mul(r).fma(q, r);
  }

  static FloatVector power2(IntVector k) {
    return k.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(TINY_SCALE), tiny).reinterpretAsInts();
    IntVector k = bits.sub(LOG_OFFSET).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    FloatVector f =
        bits.sub(k.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsFloats().sub(1);
    FloatVector e = k.add(MAGIC_BITS).reinterpretAsFloats().sub(MAGIC);
    e = e.blend(e.sub(TINY_EXPONENT), tiny);
    FloatVector s = f.div(f.add(2));
    FloatVector z = s.mul(s);
    FloatVector w = z.mul(z);
    FloatVector even = w.mul(step(w, FloatVector.broadcast(S, L4), L2));
    FloatVector odd = z.mul(step(w, FloatVector.broadcast(S, L3), L1));
    FloatVector half = f.mul(0.5f).mul(f);
    FloatVector tail = s.fma(half.add(odd.add(even)), e.mul(LOG_LN2_LOW));
    FloatVector value = fma(e, LOG_LN2_HIGH, f.sub(half.sub(tail)));
    value = value.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    value = value.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    return FloatVector.broadcast(S, Float.NaN).blend(value, x.compare(VectorOperators.GE, 0));
  }

  static FloatVector sinPolynomial(FloatVector r) {
    FloatVector z = r.mul(r);
    FloatVector p = step(z, FloatVector.broadcast(S, S13), S11);
    p = step(z, p, S9);
    p = step(z, p, S7);
    p = step(z, p, S5);
    p = step(z, p, S3);
    return r.mul(z).fma(p, r);
  }

  /** m c + y. */
  static FloatVector fma(FloatVector m, float c, FloatVector y) {
    return m.fma(FloatVector.broadcast(S, c), y);
  }

  private static FloatVector step(FloatVector r, FloatVector q, float c) {
    return r.fma(q, FloatVector.broadcast(S, c));
  }
}
