package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.DoublePolynomials.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The parts of {@link DoubleVectorMath} that use the polynomials of {@link DoublePolynomials}. */
final class DoubleVectorPolynomials {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

  private DoubleVectorPolynomials() {}

  static DoubleVector expm1Reduced(DoubleVector y, DoubleVector n) {
    DoubleVector m = n.neg();
    DoubleVector r = fma(m, LN2_LOW, fma(m, LN2_HIGH, y));
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

  static DoubleVector power2(LongVector k) {
    return k.add(EXPONENT_BIAS)
        .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
        .reinterpretAsDoubles();
  }

  static DoubleVector log(DoubleVector x) {
    VectorMask<Double> tiny = x.compare(VectorOperators.LT, Double.MIN_NORMAL);
    LongVector bits = x.blend(x.mul(TINY_SCALE), tiny).reinterpretAsLongs();
    LongVector k = bits.sub(LOG_OFFSET).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
    DoubleVector f =
        bits.sub(k.lanewise(VectorOperators.LSHL, MANTISSA_BITS)).reinterpretAsDoubles().sub(1);
    DoubleVector e = k.add(MAGIC_BITS).reinterpretAsDoubles().sub(MAGIC);
    e = e.blend(e.sub(TINY_EXPONENT), tiny);
    DoubleVector s = f.div(f.add(2));
    DoubleVector z = s.mul(s);
    DoubleVector w = z.mul(z);
    DoubleVector even = w.mul(step(w, step(w, DoubleVector.broadcast(S, L6), L4), L2));
    DoubleVector odd = z.mul(step(w, step(w, step(w, DoubleVector.broadcast(S, L7), L5), L3), L1));
    DoubleVector half = f.mul(0.5).mul(f);
    DoubleVector tail = s.fma(half.add(odd.add(even)), e.mul(LOG_LN2_LOW));
    DoubleVector value = fma(e, LOG_LN2_HIGH, f.sub(half.sub(tail)));
    value = value.blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    value = value.blend(x, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY));
    return DoubleVector.broadcast(S, Double.NaN).blend(value, x.compare(VectorOperators.GE, 0));
  }

  static DoubleVector sinPolynomial(DoubleVector r) {
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

  /** m c + y. */
  static DoubleVector fma(DoubleVector m, double c, DoubleVector y) {
    return m.fma(DoubleVector.broadcast(S, c), y);
  }

  private static DoubleVector step(DoubleVector r, DoubleVector q, double c) {
    return r.fma(q, DoubleVector.broadcast(S, c));
  }
}
