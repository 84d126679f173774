package org.bilevel4j.kernels;

import static org.bilevel4j.kernels.DoublePolynomials.*;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sine and cosine together, operation for operation those of {@link DoubleMath}. Written out
 * without methods of its own on vectors: whether the compiler inlines those depends on what it
 * compiled before, and a vector that crosses a call is put on the heap.
 */
final class DoubleVectorSinCos {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private DoubleVectorSinCos() {}

  /** n numbers of x from s on to sin from t on and cos from u on; x may be one of the two. */
  static void sinCos(double[] x, int s, double[] sin, int t, double[] cos, int u, int n) {
    int main = n - n % L;
    for (int j = 0; j < main; j += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, s + j);
      if (!v.abs().compare(VectorOperators.LE, TRIG_LIMIT).allTrue()) {
        each(x, s + j, sin, t + j, cos, u + j, L);
        continue;
      }
      DoubleVector q = v.mul(INV_PI).add(MAGIC).sub(MAGIC);
      DoubleVector m = q.neg();
      DoubleVector r = m.fma(DoubleVector.broadcast(S, PI_1), v);
      r = m.fma(DoubleVector.broadcast(S, PI_2), r);
      r = m.fma(DoubleVector.broadcast(S, PI_3), r);
      DoubleVector part = q.mul(0.5);
      part = part.sub(part.add(MAGIC).sub(MAGIC));
      DoubleVector sign = part.mul(-8).fma(part, DoubleVector.broadcast(S, 1));
      DoubleVector z = r.mul(r);
      DoubleVector p = DoubleVector.broadcast(S, S21).fma(z, DoubleVector.broadcast(S, S19));
      p = p.fma(z, DoubleVector.broadcast(S, S17));
      p = p.fma(z, DoubleVector.broadcast(S, S15));
      p = p.fma(z, DoubleVector.broadcast(S, S13));
      p = p.fma(z, DoubleVector.broadcast(S, S11));
      p = p.fma(z, DoubleVector.broadcast(S, S9));
      p = p.fma(z, DoubleVector.broadcast(S, S7));
      p = p.fma(z, DoubleVector.broadcast(S, S5));
      p = p.fma(z, DoubleVector.broadcast(S, S3));
      sign.mul(r.mul(z).fma(p, r)).intoArray(sin, t + j);
      q = v.fma(DoubleVector.broadcast(S, INV_PI), DoubleVector.broadcast(S, -0.5));
      q = q.add(MAGIC).sub(MAGIC);
      m = q.add(0.5).neg();
      r = m.fma(DoubleVector.broadcast(S, PI_1), v);
      r = m.fma(DoubleVector.broadcast(S, PI_2), r);
      r = m.fma(DoubleVector.broadcast(S, PI_3), r);
      part = q.mul(0.5);
      part = part.sub(part.add(MAGIC).sub(MAGIC));
      sign = part.mul(-8).fma(part, DoubleVector.broadcast(S, 1));
      z = r.mul(r);
      p = DoubleVector.broadcast(S, S21).fma(z, DoubleVector.broadcast(S, S19));
      p = p.fma(z, DoubleVector.broadcast(S, S17));
      p = p.fma(z, DoubleVector.broadcast(S, S15));
      p = p.fma(z, DoubleVector.broadcast(S, S13));
      p = p.fma(z, DoubleVector.broadcast(S, S11));
      p = p.fma(z, DoubleVector.broadcast(S, S9));
      p = p.fma(z, DoubleVector.broadcast(S, S7));
      p = p.fma(z, DoubleVector.broadcast(S, S5));
      p = p.fma(z, DoubleVector.broadcast(S, S3));
      sign.neg().mul(r.mul(z).fma(p, r)).intoArray(cos, u + j);
    }
    each(x, s + main, sin, t + main, cos, u + main, n - main);
  }

  private static void each(double[] x, int s, double[] sin, int t, double[] cos, int u, int n) {
    for (int j = 0; j < n; j++) {
      double v = x[s + j];
      sin[t + j] = DoubleMath.sin(v);
      cos[u + j] = DoubleMath.cos(v);
    }
  }
}
