package org.bilevel4j.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles of 6 rows by one to four vectors of columns: a tile of op(A) B over one block of
 * the inner dimension, kept in registers. Each element is one chain of fma over ascending k.
 * Written out line by line, because the compiler keeps only local variables in registers.
 *
 * <p>op(A) is packed: row r of the tile at step p is {@code a[a0 + 6 * p + r]}. Vector v of the
 * columns of B is at {@code b0 + p * bRow + v * lanes}. The tile is written to {@code out}, 6
 * packed rows.
 */
final class FloatPacked6 {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatPacked6() {}

  static void four(int kn, float[] a, int a0, float[] b, int b0, int bRow, float[] out) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s02 = FloatVector.zero(S);
    FloatVector s03 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s12 = FloatVector.zero(S);
    FloatVector s13 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s22 = FloatVector.zero(S);
    FloatVector s23 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    FloatVector s32 = FloatVector.zero(S);
    FloatVector s33 = FloatVector.zero(S);
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s41 = FloatVector.zero(S);
    FloatVector s42 = FloatVector.zero(S);
    FloatVector s43 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s51 = FloatVector.zero(S);
    FloatVector s52 = FloatVector.zero(S);
    FloatVector s53 = FloatVector.zero(S);
    for (int p = 0; p < kn; p++) {
      FloatVector x0 = FloatVector.fromArray(S, b, b0);
      FloatVector x1 = FloatVector.fromArray(S, b, b0 + L);
      FloatVector x2 = FloatVector.fromArray(S, b, b0 + 2 * L);
      FloatVector x3 = FloatVector.fromArray(S, b, b0 + 3 * L);
      FloatVector y0 = FloatVector.broadcast(S, a[a0 + 6 * p]);
      s00 = y0.fma(x0, s00);
      s01 = y0.fma(x1, s01);
      s02 = y0.fma(x2, s02);
      s03 = y0.fma(x3, s03);
      FloatVector y1 = FloatVector.broadcast(S, a[a0 + 6 * p + 1]);
      s10 = y1.fma(x0, s10);
      s11 = y1.fma(x1, s11);
      s12 = y1.fma(x2, s12);
      s13 = y1.fma(x3, s13);
      FloatVector y2 = FloatVector.broadcast(S, a[a0 + 6 * p + 2]);
      s20 = y2.fma(x0, s20);
      s21 = y2.fma(x1, s21);
      s22 = y2.fma(x2, s22);
      s23 = y2.fma(x3, s23);
      FloatVector y3 = FloatVector.broadcast(S, a[a0 + 6 * p + 3]);
      s30 = y3.fma(x0, s30);
      s31 = y3.fma(x1, s31);
      s32 = y3.fma(x2, s32);
      s33 = y3.fma(x3, s33);
      FloatVector y4 = FloatVector.broadcast(S, a[a0 + 6 * p + 4]);
      s40 = y4.fma(x0, s40);
      s41 = y4.fma(x1, s41);
      s42 = y4.fma(x2, s42);
      s43 = y4.fma(x3, s43);
      FloatVector y5 = FloatVector.broadcast(S, a[a0 + 6 * p + 5]);
      s50 = y5.fma(x0, s50);
      s51 = y5.fma(x1, s51);
      s52 = y5.fma(x2, s52);
      s53 = y5.fma(x3, s53);
      b0 += bRow;
    }
    s00.intoArray(out, 0);
    s01.intoArray(out, L);
    s02.intoArray(out, 2 * L);
    s03.intoArray(out, 3 * L);
    s10.intoArray(out, 4 * L);
    s11.intoArray(out, 5 * L);
    s12.intoArray(out, 6 * L);
    s13.intoArray(out, 7 * L);
    s20.intoArray(out, 8 * L);
    s21.intoArray(out, 9 * L);
    s22.intoArray(out, 10 * L);
    s23.intoArray(out, 11 * L);
    s30.intoArray(out, 12 * L);
    s31.intoArray(out, 13 * L);
    s32.intoArray(out, 14 * L);
    s33.intoArray(out, 15 * L);
    s40.intoArray(out, 16 * L);
    s41.intoArray(out, 17 * L);
    s42.intoArray(out, 18 * L);
    s43.intoArray(out, 19 * L);
    s50.intoArray(out, 20 * L);
    s51.intoArray(out, 21 * L);
    s52.intoArray(out, 22 * L);
    s53.intoArray(out, 23 * L);
  }

  static void three(int kn, float[] a, int a0, float[] b, int b0, int bRow, float[] out) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s02 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s12 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s22 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    FloatVector s32 = FloatVector.zero(S);
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s41 = FloatVector.zero(S);
    FloatVector s42 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s51 = FloatVector.zero(S);
    FloatVector s52 = FloatVector.zero(S);
    for (int p = 0; p < kn; p++) {
      FloatVector x0 = FloatVector.fromArray(S, b, b0);
      FloatVector x1 = FloatVector.fromArray(S, b, b0 + L);
      FloatVector x2 = FloatVector.fromArray(S, b, b0 + 2 * L);
      FloatVector y0 = FloatVector.broadcast(S, a[a0 + 6 * p]);
      s00 = y0.fma(x0, s00);
      s01 = y0.fma(x1, s01);
      s02 = y0.fma(x2, s02);
      FloatVector y1 = FloatVector.broadcast(S, a[a0 + 6 * p + 1]);
      s10 = y1.fma(x0, s10);
      s11 = y1.fma(x1, s11);
      s12 = y1.fma(x2, s12);
      FloatVector y2 = FloatVector.broadcast(S, a[a0 + 6 * p + 2]);
      s20 = y2.fma(x0, s20);
      s21 = y2.fma(x1, s21);
      s22 = y2.fma(x2, s22);
      FloatVector y3 = FloatVector.broadcast(S, a[a0 + 6 * p + 3]);
      s30 = y3.fma(x0, s30);
      s31 = y3.fma(x1, s31);
      s32 = y3.fma(x2, s32);
      FloatVector y4 = FloatVector.broadcast(S, a[a0 + 6 * p + 4]);
      s40 = y4.fma(x0, s40);
      s41 = y4.fma(x1, s41);
      s42 = y4.fma(x2, s42);
      FloatVector y5 = FloatVector.broadcast(S, a[a0 + 6 * p + 5]);
      s50 = y5.fma(x0, s50);
      s51 = y5.fma(x1, s51);
      s52 = y5.fma(x2, s52);
      b0 += bRow;
    }
    s00.intoArray(out, 0);
    s01.intoArray(out, L);
    s02.intoArray(out, 2 * L);
    s10.intoArray(out, 3 * L);
    s11.intoArray(out, 4 * L);
    s12.intoArray(out, 5 * L);
    s20.intoArray(out, 6 * L);
    s21.intoArray(out, 7 * L);
    s22.intoArray(out, 8 * L);
    s30.intoArray(out, 9 * L);
    s31.intoArray(out, 10 * L);
    s32.intoArray(out, 11 * L);
    s40.intoArray(out, 12 * L);
    s41.intoArray(out, 13 * L);
    s42.intoArray(out, 14 * L);
    s50.intoArray(out, 15 * L);
    s51.intoArray(out, 16 * L);
    s52.intoArray(out, 17 * L);
  }

  static void two(int kn, float[] a, int a0, float[] b, int b0, int bRow, float[] out) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s01 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s11 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s21 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s31 = FloatVector.zero(S);
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s41 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    FloatVector s51 = FloatVector.zero(S);
    for (int p = 0; p < kn; p++) {
      FloatVector x0 = FloatVector.fromArray(S, b, b0);
      FloatVector x1 = FloatVector.fromArray(S, b, b0 + L);
      FloatVector y0 = FloatVector.broadcast(S, a[a0 + 6 * p]);
      s00 = y0.fma(x0, s00);
      s01 = y0.fma(x1, s01);
      FloatVector y1 = FloatVector.broadcast(S, a[a0 + 6 * p + 1]);
      s10 = y1.fma(x0, s10);
      s11 = y1.fma(x1, s11);
      FloatVector y2 = FloatVector.broadcast(S, a[a0 + 6 * p + 2]);
      s20 = y2.fma(x0, s20);
      s21 = y2.fma(x1, s21);
      FloatVector y3 = FloatVector.broadcast(S, a[a0 + 6 * p + 3]);
      s30 = y3.fma(x0, s30);
      s31 = y3.fma(x1, s31);
      FloatVector y4 = FloatVector.broadcast(S, a[a0 + 6 * p + 4]);
      s40 = y4.fma(x0, s40);
      s41 = y4.fma(x1, s41);
      FloatVector y5 = FloatVector.broadcast(S, a[a0 + 6 * p + 5]);
      s50 = y5.fma(x0, s50);
      s51 = y5.fma(x1, s51);
      b0 += bRow;
    }
    s00.intoArray(out, 0);
    s01.intoArray(out, L);
    s10.intoArray(out, 2 * L);
    s11.intoArray(out, 3 * L);
    s20.intoArray(out, 4 * L);
    s21.intoArray(out, 5 * L);
    s30.intoArray(out, 6 * L);
    s31.intoArray(out, 7 * L);
    s40.intoArray(out, 8 * L);
    s41.intoArray(out, 9 * L);
    s50.intoArray(out, 10 * L);
    s51.intoArray(out, 11 * L);
  }

  static void one(int kn, float[] a, int a0, float[] b, int b0, int bRow, float[] out) {
    FloatVector s00 = FloatVector.zero(S);
    FloatVector s10 = FloatVector.zero(S);
    FloatVector s20 = FloatVector.zero(S);
    FloatVector s30 = FloatVector.zero(S);
    FloatVector s40 = FloatVector.zero(S);
    FloatVector s50 = FloatVector.zero(S);
    for (int p = 0; p < kn; p++) {
      FloatVector x0 = FloatVector.fromArray(S, b, b0);
      FloatVector y0 = FloatVector.broadcast(S, a[a0 + 6 * p]);
      s00 = y0.fma(x0, s00);
      FloatVector y1 = FloatVector.broadcast(S, a[a0 + 6 * p + 1]);
      s10 = y1.fma(x0, s10);
      FloatVector y2 = FloatVector.broadcast(S, a[a0 + 6 * p + 2]);
      s20 = y2.fma(x0, s20);
      FloatVector y3 = FloatVector.broadcast(S, a[a0 + 6 * p + 3]);
      s30 = y3.fma(x0, s30);
      FloatVector y4 = FloatVector.broadcast(S, a[a0 + 6 * p + 4]);
      s40 = y4.fma(x0, s40);
      FloatVector y5 = FloatVector.broadcast(S, a[a0 + 6 * p + 5]);
      s50 = y5.fma(x0, s50);
      b0 += bRow;
    }
    s00.intoArray(out, 0);
    s10.intoArray(out, L);
    s20.intoArray(out, 2 * L);
    s30.intoArray(out, 3 * L);
    s40.intoArray(out, 4 * L);
    s50.intoArray(out, 5 * L);
  }
}
