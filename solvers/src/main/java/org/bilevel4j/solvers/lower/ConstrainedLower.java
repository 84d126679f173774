package org.bilevel4j.solvers.lower;

import java.util.stream.IntStream;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.UserError;

/**
 * A lower level that is constrained, by sets or functionally: y_i*(x) and its multipliers mu_i by
 * the problem's own solver, warm. Where nothing constrains y there is none, and nothing is kept.
 */
public final class ConstrainedLower implements StatePart {
  private final boolean exists;
  private final Blocks multipliers;
  private final long[] unsolved = new long[1];

  private ConstrainedLower(boolean exists, Blocks multipliers) {
    this.exists = exists;
    this.multipliers = multipliers;
  }

  /**
   * What constrains the lower level of a problem.
   *
   * @param who the solver's name
   * @throws UserError where something does, and the problem has no solver of its own
   */
  public static ConstrainedLower of(String who, ProblemShape problem) {
    boolean exists =
        problem.lowerConstraints().isPresent()
            || IntStream.range(0, problem.blocks()).anyMatch(i -> !problem.lowerSet(i).isAll());
    if (exists && problem.lowerSolver().isEmpty()) {
      throw new UserError(
          who
              + ": the lower level of '"
              + problem.name()
              + "' is constrained, and the problem has no solver of its own for it.",
          "give the problem a lowerSolver().");
    }
    return new ConstrainedLower(exists, Blocks.state(rows(problem)));
  }

  /** p_i + q_i of every block. */
  public static Dims rows(ProblemShape problem) {
    return problem
        .lowerConstraints()
        .map(c -> Dims.of(IntStream.range(0, problem.blocks()).map(c::rows).toArray()))
        .orElse(Dims.uniform(problem.blocks(), 0));
  }

  /** Whether anything constrains y. */
  public boolean exists() {
    return exists;
  }

  /** The path's newest iterate becomes y_i*(x). */
  public void solve(Step k, LowerTrajectory y, double tolerance) {
    unsolved[0] += y.solve(k.problem().lowerSolver().orElseThrow(), multipliers, tolerance);
  }

  /** Shows the multipliers, and how many solves missed their tolerance. */
  @Override
  public void visit(StateVisitor v) {
    v.blocks("mu", multipliers);
    v.counters("unsolved", unsolved);
    if (unsolved[0] > 0) {
      v.remark(unsolved[0] + " solves of a constrained lower level missed their tolerance.");
    }
  }
}
