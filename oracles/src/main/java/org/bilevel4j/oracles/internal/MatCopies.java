package org.bilevel4j.oracles.internal;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.kernels.Transfer;

/** Copies between vectors in double and matrices in the precision of the passes. */
public final class MatCopies {
  private MatCopies() {}

  /** A window of rows x cols on the storage of a packed matrix, from an element on. */
  public static Mat window(Mat m, int from, int rows, int cols) {
    int at = m.offset() + from;
    return m.precision() == Precision.FLOAT32
        ? Mat.wrap(m.floats(), at, rows, cols, cols)
        : Mat.wrap(m.doubles(), at, rows, cols, cols);
  }

  /** out += m, row r of it at entry {@code at + r * stride}. */
  public static void add(Mat m, Vec out, int at, int stride) {
    if (!out.isFloat()) {
      Transfer.addTo(1, m, out.doubles(), out.offset() + at, stride);
      return;
    }
    for (int r = 0; r < m.rows(); r++) {
      for (int c = 0; c < m.cols(); c++) {
        out.add(at + r * stride + c, m.get(r, c));
      }
    }
  }

  /** Copies n numbers, rounded to the target's precision. */
  public static void load(double[] source, int from, int n, Mat target, int at) {
    int to = target.offset() + at;
    if (target.precision() == Precision.FLOAT64) {
      System.arraycopy(source, from, target.doubles(), to, n);
    } else {
      float[] t = target.floats();
      for (int j = 0; j < n; j++) {
        t[to + j] = (float) source[from + j];
      }
    }
  }

  /**
   * Columns from..to-1 of the target become rows from..to-1 of a matrix in an array, eight at a
   * time.
   *
   * @param at where the matrix begins
   * @param cols its columns, the target's rows
   */
  public static void transpose(double[] source, int at, int cols, int from, int to, Mat target) {
    int r = from;
    for (; r + 8 <= to && target.precision() == Precision.FLOAT32; r += 8) {
      eight(source, at + r * cols, cols, target.floats(), target.offset() + r, target.stride());
    }
    for (; r < to; r++) {
      for (int c = 0; c < cols; c++) {
        target.set(c, r, source[at + r * cols + c]);
      }
    }
  }

  private static void eight(double[] source, int s, int cols, float[] target, int to, int stride) {
    int t = to;
    for (int c = s; c < s + cols; c++) {
      target[t] = (float) source[c];
      target[t + 1] = (float) source[c + cols];
      target[t + 2] = (float) source[c + 2 * cols];
      target[t + 3] = (float) source[c + 3 * cols];
      target[t + 4] = (float) source[c + 4 * cols];
      target[t + 5] = (float) source[c + 5 * cols];
      target[t + 6] = (float) source[c + 6 * cols];
      target[t + 7] = (float) source[c + 7 * cols];
      t += stride;
    }
  }
}
