package org.bilevel4j.core.stack;

import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.util.UserError;

/**
 * Whether a solver gets the blocks of a problem stacked into one, as text: "none", "mean", or fixed
 * weights like "0.2, 0.8".
 *
 * @param stacks whether it does
 * @param weights one for each block; empty means the mean
 */
public record Stacking(boolean stacks, List<Double> weights) {
  /** Copies the list. */
  public Stacking {
    weights = List.copyOf(weights);
  }

  /** The blocks as they are. */
  public static Stacking none() {
    return new Stacking(false, List.of());
  }

  /**
   * Reads one; {@link #toString} writes it.
   *
   * @throws UserError when the text says none
   */
  public static Stacking parse(String text) {
    String t = text.trim();
    if (t.equals("none") || t.equals("mean")) {
      return new Stacking(t.equals("mean"), List.of());
    }
    try {
      List<Double> weights =
          Arrays.stream(t.split(",")).map(w -> Double.valueOf(w.trim())).toList();
      return new Stacking(true, weights);
    } catch (NumberFormatException e) {
      throw new UserError(
          "stack = '" + text + "' must be 'none', 'mean', or one weight per block: '0.2, 0.8'.");
    }
  }

  /** The problem a solver gets. */
  public BilevelProblem of(BilevelProblem problem) {
    if (!stacks) {
      return problem;
    }
    return weights.isEmpty()
        ? StackedProblem.mean(problem)
        : StackedProblem.weighted(
            problem, Vec.wrap(weights.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  /** A snapshot of a run on a problem as the unstacked problem sees it. */
  public static Snapshot unstacked(BilevelProblem problem, Snapshot snapshot) {
    return problem instanceof StackedProblem s ? s.unstack(snapshot) : snapshot;
  }

  @Override
  public String toString() {
    if (weights.isEmpty()) {
      return stacks ? "mean" : "none";
    }
    String list = weights.toString();
    return list.substring(1, list.length() - 1);
  }
}
