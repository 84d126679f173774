package org.bilevel4j.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector API product in double precision: B is packed into panels of up to four vectors of columns,
 * tiles of six or four rows stay in registers ({@link DoubleRows6}, {@link DoubleRows4}, {@link
 * DoublePacked6}). Order of summation: {@link KSplit}.
 */
final class DoubleVectorGemm {

  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Up to so many rows B is read where it lies. */
  private static final int DIRECT_ROWS = 16;

  /**
   * Elements of B that are packed at once, if that is more than one block of the inner dimension.
   */
  private static final int PACKED = 1 << 18;

  /** Rows that go through all packed blocks together; A is then read in long stretches. */
  private static final int ROWS_DEEP = 24;

  /** Rows that go through one packed block together. */
  private static final int ROWS_SHALLOW = 480;

  private static final ThreadLocal<DoubleVectorGemm> SPACE =
      ThreadLocal.withInitial(DoubleVectorGemm::new);

  private final double[] tile = new double[6 * 4 * L];
  private double[] packed = new double[0];
  private double[] packedLeft = new double[0];

  private double alpha;
  private double beta;
  private double[] left = tile;
  private int leftOffset;
  private int leftStride;
  private int rows;
  private int depth;
  private double[] c = tile;
  private int cOffset;
  private int cStride;
  private int n;

  /** Whether the transposed product is made: few columns of C become few rows. */
  private boolean swapped;

  private DoubleVectorGemm() {}

  /** C = alpha op(A) op(B) + beta C; shapes are checked, no dimension is zero. */
  static void gemm(Op opA, Op opB, double alpha, Mat a, Mat b, double beta, Mat c) {
    DoubleVectorGemm space = SPACE.get();
    int swapBelow = opA == Op.T ? L : 3;
    space.swapped = c.cols() < swapBelow && c.rows() >= L;
    if (space.swapped) {
      space.run(other(opB), other(opA), alpha, b, a, beta, c);
    } else {
      space.run(opA, opB, alpha, a, b, beta, c);
    }
  }

  private static Op other(Op op) {
    return op == Op.N ? Op.T : Op.N;
  }

  private void run(Op opA, Op opB, double scale, Mat a, Mat b, double beta0, Mat target) {
    alpha = scale;
    c = target.doubles();
    n = swapped ? target.rows() : target.cols();
    int m = swapped ? target.cols() : target.rows();
    int k = opA == Op.N ? a.cols() : a.rows();
    int step = KSplit.length(k);
    rows = m;
    left = a.doubles();
    leftStride = a.stride();
    cOffset = target.offset();
    cStride = target.stride();
    depth = step;
    if (opB == Op.N && m <= DIRECT_ROWS && n >= 4 * L) {
      for (int k0 = 0; k0 < k; k0 += step) {
        int kn = Math.min(step, k - k0);
        beta = k0 == 0 ? beta0 : 1;
        locateLeft(opA, a, k0, kn);
        directPanels(opA, b, k0, kn);
      }
    } else {
      int span = step * Math.max(1, PACKED / (n * step));
      for (int k0 = 0; k0 < k; k0 += span) {
        int kn = Math.min(span, k - k0);
        locateLeft(opA, a, k0, kn);
        packRight(opB, b, k0, kn);
        int high = kn > step ? ROWS_DEEP : ROWS_SHALLOW;
        for (int i0 = 0; i0 < m; i0 += high) {
          for (int p = 0; p < kn; p += step) {
            beta = k0 + p == 0 ? beta0 : 1;
            packedPanels(opA, p, Math.min(step, kn - p), i0, Math.min(m, i0 + high));
          }
        }
      }
    }
    left = tile;
    c = tile;
  }

  private void locateLeft(Op opA, Mat a, int k0, int kn) {
    if (opA == Op.N) {
      leftOffset = a.offset() + k0;
    } else {
      leftOffset = a.offset() + k0 * a.stride();
      packLeft(kn);
    }
  }

  /** Columns of C in panels that read B where it lies; the last panel reaches back. */
  private void directPanels(Op opA, Mat b, int k0, int kn) {
    for (int j = 0; j < n; ) {
      int w = Panels.width((n - j + L - 1) / L);
      int wide = w * L;
      int skip = Math.max(0, j + wide - n);
      int b0 = b.offset() + k0 * b.stride() + j - skip;
      tiles(opA, w, 0, kn, b.doubles(), b0, b.stride(), j - skip, skip, 0, rows);
      j += wide;
    }
  }

  /** Rows from to to of C in panels of packed B, steps p to p + kn of what is packed. */
  private void packedPanels(Op opA, int p, int kn, int from, int to) {
    int base = p * padded();
    for (int j = 0; j < n; ) {
      int w = Panels.width((n - j + L - 1) / L);
      int wide = w * L;
      tiles(opA, w, p, kn, packed, base + j * kn, wide, j, 0, from, to);
      j += wide;
    }
  }

  private int padded() {
    return (n + L - 1) / L * L;
  }

