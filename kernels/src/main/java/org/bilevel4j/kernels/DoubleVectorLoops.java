package org.bilevel4j.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops of {@link DoubleLoops} between different places of arrays, which the compiler of JDK 17
 * does not vectorise by itself; same operations, same bits.
 */
final class DoubleVectorLoops {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private DoubleVectorLoops() {}

  static void axpy(double alpha, double[] x, int s, double[] y, int t, int n) {
    DoubleVector a = DoubleVector.broadcast(S, alpha);
    int j = 0;
    for (; j + L <= n; j += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, s + j);
      a.fma(v, DoubleVector.fromArray(S, y, t + j)).intoArray(y, t + j);
    }
    DoubleLoops.axpy(alpha, x, s + j, y, t + j, n - j);
  }

  static void add(double[] x, int s, double[] y, int t, int n) {
    int j = 0;
    for (; j + L <= n; j += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, s + j);
      DoubleVector.fromArray(S, y, t + j).add(v).intoArray(y, t + j);
    }
    DoubleLoops.add(x, s + j, y, t + j, n - j);
  }

  /** y = max(y + x, 0). */
  static void addRelu(double[] x, int s, double[] y, int t, int n) {
    DoubleVector zero = DoubleVector.zero(S);
    int j = 0;
    for (; j + L <= n; j += L) {
      DoubleVector v = DoubleVector.fromArray(S, x, s + j);
      DoubleVector.fromArray(S, y, t + j).add(v).max(zero).intoArray(y, t + j);
    }
    DoubleLoops.add(x, s + j, y, t + j, n - j);
    DoubleLoops.relu(y, t + j, n - j);
  }

  static void reluBackward(double[] a, int s, double[] g, int t, int n) {
    int j = 0;
    for (; j + L <= n; j += L) {
      VectorMask<Double> off = DoubleVector.fromArray(S, a, s + j).compare(VectorOperators.LE, 0);
      DoubleVector.fromArray(S, g, t + j).blend(0, off).intoArray(g, t + j);
    }
    DoubleLoops.reluBackward(a, s + j, g, t + j, n - j);
  }
}
