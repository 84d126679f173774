package org.bilevel4j.testkit;

import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * States reference problems in another way: with the same variables, sets, rows, upper losses and
 * lower solutions y_i*(x), by other lower losses or another oracle.
 */
@FunctionalInterface
public interface Posing {
  /** The reference problems themselves. */
  Posing PLAIN = problem -> problem;

  /** A reference problem, stated. */
  BilevelProblem of(QuadraticProblem problem);
}