  /**
   * All row tiles of the panel of w vectors at column j, whose first {@code skip} are not stored.
   */
  private void tiles(
      Op opA,
      int w,
      int p,
      int kn,
      double[] b,
      int b0,
      int bRow,
      int j,
      int skip,
      int from,
      int end) {
    int to = Math.min(w * L, n - j);
    for (int i = from; i < end; ) {
      int height = opA == Op.T ? 6 : Panels.height(end - i);
      int count = Math.min(height, end - i);
      if (opA == Op.T) {
        packedTile(w, kn, packedLeftStart(p, kn, i), b, b0, bRow);
      } else {
        rowTile(w, height, count, kn, leftOffset + i * leftStride + p, b, b0, bRow);
      }
      for (int r = 0; r < count; r++) {
        if (swapped) {
          storeColumn(r * w * L, cOffset + i + r + j * cStride, skip, to);
        } else {
          store(r * w * L, cOffset + (i + r) * cStride + j, skip, to);
        }
      }
      i += count;
    }
  }

  private void packedTile(int w, int kn, int a0, double[] b, int b0, int bRow) {
    switch (w) {
      case 4 -> DoublePacked6.four(kn, packedLeft, a0, b, b0, bRow, tile);
      case 3 -> DoublePacked6.three(kn, packedLeft, a0, b, b0, bRow, tile);
      case 2 -> DoublePacked6.two(kn, packedLeft, a0, b, b0, bRow, tile);
      default -> DoublePacked6.one(kn, packedLeft, a0, b, b0, bRow, tile);
    }
  }

  private void rowTile(int w, int height, int count, int kn, int a0, double[] b, int b0, int bRow) {
    if (height == 6) {
      switch (w) {
        case 4 -> DoubleRows6.four(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        case 3 -> DoubleRows6.three(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        case 2 -> DoubleRows6.two(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        default -> DoubleRows6.one(count, kn, left, a0, leftStride, b, b0, bRow, tile);
      }
    } else {
      switch (w) {
        case 4 -> DoubleRows4.four(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        case 3 -> DoubleRows4.three(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        case 2 -> DoubleRows4.two(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        default -> DoubleRows4.one(count, kn, left, a0, leftStride, b, b0, bRow, tile);
      }
    }
  }

  /** As {@link #store} for a row of the transposed product, which is a column of C. */
  private void storeColumn(int t, int at, int from, int to) {
    for (int j = from; j < to; j++) {
      DoublePlainGemm.update(tile, t + j, alpha, beta, c, at + j * cStride, 1);
    }
  }

  /** c = alpha tile + beta c on columns from to to of one row. */
  private void store(int t, int at, int from, int to) {
    int j = from;
    DoubleVector scale = DoubleVector.broadcast(S, alpha);
    if (beta == 0) {
      for (; j + L <= to; j += L) {
        DoubleVector.fromArray(S, tile, t + j).mul(scale).intoArray(c, at + j);
      }
    } else if (beta == 1) {
      for (; j + L <= to; j += L) {
        DoubleVector old = DoubleVector.fromArray(S, c, at + j);
        DoubleVector.fromArray(S, tile, t + j).fma(scale, old).intoArray(c, at + j);
      }
    } else {
      for (; j + L <= to; j += L) {
        DoubleVector old = DoubleVector.fromArray(S, c, at + j).mul(beta);
        DoubleVector.fromArray(S, tile, t + j).fma(scale, old).intoArray(c, at + j);
      }
    }
    if (j < to) {
      DoublePlainGemm.update(tile, t + j, alpha, beta, c, at + j, to - j);
    }
  }

  private int packedLeftStart(int p, int kn, int i) {
    return p * ((rows + 5) / 6 * 6) + i * kn;
  }

  /** op(A) = A^T by blocks of depth, in it groups of six rows, interleaved; the rest is zero. */
  private void packLeft(int span) {
    int size = (rows + 5) / 6 * 6 * span;
    if (packedLeft.length < size) {
      packedLeft = new double[size];
    }
    for (int p = 0; p < span; p += depth) {
      int kn = Math.min(depth, span - p);
      for (int i = 0; i < rows; i += 6) {
        int from = leftOffset + p * leftStride + i;
        int to = packedLeftStart(p, kn, i);
        DoublePack.interleave6(left, from, leftStride, packedLeft, to, kn, Math.min(6, rows - i));
      }
    }
  }

  /** op(B) by blocks of depth, in it panels of columns; columns beyond n are zero. */
  private void packRight(Op opB, Mat b, int k0, int span) {
    if (packed.length < padded() * span) {
      packed = new double[padded() * span];
    }
    for (int p = 0; p < span; p += depth) {
      int kn = Math.min(depth, span - p);
      int to = p * padded();
      if (opB == Op.N) {
        int from = b.offset() + (k0 + p) * b.stride();
        DoublePack.panels(b.doubles(), from, b.stride(), packed, to, kn, n);
      } else {
        for (int j = 0; j < n; ) {
          int wide = Panels.width((n - j + L - 1) / L) * L;
          int from = b.offset() + j * b.stride() + k0 + p;
          int valid = Math.min(wide, n - j);
          DoublePack.transpose(b.doubles(), from, b.stride(), packed, to + j * kn, wide, kn, valid);
          j += wide;
        }
      }
    }
  }
}
