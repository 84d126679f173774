package org.bilevel4j.kernels;

/**
 * Calls the hot paths of kernels until the compiler has seen enough of them. Vector code that is
 * not compiled yet is a thousand times slower than compiled code, so the end is found by measuring.
 */
final class WarmUp {

  /** Time after which it ends once the products are fast. */
  private static final long USUAL_NANOS = 1_200_000_000L;

  /** Time after which it ends in any case; reached on a busy machine only. */
  private static final long LIMIT_NANOS = 5_000_000_000L;

  /** Rounds after which even the calls of the rarest loops have been compiled. */
  private static final int ROUNDS = 1_500;

  /** Products per nanosecond (multiply and add) of code that is compiled, by a wide margin. */
  private static final double FAST = 1;

  /** Batch, inner and outer sizes that reach every register tile, packed B and B where it lies. */
  private static final int[][] SHAPES = {
    {22, 24, 100}, {10, 24, 80}, {22, 24, 10}, {22, 24, 64}, {22, 24, 2}, {22, 24, 24}
  };

  private WarmUp() {}

  static void run(Kernels kernels) {
    long start = System.nanoTime();
    long busy = 0;
    double work = 0;
    for (int round = 0; round < ROUNDS && System.nanoTime() - start < LIMIT_NANOS; round++) {
      for (Precision precision : Precision.values()) {
        long from = System.nanoTime();
        for (int[] s : SHAPES) {
          products(kernels, precision, s[0], s[1], s[2]);
          work += 3.0 * s[0] * s[1] * s[2];
        }
        busy += System.nanoTime() - from;
        functions(kernels, precision);
      }
      if (round % 20 == 19) {
        if (System.nanoTime() - start > USUAL_NANOS && work > FAST * busy) {
          return;
        }
        work = 0;
        busy = 0;
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
