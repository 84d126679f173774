package org.bilevel4j.benchmarks.jmh;

import org.bilevel4j.core.parallel.WorkerTeam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What handing work to other threads costs: two equal tasks of a few microseconds, on one thread
 * and on two. Twice the second time less the first is the cost of a hand-over.
 */
public class TeamBenchmark extends ShortRuns {
  private static final int APART = 64; // entries, so that tasks share no cache line
  private static final double SHRINK = 0.999;

  /** Threads. */
  @Param({"1", "2"})
  public int threads;

  /** Dependent multiplications of each task, about a nanosecond each. */
  @Param({"1000", "10000"})
  public int work;

  private final double[] values = new double[2 * APART];
  private WorkerTeam team = WorkerTeam.single();

  /** Starts the threads. */
  @Setup
  public void open() {
    team = WorkerTeam.of(threads);
  }

  /** One job of two tasks. */
  @Benchmark
  public double[] share() {
    team.run(
        2,
        t -> {
          double v = 1;
          for (int j = 0; j < work; j++) {
            v *= SHRINK;
          }
          values[t * APART] = v;
        });
    return values;
  }

  /** Ends the threads. */
  @TearDown
  public void close() {
    team.close();
  }
}
