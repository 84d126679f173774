package org.bilevel4j.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs: a few milliseconds each, on small shapes, in this process. */
class BenchmarksTest {

  private static Collection<RunResult> run(Class<?> benchmark, String... params)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmark.getName() + "\\..*")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(5))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    for (String p : params) {
      String[] pair = p.split("=", 2);
      options.param(pair[0], pair[1]);
    }
    return new Runner(options.build()).run();
  }

  private static void expect(Collection<RunResult> results, String... names) {
    List<String> ran = results.stream().map(r -> r.getPrimaryResult().getLabel()).toList();
    assertThat(ran).containsExactlyInAnyOrder(names);
    assertThat(results).allSatisfy(r -> assertThat(r.getPrimaryResult().getScore()).isPositive());
  }

  @Test
  void should_run_products() throws RunnerException {
    expect(
        run(GemmBenchmark.class, "shape=8x16x10", "precision=FLOAT32", "kernels=plain"),
        "multiply",
        "multiplyTransposed",
        "gradient");
  }

  @Test
  void should_run_functions() throws RunnerException {
    expect(
        run(FunctionBenchmark.class, "precision=FLOAT64", "kernels=plain"),
        "sinCos",
        "exp",
        "softmaxCrossEntropy");
  }

  @Test
  void should_save_checkpoints() throws RunnerException {
    expect(run(CheckpointBenchmark.class, "size=1000"), "save");
  }

  @Test
  void should_multiply_sparse_and_dense_rows() throws RunnerException {
    for (String rows : List.of("sparse", "dense")) {
      expect(
          run(SparseRowsBenchmark.class, "table=generated", "rows=" + rows, "width=16"), "gradX");
    }
  }

  @Test
  void should_step_on_tiny_quadratics() throws RunnerException {
    expect(run(StepOverheadBenchmark.class, "solver=soba", "blocks=2", "rows=0"), "step");
    expect(run(StepOverheadBenchmark.class, "solver=morbit", "blocks=2", "rows=64"), "step");
  }

  /** A vector of a thousand entries has 8,000 bytes; per step, nothing near that may be new. */
  @ParameterizedTest
  @ValueSource(ints = {0, 64})
  void should_allocate_nothing_that_grows_with_the_dimension(int rows) {
    assertThat(bytesPerStep(rows, 1000) - bytesPerStep(rows, 10)).isLessThan(1000);
  }

  private static long bytesPerStep(int rows, int dim) {
    StepOverheadBenchmark benchmark = new StepOverheadBenchmark();
    benchmark.dim = dim;
    benchmark.blocks = 1;
    benchmark.rows = rows;
    benchmark.open();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int steps = 20;
    for (int warm = 0; warm < steps; warm++) {
      benchmark.step();
    }
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int k = 0; k < steps; k++) {
      benchmark.step();
    }
    long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    benchmark.close();
    return (after - before) / steps;
  }

  @Test
  void should_share_work() throws RunnerException {
    expect(run(TeamBenchmark.class, "threads=2", "work=100"), "share");
  }
}
