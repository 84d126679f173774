package org.bilevel4j.core.check;

import org.bilevel4j.core.oracle.ForwardingOracle;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.Oracle;

/**
 * A problem that watches its user and itself. It throws {@link IllegalStateException}
 *
 * <ul>
 *   <li>when a point is asked after x, y or the dual changed, or after its step or its inner
 *       iteration has ended;
 *   <li>when a read-only answer was changed, at the next question or at the end of the step;
 *   <li>when an argument has the wrong shape, a set is empty, or a call is not offered;
 *   <li>when an answer has the wrong shape, reaches outside the support of the set, or changed the
 *       vector it was asked with.
 * </ul>
 *
 * Answers are those of the wrapped problem, bit for bit.
 */
public final class CheckingProblem extends DelegatingProblem {
  private final BilevelProblem problem;

  /** Watches a problem. */
  public CheckingProblem(BilevelProblem problem) {
    super(problem);
    this.problem = problem;
  }

  @Override
  public Oracle open(Workspace workspace) {
    return ForwardingOracle.of(problem.open(workspace), new BorrowTracker(problem, workspace));
  }
}
