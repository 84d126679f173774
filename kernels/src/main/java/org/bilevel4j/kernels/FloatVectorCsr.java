package org.bilevel4j.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Rows of {@link CsrProducts} in vectors: same operations in the same order, same bits. */
final class FloatVectorCsr {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatVectorCsr() {}

  /** C += alpha A B; a row of C stays in registers, two vectors at a time. */
  static void add(float alpha, CsrMat a, Mat b, Mat c) {
    for (int i = 0; i < a.rows(); i++) {
      int at = c.offset() + i * c.stride();
      int from = a.start(i);
      int to = a.start(i + 1);
      int j = 0;
      for (; j + 2 * L <= c.cols(); j += 2 * L) {
        pair(alpha, a, from, to, b, j, c.floats(), at + j);
      }
      for (; j + L <= c.cols(); j += L) {
        single(alpha, a, from, to, b, j, c.floats(), at + j);
      }
      for (int e = from; e < to && j < c.cols(); e++) {
        int row = b.offset() + a.columns()[e] * b.stride() + j;
        FloatLoops.axpy(alpha * a.floats()[e], b.floats(), row, c.floats(), at + j, c.cols() - j);
      }
    }
  }

  private static void pair(
      float alpha, CsrMat a, int from, int to, Mat b, int j, float[] c, int at) {
    float[] values = a.floats();
    int[] columns = a.columns();
    float[] rows = b.floats();
    FloatVector one = FloatVector.fromArray(S, c, at);
    FloatVector two = FloatVector.fromArray(S, c, at + L);
    for (int e = from; e < to; e++) {
      FloatVector v = FloatVector.broadcast(S, alpha * values[e]);
      int row = b.offset() + columns[e] * b.stride() + j;
      one = v.fma(FloatVector.fromArray(S, rows, row), one);
      two = v.fma(FloatVector.fromArray(S, rows, row + L), two);
    }
    one.intoArray(c, at);
    two.intoArray(c, at + L);
  }

  private static void single(
      float alpha, CsrMat a, int from, int to, Mat b, int j, float[] c, int at) {
    FloatVector sum = FloatVector.fromArray(S, c, at);
    for (int e = from; e < to; e++) {
      FloatVector v = FloatVector.broadcast(S, alpha * a.floats()[e]);
      int row = b.offset() + a.columns()[e] * b.stride() + j;
      sum = v.fma(FloatVector.fromArray(S, b.floats(), row), sum);
    }
    sum.intoArray(c, at);
  }

  /** C += alpha A^T B; a vector of a row of B stays in a register. */
  static void addTransposed(float alpha, CsrMat a, Mat b, Mat c) {
    float[] values = a.floats();
    int[] columns = a.columns();
    float[] out = c.floats();
    for (int i = 0; i < a.rows(); i++) {
      int row = b.offset() + i * b.stride();
      int from = a.start(i);
      int to = a.start(i + 1);
      int j = 0;
      for (; j + L <= c.cols(); j += L) {
        FloatVector v = FloatVector.fromArray(S, b.floats(), row + j);
        for (int e = from; e < to; e++) {
          int at = c.offset() + columns[e] * c.stride() + j;
          FloatVector w = FloatVector.broadcast(S, alpha * values[e]);
          w.fma(v, FloatVector.fromArray(S, out, at)).intoArray(out, at);
        }
      }
      for (int e = from; e < to && j < c.cols(); e++) {
        int at = c.offset() + columns[e] * c.stride() + j;
        FloatLoops.axpy(alpha * values[e], b.floats(), row + j, out, at, c.cols() - j);
      }
    }
  }
}
