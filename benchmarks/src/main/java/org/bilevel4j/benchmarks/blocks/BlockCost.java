package org.bilevel4j.benchmarks.blocks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.solver.Capability;
import org.bilevel4j.core.solver.Solver;

/**
 * Time per step against the number of blocks m, 16 blocks sampled per step.
 *
 * <pre>{@code
 * java ... org.bilevel4j.benchmarks.blocks.BlockCost [solver ...]
 * }</pre>
 *
 * A table in Markdown.
 *
 * <ul>
 *   <li>state: bytes of state a step reads, the same for every m;
 *   <li>warm: a step whose blocks are among a few sets that come again and again, so that caches
 *       hold their state whatever m is; the ratio to the smallest m shows what depends on m;
 *   <li>fresh: a step of the engine with new blocks each time, rare work of size m included;
 *   <li>read: reading the state of as many new blocks once and nothing else, which is what the
 *       memory costs at this m.
 * </ul>
 *
 * Times are CPU time of the one thread that runs, the least of several laps that take all sizes in
 * turn.
 */
public final class BlockCost {
  private static final int SAMPLED = 16;

  private final int steps;
  private final int laps;
  private final PrintStream out;

  BlockCost(int steps, int laps, PrintStream out) {
    this.steps = steps;
    this.laps = laps;
    this.out = out;
  }

  /** All solvers that can sample blocks. */
  static List<String> samplers() {
    return Catalogue.load(Solver.KIND).entries().stream()
        .filter(e -> Capability.of(e.component()).contains(Capability.BLOCK_SAMPLING))
        .map(Entry::name)
        .toList();
  }

  /** Prints the table for the solvers named, or for all that sample blocks. */
  public static void main(String[] solvers) {
    List<String> names = solvers.length > 0 ? Arrays.asList(solvers) : samplers();
    new BlockCost(10_000, 5, System.out).table(names, 100, 10_000, 1_000_000);
  }

  void table(List<String> names, int... sizes) {
    out.println("| solver | x | m | state, bytes | warm, us | ratio | fresh, us | read, us |");
    out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (String name : names) {
      for (boolean local : new boolean[] {false, true}) {
        rows(name, local, sizes);
      }
    }
  }

  private void rows(String name, boolean local, int... sizes) {
    List<SampledRun<?>> runs = new ArrayList<>();
    try {
      for (int m : sizes) {
        runs.add(
            SampledRun.of(name, (kind, lower) -> ManyBlocks.of(kind, lower, m, local), SAMPLED));
      }
      double[][] least = new double[sizes.length][3];
      for (int lap = 0; lap < laps; lap++) {
        for (int r = 0; r < sizes.length; r++) {
          SampledRun<?> run = runs.get(r);
          least[r][0] = better(least[r][0], run.warm(steps), lap);
          least[r][1] = better(least[r][1], run.fresh(steps), lap);
          least[r][2] = better(least[r][2], run.read(steps, lap), lap);
        }
      }
      for (int r = 0; r < sizes.length; r++) {
        out.printf(
            Locale.ROOT,
            "| %s | %s | %d | %d | %.2f | %.2f | %.2f | %.2f |%n",
            name,
            local ? "local parts" : "shared",
            sizes[r],
            runs.get(r).bytes(),
            least[r][0],
            least[r][0] / least[0][0],
            least[r][1],
            least[r][2]);
      }
    } finally {
      runs.forEach(SampledRun::close);
    }
  }

  private static double better(double before, double now, int lap) {
    return lap == 0 ? now : Math.min(before, now);
  }
}
