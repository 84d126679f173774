package org.bilevel4j.benchmarks.jmh;

import org.bilevel4j.benchmarks.race.Contest;
import org.bilevel4j.benchmarks.race.Ours;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.kernels.Kernels;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** A step of MORBiT on each application, with the settings of the race, by hand and by autodiff. */
public class ApplicationStepBenchmark extends ShortRuns {

  /** Which contest; fashion-mnist needs its data set. */
  @Param({"letter", "sinusoid-3", "sinusoid-20", "fashion-mnist"})
  public String contest = "";

  /** How derivatives are made. */
  @Param({"analytic", "autodiff"})
  public String oracle = "";

  /** Threads of the run. */
  @Param({"1", "2"})
  public int threads;

  private @Nullable Run<?> run;

  /** Opens the run and warms the kernels up. */
  @Setup
  public void open() {
    run = Ours.open(Contest.of(contest), oracle, threads);
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
