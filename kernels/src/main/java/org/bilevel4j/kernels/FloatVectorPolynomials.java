package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.FloatPolynomials.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The parts of {@link FloatVectorMath} that use the polynomials of {@link FloatPolynomials}. */
final class FloatVectorPolynomials {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private FloatVectorPolynomials() {}

  static FloatVector expm1Polynomial(FloatVector r) {
    FloatVector q = step(r, FloatVector.broadcast(S, E7), E6);
    q = step(r, q, E5);
    q = step(r, q, E4);
    q = step(r, q, E3);
    q = step(r, q, E2);
    return r.mul(r).fma(q, r);
  }

  static FloatVector logPolynomial(FloatVector z, FloatVector w) {
    FloatVector even = w.mul(step(w, FloatVector.broadcast(S, L4), L2));
    FloatVector odd = z.mul(step(w, FloatVector.broadcast(S, L3), L1));
    return odd.add(even);
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
