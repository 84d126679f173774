package org.bilevel4j.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows of {@link CsrProducts} in vectors: same operations in the same order, same bits. */
final class DoubleVectorCsr {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private DoubleVectorCsr() {}

  /** C += alpha A B; a row of C stays in registers, two vectors at a time. */
  static void add(double alpha, CsrMat a, Mat b, Mat c) {
    for (int i = 0; i < a.rows(); i++) {
      int at = c.offset() + i * c.stride();
      int from = a.start(i);
      int to = a.start(i + 1);
      int j = 0;
      for (; j + 2 * L <= c.cols(); j += 2 * L) {
        pair(alpha, a, from, to, b, j, c.doubles(), at + j);
      }
      for (; j + L <= c.cols(); j += L) {
        single(alpha, a, from, to, b, j, c.doubles(), at + j);
      }
      for (int e = from; e < to && j < c.cols(); e++) {
        int row = b.offset() + a.columns()[e] * b.stride() + j;
        DoubleLoops.axpy(
            alpha * a.doubles()[e], b.doubles(), row, c.doubles(), at + j, c.cols() - j);
      }
    }
  }

  private static void pair(
      double alpha, CsrMat a, int from, int to, Mat b, int j, double[] c, int at) {
    double[] values = a.doubles();
    int[] columns = a.columns();
    double[] rows = b.doubles();
    DoubleVector one = DoubleVector.fromArray(S, c, at);
    DoubleVector two = DoubleVector.fromArray(S, c, at + L);
    for (int e = from; e < to; e++) {
      DoubleVector v = DoubleVector.broadcast(S, alpha * values[e]);
      int row = b.offset() + columns[e] * b.stride() + j;
      one = v.fma(DoubleVector.fromArray(S, rows, row), one);
      two = v.fma(DoubleVector.fromArray(S, rows, row + L), two);
    }
    one.intoArray(c, at);
    two.intoArray(c, at + L);
  }

  private static void single(
      double alpha, CsrMat a, int from, int to, Mat b, int j, double[] c, int at) {
    DoubleVector sum = DoubleVector.fromArray(S, c, at);
    for (int e = from; e < to; e++) {
      DoubleVector v = DoubleVector.broadcast(S, alpha * a.doubles()[e]);
      int row = b.offset() + a.columns()[e] * b.stride() + j;
      sum = v.fma(DoubleVector.fromArray(S, b.doubles(), row), sum);
    }
    sum.intoArray(c, at);
  }

  /** C += alpha A^T B; a vector of a row of B stays in a register. */
  static void addTransposed(double alpha, CsrMat a, Mat b, Mat c) {
    double[] values = a.doubles();
    int[] columns = a.columns();
    double[] out = c.doubles();
    for (int i = 0; i < a.rows(); i++) {
      int row = b.offset() + i * b.stride();
      int from = a.start(i);
      int to = a.start(i + 1);
      int j = 0;
      for (; j + L <= c.cols(); j += L) {
        DoubleVector v = DoubleVector.fromArray(S, b.doubles(), row + j);
        for (int e = from; e < to; e++) {
          int at = c.offset() + columns[e] * c.stride() + j;
          DoubleVector w = DoubleVector.broadcast(S, alpha * values[e]);
          w.fma(v, DoubleVector.fromArray(S, out, at)).intoArray(out, at);
        }
      }
      for (int e = from; e < to && j < c.cols(); e++) {
        int at = c.offset() + columns[e] * c.stride() + j;
        DoubleLoops.axpy(alpha * values[e], b.doubles(), row + j, out, at, c.cols() - j);
      }
    }
  }
}
