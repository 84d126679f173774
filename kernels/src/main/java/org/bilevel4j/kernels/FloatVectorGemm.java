package org.bilevel4j.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector API product in single precision: B is packed into panels of up to four vectors of columns,
 * tiles of six or four rows stay in registers ({@link FloatRows6}, {@link FloatRows4}, {@link
 * FloatPacked6}). Order of summation: {@link KSplit}.
 */
final class FloatVectorGemm {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Bytes of op(A) that are used for all panels before going on. */
  private static final int A_BYTES = 1 << 20;

  /** Up to so many rows B is read where it lies. */
  private static final int DIRECT_ROWS = 16;

  private static final ThreadLocal<FloatVectorGemm> SPACE =
      ThreadLocal.withInitial(FloatVectorGemm::new);

  private final float[] tile = new float[6 * 4 * L];
  private float[] packed = new float[0];
  private float[] packedLeft = new float[0];

  private float alpha;
  private float beta;
  private float[] left = tile;
  private int leftOffset;
  private int leftStride;
  private int rows;
  private float[] c = tile;
  private int cOffset;
  private int cStride;
  private int n;

  /** Whether the transposed product is made: few columns of C become few rows. */
  private boolean swapped;

  private FloatVectorGemm() {}

  /** C = alpha op(A) op(B) + beta C; shapes are checked, no dimension is zero. */
  static void gemm(Op opA, Op opB, float alpha, Mat a, Mat b, float beta, Mat c) {
    FloatVectorGemm space = SPACE.get();
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

  private void run(Op opA, Op opB, float scale, Mat a, Mat b, float beta0, Mat target) {
    alpha = scale;
    c = target.floats();
    n = swapped ? target.rows() : target.cols();
    int m = swapped ? target.cols() : target.rows();
    int k = opA == Op.N ? a.cols() : a.rows();
    int step = KSplit.length(k);
    int block = Math.max(48, A_BYTES / Float.BYTES / step / 12 * 12);
    boolean direct = opB == Op.N && m <= DIRECT_ROWS;
    for (int k0 = 0; k0 < k; k0 += step) {
      int kn = Math.min(step, k - k0);
      beta = k0 == 0 ? beta0 : 1;
      if (!direct) {
        packAll(opB, b, k0, kn);
      }
      for (int i0 = 0; i0 < m; i0 += block) {
        rows = Math.min(block, m - i0);
        left = a.floats();
        leftOffset = a.offset() + (opA == Op.N ? i0 * a.stride() + k0 : k0 * a.stride() + i0);
        leftStride = a.stride();
        if (opA == Op.T) {
          packLeft(kn);
        }
        cStride = target.stride();
        cOffset = target.offset() + i0 * (swapped ? 1 : cStride);
        panels(opA, direct, b, k0, kn);
      }
    }
    left = tile;
    c = tile;
  }

  /** Columns of C in panels of up to four vectors; the last panel of a direct B may reach back. */
  private void panels(Op opA, boolean direct, Mat b, int k0, int kn) {
    for (int j = 0; j < n; ) {
      int w = Panels.width((n - j + L - 1) / L);
      int wide = w * L;
      int skip = Math.max(0, j + wide - n);
      if (!direct) {
        tiles(opA, w, kn, packed, j * kn, wide, j, 0);
      } else if (j >= skip) {
        int b0 = b.offset() + k0 * b.stride() + j - skip;
        tiles(opA, w, kn, b.floats(), b0, b.stride(), j - skip, skip);
      } else {
        pack(Op.N, b, k0, kn, j, wide, 0);
        tiles(opA, w, kn, packed, 0, wide, j, 0);
      }
      j += wide;
    }
  }

  /**
   * All row tiles of the panel of w vectors at column j, whose first {@code skip} are not stored.
   */
  private void tiles(Op opA, int w, int kn, float[] b, int b0, int bRow, int j, int skip) {
    int to = Math.min(w * L, n - j);
    for (int i = 0; i < rows; ) {
      int height = opA == Op.T ? 6 : Panels.height(rows - i);
      int count = Math.min(height, rows - i);
      if (opA == Op.T) {
        packedTile(w, kn, i * kn, b, b0, bRow);
      } else {
        rowTile(w, height, count, kn, leftOffset + i * leftStride, b, b0, bRow);
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

  private void packedTile(int w, int kn, int a0, float[] b, int b0, int bRow) {
    switch (w) {
      case 4 -> FloatPacked6.four(kn, packedLeft, a0, b, b0, bRow, tile);
      case 3 -> FloatPacked6.three(kn, packedLeft, a0, b, b0, bRow, tile);
      case 2 -> FloatPacked6.two(kn, packedLeft, a0, b, b0, bRow, tile);
      default -> FloatPacked6.one(kn, packedLeft, a0, b, b0, bRow, tile);
    }
  }

  private void rowTile(int w, int height, int count, int kn, int a0, float[] b, int b0, int bRow) {
    if (height == 6) {
      switch (w) {
        case 4 -> FloatRows6.four(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        case 3 -> FloatRows6.three(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        case 2 -> FloatRows6.two(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        default -> FloatRows6.one(count, kn, left, a0, leftStride, b, b0, bRow, tile);
      }
    } else {
      switch (w) {
        case 4 -> FloatRows4.four(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        case 3 -> FloatRows4.three(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        case 2 -> FloatRows4.two(count, kn, left, a0, leftStride, b, b0, bRow, tile);
        default -> FloatRows4.one(count, kn, left, a0, leftStride, b, b0, bRow, tile);
      }
    }
  }

  /** As {@link #store} for a row of the transposed product, which is a column of C. */
  private void storeColumn(int t, int at, int from, int to) {
    for (int j = from; j < to; j++) {
      FloatPlainGemm.update(tile, t + j, alpha, beta, c, at + j * cStride, 1);
    }
  }

  /** c = alpha tile + beta c on columns from to to of one row. */
  private void store(int t, int at, int from, int to) {
    int j = from;
    FloatVector scale = FloatVector.broadcast(S, alpha);
    if (beta == 0) {
      for (; j + L <= to; j += L) {
        FloatVector.fromArray(S, tile, t + j).mul(scale).intoArray(c, at + j);
      }
    } else if (beta == 1) {
      for (; j + L <= to; j += L) {
        FloatVector old = FloatVector.fromArray(S, c, at + j);
        FloatVector.fromArray(S, tile, t + j).fma(scale, old).intoArray(c, at + j);
      }
    } else {
      for (; j + L <= to; j += L) {
        FloatVector old = FloatVector.fromArray(S, c, at + j).mul(beta);
        FloatVector.fromArray(S, tile, t + j).fma(scale, old).intoArray(c, at + j);
      }
    }
    if (j < to) {
      FloatPlainGemm.update(tile, t + j, alpha, beta, c, at + j, to - j);
    }
  }

  /** Rows of op(A) = A^T become groups of six, interleaved; the last group is filled with zeros. */
  private void packLeft(int kn) {
    int groups = (rows + 5) / 6;
    if (packedLeft.length < groups * 6 * kn) {
      packedLeft = new float[groups * 6 * kn];
    }
    for (int g = 0; g < groups; g++) {
      int valid = Math.min(6, rows - 6 * g);
      int to = g * 6 * kn;
      if (valid == 6) {
        FloatPack.interleave6(left, leftOffset + 6 * g, leftStride, packedLeft, to, kn);
      } else {
        for (int p = 0; p < kn; p++) {
          for (int r = 0; r < 6; r++) {
            int from = leftOffset + p * leftStride + 6 * g + r;
            packedLeft[to + 6 * p + r] = r < valid ? left[from] : 0;
          }
        }
      }
    }
  }

  private void packAll(Op opB, Mat b, int k0, int kn) {
    for (int j = 0; j < n; ) {
      int wide = Panels.width((n - j + L - 1) / L) * L;
      pack(opB, b, k0, kn, j, wide, j * kn);
      j += wide;
    }
  }

  /**
   * Columns j and following of op(B) become a panel of kn rows of {@code wide}, padded by zeros.
   */
  private void pack(Op opB, Mat b, int k0, int kn, int j, int wide, int to) {
    if (packed.length < to + kn * wide) {
      packed = java.util.Arrays.copyOf(packed, Math.max(to + kn * wide, kn * (n + 4 * L)));
    }
    int valid = Math.min(wide, n - j);
    if (opB == Op.N) {
      int from = b.offset() + k0 * b.stride() + j;
      for (int p = 0; p < kn; p++) {
        System.arraycopy(b.floats(), from + p * b.stride(), packed, to + p * wide, valid);
        for (int q = valid; q < wide; q++) {
          packed[to + p * wide + q] = 0;
        }
      }
    } else {
      int from = b.offset() + j * b.stride() + k0;
      FloatPack.transpose(b.floats(), from, b.stride(), packed, to, wide, kn, valid);
    }
  }
}
