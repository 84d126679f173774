package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.Step;

/**
 * Adam (Kingma, Ba 2015) on one vector per block, with the constants of its paper.
 *
 * <pre>
 * m := 0.9 m + 0.1 g,  s := 0.999 s + 0.001 g^2 (entry by entry),  t counts the block's steps
 * direction  [m / (1 - 0.9^t)] / (sqrt(s / (1 - 0.999^t)) + 1e-8)
 * </pre>
 *
 * @param mean m of every block
 * @param square s of every block
 * @param steps t of every block
 */
public record Adam(Blocks mean, Blocks square, long[] steps) implements StatePart {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double TINY = 1e-8;

  /** Averages at zero. */
  public static Adam start(Step k, Dims dims) {
    String what = "averages of adam";
    return new Adam(k.state(what, dims), k.state(what, dims), new long[dims.blocks()]);
  }

  /**
   * The directions to step along, for the blocks of g.
   *
   * @param g the gradients, not modified
   * @return the caller's until the step ends
   */
  public Blocks through(Step k, Blocks g) {
    Blocks out = k.blocks(g.set(), g.dims());
    for (int p = 0; p < g.set().size(); p++) {
      int id = g.set().id(p);
      steps[id]++;
      direction(g.atPosition(p), mean.at(id), square.at(id), steps[id], out.atPosition(p));
    }
    return out;
  }

  private static void direction(Vec g, Vec m, Vec s, long t, Vec out) {
    double first = 1 - StrictMath.pow(FIRST, t);
    double second = 1 - StrictMath.pow(SECOND, t);
    for (int j = 0; j < g.dim(); j++) {
      double slope = g.get(j);
      m.set(j, FIRST * m.get(j) + (1 - FIRST) * slope);
      s.set(j, SECOND * s.get(j) + (1 - SECOND) * slope * slope);
      out.set(j, m.get(j) / first / (Math.sqrt(s.get(j) / second) + TINY));
    }
  }
}
