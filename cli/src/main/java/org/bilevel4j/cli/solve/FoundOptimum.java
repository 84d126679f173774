package org.bilevel4j.cli.solve;

import java.util.Optional;
import java.util.OptionalDouble;
import org.bilevel4j.core.application.KnownOptimum;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.quadratic.QuadraticOptimum;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;

/** An exact solution as what runs are measured against, sets of x and duals included. */
final class FoundOptimum implements KnownOptimum {
  private final QuadraticSolution solution;
  private final QuadraticOptimum optimum;
  private final boolean worst;

  FoundOptimum(QuadraticProblem problem, QuadraticOptimum optimum) {
    this.solution = new QuadraticSolution(problem);
    this.optimum = optimum;
    this.worst = problem.dualSide() instanceof DualSide.Simplex;
  }

  @Override
  public Vec minimiser() {
    return optimum.x();
  }

  @Override
  public double gap(Vec x) {
    Vec values = solution.values(x);
    return (worst ? values.max() : values.sum() / values.dim()) - optimum.value();
  }

  @Override
  public OptionalDouble worstGap(Vec x) {
    return worst ? OptionalDouble.of(gap(x)) : OptionalDouble.empty();
  }

  @Override
  public OptionalDouble weightsGap(Vec x, Optional<Vec> weights) {
    if (!worst) {
      return OptionalDouble.empty();
    }
    Vec values = solution.values(x);
    return OptionalDouble.of(values.max() - values.dot(weights.orElseGet(() -> uniform(values))));
  }

  @Override
  public double gradientNorm(Vec x, Optional<Vec> weights) {
    return solution.gradient(x, weights.orElseGet(() -> uniform(solution.values(x)))).norm();
  }

  private static Vec uniform(Vec like) {
    Vec mean = Vec.zeros(like.dim());
    mean.fill(1.0 / mean.dim());
    return mean;
  }
}
