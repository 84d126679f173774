package org.bilevel4j.benchmarks.jmh;

import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.kernels.Func;
import org.bilevel4j.kernels.KernelChoice;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Functions on a batch: 128 rows by 64 features, and a softmax over two classes. */
public class FunctionBenchmark extends ShortRuns {
  private static final int ROWS = 128;
  private static final int FEATURES = 64;
  private static final int CLASSES = 2;

  /** Element type. */
  @Param({"FLOAT32", "FLOAT64"})
  public Precision precision = Precision.FLOAT32;

  /** Which kernels. */
  @Param({"vector", "plain"})
  public String kernels = "";

  private final int[] labels = new int[ROWS];
  private final double[] losses = new double[ROWS];
  private Kernels use = Kernels.plain();
  private Mat x = Mat.zeros(precision, 0, 0);
  private Mat sin = x;
  private Mat cos = x;
  private Mat logits = x;

  /** Fills the operands. */
  @Setup
  public void fill() {
    use = KernelChoice.byName(kernels);
    Rng rng = Key.of(1).rng();
    x = Mat.zeros(precision, ROWS, FEATURES);
    for (int i = 0; i < ROWS; i++) {
      labels[i] = i % CLASSES;
      for (int j = 0; j < FEATURES; j++) {
        x.set(i, j, rng.nextGaussian());
      }
    }
    sin = Mat.zeros(precision, ROWS, FEATURES);
    cos = Mat.zeros(precision, ROWS, FEATURES);
    logits = Mat.zeros(precision, ROWS, CLASSES);
  }

  /** Sine and cosine of 8192 numbers. */
  @Benchmark
  public Mat sinCos() {
    use.sinCos(x, sin, cos);
    return cos;
  }

  /** e^x of 8192 numbers. */
  @Benchmark
  public Mat exp() {
    use.apply(Func.EXP, x, sin);
    return sin;
  }

  /** Losses and gradient of 128 rows; the gradient is the next call's input, all finite. */
  @Benchmark
  public double softmaxCrossEntropy() {
    use.softmaxCrossEntropy(logits, labels, 0, 1, losses, 0);
    return losses[0];
  }
}
