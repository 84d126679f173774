package org.bilevel4j.oracles.tensor;

import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Rows of equal length side by side, in pieces that each fit into an array: a row that is drawn at
 * random costs one way to memory, not two. Immutable; used from many threads.
 */
final class PackedRows {
  private static final int PIECE = 1 << 27; // numbers, at most

  private final int width;
  private final int shift; // rows of a piece: 2^shift
  private final double[][] pieces;
  private volatile float @Nullable [][] rounded; // made when single precision first reads

  private PackedRows(int width, int shift, double[][] pieces) {
    this.width = width;
    this.shift = shift;
    this.pieces = pieces;
  }

  /**
   * A copy of some rows.
   *
   * @param rows of equal length, at least one
   */
  static PackedRows of(double[][] rows) {
    int width = rows[0].length;
    int shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, PIECE / width));
    int most = 1 << shift;
    double[][] pieces = new double[(rows.length + most - 1) / most][];
    for (int p = 0; p < pieces.length; p++) {
      pieces[p] = new double[Math.min(most, rows.length - p * most) * width];
    }
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, pieces[r >> shift], (r & (most - 1)) * width, width);
    }
    return new PackedRows(width, shift, pieces);
  }

  /** The array that a row lies in. */
  double[] piece(int row) {
    return pieces[row >> shift];
  }

  /** Where a row begins in its array. */
  int begin(int row) {
    return (row & ((1 << shift) - 1)) * width;
  }

  /**
   * Copies rows to successive rows of a matrix.
   *
   * @param ids row ids, {@code count} of them from entry {@code at} on
   * @param own the rows that the ids stand for; null: themselves
   */
  void copyTo(Mat target, int first, int[] ids, int at, int count, int @Nullable [] own) {
    boolean single = target.precision() == Precision.FLOAT32;
    Object[] from = single ? rounded() : pieces;
    Object to = single ? target.floats() : target.doubles();
    for (int r = 0; r < count; r++) {
      int row = own == null ? ids[at + r] : own[ids[at + r]];
      int place = target.offset() + (first + r) * target.stride();
      System.arraycopy(from[row >> shift], begin(row), to, place, width);
    }
  }

  private float[][] rounded() {
    float[][] made = rounded;
    if (made == null) {
      synchronized (pieces) {
        made = rounded;
        if (made == null) {
          made = new float[pieces.length][];
          for (int p = 0; p < made.length; p++) {
            double[] from = pieces[p];
            float[] to = new float[from.length];
            for (int j = 0; j < to.length; j++) {
              to[j] = (float) from[j];
            }
            made[p] = to;
          }
          rounded = made;
        }
      }
    }
    return made;
  }
}
