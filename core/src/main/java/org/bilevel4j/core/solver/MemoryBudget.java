package org.bilevel4j.core.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Sampler;
import org.bilevel4j.core.util.UserError;

/**
 * What the large parts of a state say before step 0 that they will keep: stated in remarks, and
 * refused when the heap cannot hold it, instead of running out of memory after hours. Counted are
 * the blocks that the planned steps can touch.
 */
public final class MemoryBudget {
  private static final long WORTH_A_REMARK = 1L << 20;

  private final String solver;
  private final BilevelProblem problem;
  private final double touched;
  private final long heap;
  private final List<String> remarks = new ArrayList<>();
  private double sum;

  /**
   * Nothing kept yet.
   *
   * @param solver its name
   * @param params its parameters; the one that says how many blocks a step samples is looked for
   * @param steps planned
   * @param heap bytes there are
   */
  public MemoryBudget(String solver, BilevelProblem problem, Record params, long steps, long heap) {
    this.solver = solver;
    this.problem = problem;
    this.heap = heap;
    double perStep =
        Sampler.among(params).map(s -> (double) s.size()).orElse((double) problem.blocks());
    this.touched = Math.min(1, perStep * steps / problem.blocks());
  }

  /**
   * Takes note of something that will be kept.
   *
   * @param what in the plural
   * @param numbers how many doubles for a block once it is touched
   * @param cure what keeps less
   * @throws UserError with the bytes, when the heap cannot hold this and what was said before
   */
  void keeps(String what, IntToLongFunction numbers, String cure) {
    double all = 0;
    for (int i = 0; i < problem.blocks(); i++) {
      all += numbers.applyAsLong(i);
    }
    double bytes = all * touched * Double.BYTES;
    sum += bytes;
    String take = what + " of '" + problem.name() + "' take " + (long) bytes + " bytes";
    if (sum > heap) {
      throw new UserError(
          solver + ": the " + take + ", more than the " + heap + " of the heap can hold.",
          "a larger heap (-Xmx), or " + cure + ".");
    }
    if (bytes >= WORTH_A_REMARK) {
      remarks.add("the " + take + ".");
    }
  }

  /** What is large, one sentence each. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }
}
