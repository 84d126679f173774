package org.bilevel4j.core.solver;

import java.util.Optional;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Aggregate;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.UpperPoints;

/** Which validation value steers a run: its best iterate, target, stall and plateaus. */
public enum WatchedValue {
  /**
   * What the problem asks for, the same for every solver: max_i f_i for a worst case over blocks,
   * stacked or not, otherwise the mean of f_i, or their sum where the problem says so.
   */
  OBJECTIVE,
  /** sum_i lambda_i f_i with the solver's current weights; the objective's where it has none. */
  WEIGHTED;

  /** The value in words, for instance "max_i f_i". */
  public String words(BilevelProblem problem) {
    if (this == WEIGHTED) {
      return "sum_i lambda_i f_i with the solver's current lambda";
    }
    if (problem.isWorstCase()) {
      return "max_i f_i";
    }
    return problem.aggregate() == Aggregate.SUM ? "sum of f_i" : "mean of f_i";
  }

  /**
   * The value.
   *
   * @param values f_i of all blocks; not modified
   * @param objectives the losses that the objective is made of, see {@link UpperPoints#objectives};
   *     not modified
   * @param weights lambda (m), where the solver has them; not modified
   */
  public double of(BilevelProblem problem, Vec values, Vec objectives, Optional<Vec> weights) {
    Vec f = this == WEIGHTED ? values : objectives;
    if (this == OBJECTIVE && problem.isWorstCase()) {
      return f.max();
    }
    double even = 1.0 / problem.aggregate().divisor(f.dim());
    double sum = 0;
    for (int i = 0; i < f.dim(); i++) {
      double weight = this == WEIGHTED && weights.isPresent() ? weights.get().get(i) : even;
      sum += weight * f.get(i);
    }
    return sum;
  }
}
