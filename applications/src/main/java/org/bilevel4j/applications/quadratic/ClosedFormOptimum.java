package org.bilevel4j.applications.quadratic;

import java.util.Optional;
import java.util.OptionalDouble;
import org.bilevel4j.core.application.KnownOptimum;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.ReducedQuadratic;

/** The closed form of a quadratic problem. */
final class ClosedFormOptimum implements KnownOptimum {
  private final ReducedQuadratic reduced;
  private final Vec minimiser;
  private final double least;
  private final OptionalDouble leastWorst;

  ClosedFormOptimum(QuadraticProblem problem) {
    this.reduced = new ReducedQuadratic(problem);
    this.minimiser = reduced.minimiser();
    this.least = reduced.value(minimiser);
    this.leastWorst =
        problem.dualSide().kind() == DualSide.Kind.SHARED
            ? OptionalDouble.empty()
            : OptionalDouble.of(reduced.values(reduced.worstMinimiser()).max());
  }

  @Override
  public Vec minimiser() {
    return minimiser;
  }

  @Override
  public double gap(Vec x) {
    return reduced.value(x) - least;
  }

  @Override
  public OptionalDouble worstGap(Vec x) {
    return leastWorst.isEmpty()
        ? leastWorst
        : OptionalDouble.of(reduced.values(x).max() - leastWorst.getAsDouble());
  }

  @Override
  public OptionalDouble weightsGap(Vec x, Optional<Vec> weights) {
    if (leastWorst.isEmpty()) {
      return leastWorst;
    }
    Vec values = reduced.values(x);
    return OptionalDouble.of(values.max() - values.dot(weights.orElseGet(this::uniform)));
  }

  @Override
  public double gradientNorm(Vec x, Optional<Vec> weights) {
    return reduced.gradient(x, weights.orElseGet(this::uniform)).norm();
  }

  private Vec uniform() {
    Vec w = Vec.zeros(reduced.objectives().size());
    w.fill(1.0 / w.dim());
    return w;
  }
}
