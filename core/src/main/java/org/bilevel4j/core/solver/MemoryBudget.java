package org.bilevel4j.core.solver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.bilevel4j.core.math.Storage;
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
  private final Storage storage;
  private final Map<String, Double> bytes = new LinkedHashMap<>();

  /**
   * Nothing kept yet.
   *
   * @param solver its name
   * @param params its parameters; the one that says how many blocks a step samples is looked for
   * @param steps planned
   * @param heap bytes there are
   * @param storage how state of blocks is kept
   */
  public MemoryBudget(
      String solver,
      BilevelProblem problem,
      Record params,
      long steps,
      long heap,
      Storage storage) {
    this.solver = solver;
    this.problem = problem;
    this.heap = heap;
    this.storage = storage;
    double perStep =
        Sampler.among(params).map(s -> (double) s.size()).orElse((double) problem.blocks());
    this.touched = Math.min(1, perStep * steps / problem.blocks());
  }

  /**
   * Takes note of something that will be kept.
   *
   * @param what in the plural
   * @param numbers how many for a block once it is touched
   * @param cure what keeps less; may be empty
   * @throws UserError with the bytes, when the heap cannot hold this and what was said before
   */
  void keeps(String what, IntToLongFunction numbers, String cure) {
    double all = 0;
    for (int i = 0; i < problem.blocks(); i++) {
      all += numbers.applyAsLong(i);
    }
    double now = bytes.merge(what, all * touched * storage.bytes(), Double::sum);
    double sum = bytes.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sum > heap) {
      String others = sum > now ? ", with all other state of blocks " + (long) sum : "";
      throw new UserError(
          solver
              + ": the "
              + take(what)
              + others
              + ", more than the "
              + heap
              + " of the heap can hold.",
          "a larger heap (-Xmx)"
              + (storage == Storage.FLOAT64 ? ", storage 'float32'" : "")
              + (cure.isEmpty() ? "" : ", or " + cure)
              + ".");
    }
  }

  private String take(String what) {
    return String.format(
        "%s of '%s' take %d bytes",
        what, problem.name(), bytes.getOrDefault(what, 0.0).longValue());
  }

  /** What is large, one sentence each. */
  public List<String> remarks() {
    return bytes.keySet().stream()
        .filter(what -> bytes.getOrDefault(what, 0.0) >= WORTH_A_REMARK)
        .map(what -> "the " + take(what) + ".")
        .toList();
  }
}
