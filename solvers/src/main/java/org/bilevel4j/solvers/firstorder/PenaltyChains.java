package org.bilevel4j.solvers.firstorder;

import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Visit;

/**
 * The state of {@link Fosl}: the chain at sigma and, for Richardson's extrapolation, the one at 2
 * sigma. What is shown: x extrapolated from both, z_i and alpha of the chain with the larger
 * multiplier; {@link #x} is the chain at sigma.
 */
public record PenaltyChains(
    PenaltyChain chain,
    @Visit("twice") Optional<PenaltyChain> twice,
    @Visit(skip = true) ConvexSet upperSet)
    implements SolverState {
  @Override
  public Vec x() {
    return chain.x();
  }

  @Override
  public void currentX(Vec out) {
    chain.currentX(out);
    if (twice.isPresent()) {
      Vec further = twice.get().x().copy();
      twice.get().currentX(further);
      out.scale(-1);
      out.axpy(2, further);
      upperSet.project(out);
    }
  }

  @Override
  public Optional<Blocks> lower() {
    return Optional.of(twice.orElse(chain).z());
  }

  @Override
  public Dual dual() {
    return twice.orElse(chain).alpha().value();
  }
}
