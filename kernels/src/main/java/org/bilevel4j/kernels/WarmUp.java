package org.bilevel4j.kernels;

/** Calls the hot paths of kernels until the compiler has seen enough of them. */
final class WarmUp {

  private static final long LIMIT_NANOS = 1_200_000_000L;

  /** Calls after which the loops of the smallest shapes are compiled. */
  private static final int ROUNDS = 700;

  /** Batch, inner and outer sizes that reach every register tile, most used first. */
  private static final int[][] SHAPES = {
    {10, 24, 100}, {10, 24, 10}, {10, 24, 64}, {10, 24, 2}, {10, 24, 24}, {20, 24, 1}
  };

  private WarmUp() {}

  /** Single precision and functions first, since time may run out. */
  static void run(Kernels kernels) {
    long end = System.nanoTime() + LIMIT_NANOS;
    for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
      for (Precision precision : Precision.values()) {
        for (int[] s : SHAPES) {
          products(kernels, precision, s[0], s[1], s[2]);
        }
        functions(kernels, precision);
        if (System.nanoTime() >= end) {
          return;
        }
      }
    }
  }

  private static void products(Kernels kernels, Precision precision, int m, int k, int n) {
    Mat x = Mat.zeros(precision, m, k);
    Mat w = Mat.zeros(precision, k, n);
    Mat z = Mat.zeros(precision, m, n);
    x.fill(0.5);
    w.fill(0.25);
    kernels.gemm(Op.N, Op.N, 1, x, w, 0, z);
    kernels.gemm(Op.N, Op.T, 1, z, w, 0, x);
    kernels.gemm(Op.T, Op.N, 1, x, z, 1, w);
    Mat row = Mat.zeros(precision, 1, n);
    kernels.biasActivate(Activation.RELU, z, row);
    kernels.activateBackward(Activation.RELU, z, z);
    kernels.columnSums(1, z, 0, row);
  }

  private static void functions(Kernels kernels, Precision precision) {
    Mat x = Mat.zeros(precision, 8, 24);
    Mat y = Mat.zeros(precision, 8, 24);
    x.fill(0.75);
    for (Func f : Func.values()) {
      kernels.apply(f, x, y);
    }
  }
}
