package org.bilevel4j.benchmarks.blocks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * Whether a step with 10 blocks out of 10,000 costs what one with 10 out of 100 does, and whether
 * the memory of 10,000 blocks is that of their state.
 *
 * <pre>{@code
 * java ... org.bilevel4j.benchmarks.blocks.ScaleCheck [solver ...]
 * }</pre>
 *
 * <ul>
 *   <li>cost: CPU time of a step of the engine, new blocks each time and every block touched
 *       before, less the time to read as many new blocks' state once, which is what caches cost;
 *   <li>memory: what is on the heap while a run on large blocks is alive and was not before, over
 *       the bytes of its blocks' state.
 * </ul>
 *
 * A table in Markdown; the program fails where a ratio is above its bound.
 */
public final class ScaleCheck {
  static final double MOST_TIME = 1.25;
  static final double MOST_MEMORY = 1.3;

  private static final int SAMPLED = 10;
  private static final List<String> MULTI_BLOCK =
      List.of("mmb-v1", "mmb-v2", "fosl", "memcs", "sgda", "pdsm");

  private final int steps;
  private final int laps;
  private final PrintStream out;

  ScaleCheck(int steps, int laps, PrintStream out) {
    this.steps = steps;
    this.laps = laps;
    this.out = out;
  }

  /** Prints the table for the solvers named, or for the multi-block ones. */
  public static void main(String[] solvers) {
    List<String> names = solvers.length > 0 ? Arrays.asList(solvers) : MULTI_BLOCK;
    if (!new ScaleCheck(20_000, 7, System.out).table(names, 100, 10_000, 500)) {
      System.exit(1);
    }
  }

  /**
   * The table.
   *
   * @param few blocks
   * @param many blocks
   * @param large d_i where memory is measured
   * @return whether every ratio is within its bound
   */
  boolean table(List<String> names, int few, int many, int large) {
    out.printf(
        "| solver | us, m = %d | us, m = %d | ratio | state, MB | heap over state |%n", few, many);
    out.println("| --- | --- | --- | --- | --- | --- |");
    boolean good = true;
    for (String name : names) {
      double[] cost = cost(name, few, many);
      Memory memory = memory(name, many, large);
      out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.1f | %s |%n",
          name,
          cost[0],
          cost[1],
          cost[1] / cost[0],
          memory.state * 1e-6,
          memory.isLarge() ? String.format(Locale.ROOT, "%.2f", memory.ratio()) : "-");
      good &= cost[1] <= MOST_TIME * cost[0];
      good &= !memory.isLarge() || memory.ratio() <= MOST_MEMORY;
    }
    return good;
  }

  /** Microseconds per step, caches taken off, by number of blocks. */
  private double[] cost(String name, int... sizes) {
    List<SampledRun<?>> runs = new ArrayList<>();
    try {
      for (int m : sizes) {
        runs.add(
            SampledRun.of(name, (kind, lower) -> ManyBlocks.of(kind, lower, m, false), SAMPLED));
      }
      double[] least = new double[sizes.length];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
      for (int lap = 0; lap < laps; lap++) {
        for (int r = 0; r < sizes.length; r++) {
          double step = runs.get(r).fresh(steps);
          least[r] = Math.min(least[r], step - runs.get(r).read(steps, lap));
        }
      }
      return least;
    } finally {
      runs.forEach(SampledRun::close);
    }
  }

  /**
   * Bytes.
   *
   * @param state of all blocks
   * @param heap that a run holds
   */
  private record Memory(long state, long heap) {
    private static final long SMALL = 1L << 20;

    /** Whether the state is more than the parts that every run has. */
    boolean isLarge() {
      return state > SMALL;
    }

    double ratio() {
      return (double) heap / state;
    }
  }

  private Memory memory(String name, int m, int lowerDim) {
    long[] before = new long[1];
    BiFunction<DualSide.Kind, Boolean, QuadraticProblem> large =
        (kind, lower) -> {
          QuadraticProblem problem = ManyBlocks.large(kind, lower ? lowerDim : 0, m);
          before[0] = used(); // its losses are not the run's
          return problem;
        };
    try (SampledRun<?> run = SampledRun.of(name, large, SAMPLED)) {
      run.fresh(laps);
      return new Memory(run.allBytes(), used() - before[0]);
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime r = Runtime.getRuntime();
    return r.totalMemory() - r.freeMemory();
  }
}
