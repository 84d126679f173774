package org.bilevel4j.benchmarks.race;

import org.bilevel4j.core.oracle.ForwardingOracle;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.Oracle;

/** A problem whose answers are timed. */
final class PhasedProblem extends DelegatingProblem {
  private final BilevelProblem problem;
  private final PhaseClock clock;

  PhasedProblem(BilevelProblem problem, PhaseClock clock) {
    super(problem);
    this.problem = problem;
    this.clock = clock;
  }

  @Override
  public Oracle open(Workspace workspace) {
    return ForwardingOracle.of(problem.open(workspace), clock);
  }
}
