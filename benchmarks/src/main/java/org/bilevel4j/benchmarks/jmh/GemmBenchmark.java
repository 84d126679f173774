package org.bilevel4j.benchmarks.jmh;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.kernels.KernelChoice;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;
import org.bilevel4j.kernels.Precision;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Matrix products of the shapes that applications ask for; the counter gflop is per second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GemmBenchmark extends ShortRuns {

  /** Billion operations done. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    /** Counted by JMH, per second. */
    public double gflop;
  }

  /** Rows x inner x columns. */
  @Param({
    "8x784x100",
    "32x784x100",
    "128x784x100",
    "128x100x2",
    "100x128x784",
    "128x16x64",
    "200x80x80",
    "1360x784x100",
    "1024x1024x1024"
  })
  public String shape = "";

  /** Element type. */
  @Param({"FLOAT32", "FLOAT64"})
  public Precision precision = Precision.FLOAT32;

  /** Which kernels. */
  @Param({"vector", "plain"})
  public String kernels = "";

  private Kernels use = Kernels.plain();
  private Mat a = Mat.zeros(precision, 0, 0);
  private Mat b = a;
  private Mat c = a;
  private Mat bt = a;
  private double gflop;

  /** Fills the operands. */
  @Setup
  public void fill() {
    int[] s = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    use = KernelChoice.byName(kernels);
    Rng rng = Key.of(1).rng();
    a = random(rng, s[0], s[1]);
    b = random(rng, s[1], s[2]);
    bt = random(rng, s[2], s[1]);
    c = Mat.zeros(precision, s[0], s[2]);
    gflop = 2e-9 * s[0] * s[1] * s[2];
  }

  private Mat random(Rng rng, int rows, int cols) {
    Mat m = Mat.zeros(precision, rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        m.set(i, j, rng.nextGaussian());
      }
    }
    return m;
  }

  /** C = A B. */
  @Benchmark
  public Mat multiply(Work work) {
    use.gemm(Op.N, Op.N, 1, a, b, 0, c);
    work.gflop += gflop;
    return c;
  }

  /** C = A B^T, as in a backward pass. */
  @Benchmark
  public Mat multiplyTransposed(Work work) {
    use.gemm(Op.N, Op.T, 1, a, bt, 0, c);
    work.gflop += gflop;
    return c;
  }

  /** B = A^T C, as in a gradient. */
  @Benchmark
  public Mat gradient(Work work) {
    use.gemm(Op.T, Op.N, 1, a, c, 0, b);
    work.gflop += gflop;
    return b;
  }
}
