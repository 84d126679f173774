package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.DoublePolynomials.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The parts of {@link DoubleVectorMath} that use the polynomials of {@link DoublePolynomials}. */
final class DoubleVectorPolynomials {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;

  private DoubleVectorPolynomials() {}

  static DoubleVector expm1Polynomial(DoubleVector r) {
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

  static DoubleVector logPolynomial(DoubleVector z, DoubleVector w) {
    DoubleVector even = w.mul(step(w, step(w, DoubleVector.broadcast(S, L6), L4), L2));
    DoubleVector odd = z.mul(step(w, step(w, step(w, DoubleVector.broadcast(S, L7), L5), L3), L1));
    return odd.add(even);
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
