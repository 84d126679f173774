package org.bilevel4j.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops of {@link FloatLoops} between different places of arrays, which the compiler of JDK 17 does
 * not vectorise by itself; same operations, same bits.
 */
final class FloatVectorLoops {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatVectorLoops() {}

  static void axpy(float alpha, float[] x, int s, float[] y, int t, int n) {
    FloatVector a = FloatVector.broadcast(S, alpha);
    int j = 0;
    for (; j + L <= n; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      a.fma(v, FloatVector.fromArray(S, y, t + j)).intoArray(y, t + j);
    }
    FloatLoops.axpy(alpha, x, s + j, y, t + j, n - j);
  }

  static void add(float[] x, int s, float[] y, int t, int n) {
    int j = 0;
    for (; j + L <= n; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      FloatVector.fromArray(S, y, t + j).add(v).intoArray(y, t + j);
    }
    FloatLoops.add(x, s + j, y, t + j, n - j);
  }

  /** y = max(y + x, 0). */
  static void addRelu(float[] x, int s, float[] y, int t, int n) {
    FloatVector zero = FloatVector.zero(S);
    int j = 0;
    for (; j + L <= n; j += L) {
      FloatVector v = FloatVector.fromArray(S, x, s + j);
      FloatVector.fromArray(S, y, t + j).add(v).max(zero).intoArray(y, t + j);
    }
    FloatLoops.add(x, s + j, y, t + j, n - j);
    FloatLoops.relu(y, t + j, n - j);
  }

  static void reluBackward(float[] a, int s, float[] g, int t, int n) {
    int j = 0;
    for (; j + L <= n; j += L) {
      VectorMask<Float> off = FloatVector.fromArray(S, a, s + j).compare(VectorOperators.LE, 0);
      FloatVector.fromArray(S, g, t + j).blend(0, off).intoArray(g, t + j);
    }
    FloatLoops.reluBackward(a, s + j, g, t + j, n - j);
  }
}
