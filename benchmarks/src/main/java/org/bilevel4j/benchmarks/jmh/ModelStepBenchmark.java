package org.bilevel4j.benchmarks.jmh;

import java.util.Map;
import java.util.TreeMap;
import org.bilevel4j.benchmarks.race.Ours;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.kernels.Kernels;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A step of solvers on {@code logistic-hpo}, a model in tensor operations alone. */
public class ModelStepBenchmark extends ShortRuns {
  private static final Map<String, Map<String, String>> SETTINGS =
      Map.of(
          "soba", Map.of("lowerBatch", "64", "upperBatch", "64"),
          "saba", Map.of("group", "64"),
          "fsla", Map.of("lowerBatch", "64", "upperBatch", "64"),
          "ttsa", Map.of("lowerBatch", "64", "upperBatch", "64", "estimator", "neumann(terms=10)"));

  /** Which solver, on batches of 64 rows. */
  @Param({"soba", "saba", "fsla", "ttsa"})
  public String solver = "";

  /** A file in LIBSVM's format that the data finder knows; empty: made-up rows. */
  @Param({""})
  public String file = "";

  private @Nullable Run<?> run;

  /** Opens the run and warms the kernels up. */
  @Setup
  public void open() {
    Map<String, String> settings = new TreeMap<>();
    SETTINGS.getOrDefault(solver, Map.of()).forEach((k, v) -> settings.put("solver." + k, v));
    settings.put("application.file", file);
    run = Ours.open("logistic-hpo", solver, settings, 1, 1);
    Kernels.current().warmUp();
  }

  /** One step. */
  @Benchmark
  public void step(Blackhole hole) {
    if (run != null) {
      hole.consume(run.step());
    }
  }

  /** Ends the run's threads. */
  @TearDown
  public void close() {
    if (run != null) {
      run.close();
    }
  }
}
