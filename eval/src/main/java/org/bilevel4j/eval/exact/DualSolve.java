package org.bilevel4j.eval.exact;

import java.util.Arrays;
import java.util.Optional;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.set.ConvexSet;

/**
 * The maximiser of f_i in alpha_i, or of the mean or sum of f_i in a shared alpha, by {@link
 * ProjectedGradient} on the negative; f_i must be concave in alpha. Simplex weights need none of
 * it: their maximiser puts everything on the largest f_i.
 */
final class DualSolve {
  private final EvaluationOracle own;
  private final ExactOptions options;
  private final Vec x;
  private final Blocks y;

  /**
   * What came out.
   *
   * @param dual the maximiser
   * @param reached whether the tolerance was reached in every block
   */
  record Solution(Dual dual, boolean reached) {}

  DualSolve(EvaluationOracle own, ExactOptions options, Vec x, Blocks y) {
    this.own = own;
    this.options = options;
    this.x = x;
    this.y = y;
  }

  /**
   * Solves.
   *
   * @param start where to begin, not modified; none means 0
   */
  Solution solve(Dual start) {
    Optional<Dims> dims = dims();
    if (dims.isEmpty()) {
      return new Solution(Dual.none(), true);
    }
    Blocks alpha = copy(dims.get(), start);
    BlockGradients losses = losses();
    boolean[] reached = new boolean[alpha.set().blocks()];
    Arrays.fill(reached, true);
    new ProjectedGradient(
            losses, alpha, losses.scales(alpha.set(), alpha), reached, new double[reached.length])
        .solve(alpha.set(), options.dualTolerance(), options.gradientSteps());
    boolean all = true;
    for (boolean r : reached) {
      all &= r;
    }
    return new Solution(dual(alpha), all);
  }

  /** The largest ||alpha - P_A(alpha + grad_alpha f)|| over blocks; 0 without a dual. */
  double gap(Dual at) {
    Optional<Dims> dims = dims();
    if (dims.isEmpty()) {
      return 0;
    }
    Blocks alpha = copy(dims.get(), at);
    BlockGradients losses = losses();
    Blocks g = losses.gradients(alpha.set(), alpha);
    double worst = 0;
    for (int i = 0; i < alpha.set().size(); i++) {
      worst = Math.max(worst, BlockGradients.residual(losses.set(i), alpha.at(i), g.at(i)));
    }
    return worst;
  }

  private boolean isShared() {
    return own.problem().dualSide() instanceof DualSide.Shared;
  }

  private Optional<Dims> dims() {
    if (own.problem().dualSide() instanceof DualSide.PerBlock p) {
      return Optional.of(p.dims());
    }
    return own.problem().dualSide() instanceof DualSide.Shared s
        ? Optional.of(Dims.uniform(1, s.dim()))
        : Optional.empty();
  }

  private static Blocks copy(Dims dims, Dual from) {
    Blocks alpha = Blocks.zeros(BlockSet.all(dims.blocks()), dims);
    for (int i = 0; i < dims.blocks(); i++) {
      if (!(from instanceof Dual.None) && from.at(i).isFinite()) {
        alpha.at(i).copyFrom(from.at(i));
      }
    }
    return alpha;
  }

  private Dual dual(Blocks alpha) {
    return isShared() ? new Dual.Shared(alpha.at(0)) : new Dual.PerBlock(alpha);
  }

  /** The negative gradients. */
  private BlockGradients losses() {
    return new BlockGradients() {
      @Override
      public Blocks gradients(BlockSet set, Blocks at) {
        own.reset();
        Blocks g = Blocks.zeros(set, at.dims());
        if (isShared()) {
          own.upper(own.all(), x, y, dual(at))
              .addGradSharedDual(own.problem().aggregate().weights(own.all()).times(-1), g.at(0));
        } else {
          g.axpy(-1, own.upper(set, x, y, dual(at)).gradDual());
        }
        return g;
      }

      @Override
      public ConvexSet set(int block) {
        return own.problem().dualSet(block);
      }
    };
  }
}
