package org.bilevel4j.kernels;

/** Calls the hot paths of kernels until the compiler has seen enough of them. */
final class WarmUp {

  private static final long LIMIT_NANOS = 1_200_000_000L;

  /** Batch, inner and outer sizes that reach every register tile, most used first. */
  private static final int[][] SHAPES = {
    {10, 32, 100}, {10, 32, 10}, {10, 32, 64}, {20, 32, 2}, {10, 32, 24}, {20, 32, 1}, {10, 32, 80}
  };

  private WarmUp() {}

  static void run(Kernels kernels) {
    long end = System.nanoTime() + LIMIT_NANOS;
    int rounds = 0;
    while (rounds < 12_000 && System.nanoTime() < end) {
      int[] s = SHAPES[rounds % SHAPES.length];
      for (Precision precision : Precision.values()) {
        products(kernels, precision, s[0], s[1], s[2]);
        if (rounds % 8 == 0) {
          functions(kernels, precision);
        }
      }
      rounds++;
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
    kernels.biasActivate(Activation.RELU, z, Mat.zeros(precision, 1, n));
    kernels.columnSums(1, z, 0, Mat.zeros(precision, 1, n));
  }

  private static void functions(Kernels kernels, Precision precision) {
    Mat x = Mat.zeros(precision, 8, 128);
    Mat y = Mat.zeros(precision, 8, 128);
    x.fill(0.75);
    for (Func f : Func.values()) {
      kernels.apply(f, x, y);
    }
  }
}
