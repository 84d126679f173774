package org.bilevel4j.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random operands and the kernels under test. */
final class Samples {

  private Samples() {}

  /** Every kernel available here. */
  static List<Kernels> kernels() {
    List<Kernels> all = new ArrayList<>();
    all.add(Kernels.plain());
    all.add(KernelChoice.byName("vector"));
    return all;
  }

  /** A random matrix, inside a larger array when {@code gap} is positive. */
  static Mat random(SplittableRandom random, Precision precision, int rows, int cols, int gap) {
    int stride = cols + gap;
    int size = gap + Math.max(0, rows - 1) * stride + cols;
    Mat m =
        precision == Precision.FLOAT64
            ? Mat.wrap(new double[size], gap, rows, cols, stride)
            : Mat.wrap(new float[size], gap, rows, cols, stride);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        m.set(i, j, random.nextDouble() * 2 - 1);
      }
    }
    return m;
  }

  /** All bits of a matrix, packed. */
  static long[] bits(Mat m) {
    long[] bits = new long[m.rows() * m.cols()];
    for (int i = 0; i < m.rows(); i++) {
      for (int j = 0; j < m.cols(); j++) {
        bits[i * m.cols() + j] = Double.doubleToLongBits(m.get(i, j));
      }
    }
    return bits;
  }

  /** Element (i, j) of op(m). */
  static double at(Op op, Mat m, int i, int j) {
    return op == Op.N ? m.get(i, j) : m.get(j, i);
  }
}
