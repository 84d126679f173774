package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.FloatPolynomials.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sine and cosine together, operation for operation those of {@link FloatMath}. Written out without
 * methods of its own on vectors: whether the compiler inlines those depends on what it compiled
 * before, and a vector that crosses a call is put on the heap.
 */
final class FloatVectorSinCos {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatVectorSinCos() {}

  /** n numbers of x from s on to sin from t on and cos from u on; x may be one of the two. */
  static void sinCos(float[] x, int s, float[] sin, int t, float[] cos, int u, int n) {
    int main = n - n % L;
    for (int j = 0; j < main; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      if (!v.abs().compare(VectorOperators.LE, TRIG_LIMIT).allTrue()) {
        each(x, s + j, sin, t + j, cos, u + j, L);
        continue;
      }
      FloatVector q = v.mul(INV_PI).add(MAGIC).sub(MAGIC);
      FloatVector m = q.neg();
      FloatVector r = m.fma(FloatVector.broadcast(S, PI_1), v);
      r = m.fma(FloatVector.broadcast(S, PI_2), r);
      r = m.fma(FloatVector.broadcast(S, PI_3), r);
      FloatVector part = q.mul(0.5f);
      part = part.sub(part.add(MAGIC).sub(MAGIC));
      FloatVector sign = part.mul(-8).fma(part, FloatVector.broadcast(S, 1));
      FloatVector z = r.mul(r);
      FloatVector p = FloatVector.broadcast(S, S13).fma(z, FloatVector.broadcast(S, S11));
      p = p.fma(z, FloatVector.broadcast(S, S9));
      p = p.fma(z, FloatVector.broadcast(S, S7));
      p = p.fma(z, FloatVector.broadcast(S, S5));
      p = p.fma(z, FloatVector.broadcast(S, S3));
      sign.mul(r.mul(z).fma(p, r)).intoArray(sin, t + j);
      q = v.fma(FloatVector.broadcast(S, INV_PI), FloatVector.broadcast(S, -0.5f));
      q = q.add(MAGIC).sub(MAGIC);
      m = q.add(0.5f).neg();
      r = m.fma(FloatVector.broadcast(S, PI_1), v);
      r = m.fma(FloatVector.broadcast(S, PI_2), r);
      r = m.fma(FloatVector.broadcast(S, PI_3), r);
      part = q.mul(0.5f);
      part = part.sub(part.add(MAGIC).sub(MAGIC));
      sign = part.mul(-8).fma(part, FloatVector.broadcast(S, 1));
      z = r.mul(r);
      p = FloatVector.broadcast(S, S13).fma(z, FloatVector.broadcast(S, S11));
      p = p.fma(z, FloatVector.broadcast(S, S9));
      p = p.fma(z, FloatVector.broadcast(S, S7));
      p = p.fma(z, FloatVector.broadcast(S, S5));
      p = p.fma(z, FloatVector.broadcast(S, S3));
      sign.neg().mul(r.mul(z).fma(p, r)).intoArray(cos, u + j);
    }
    each(x, s + main, sin, t + main, cos, u + main, n - main);
  }

  private static void each(float[] x, int s, float[] sin, int t, float[] cos, int u, int n) {
    for (int j = 0; j < n; j++) {
      float v = x[s + j];
      sin[t + j] = FloatMath.sin(v);
      cos[u + j] = FloatMath.cos(v);
    }
  }
}
