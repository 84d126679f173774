package org.bilevel4j.solvers.estimators;

import java.util.Optional;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.KnownHessians;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;

/**
 * Moving averages s_i of Hessians, of MMB v1 and of the estimator {@code averaged-hessian}.
 *
 * <pre>
 * s_i := (1 - beta_1) s_i + beta_1 grad2_yy g_i(B'_i)
 * </pre>
 *
 * <p>Where the problem knows its Hessians s_i is grad2_yy g_i from the start, wherever it is said
 * to start: nothing is asked, averaged or kept.
 *
 * @param newWeight beta_1, the weight of the NEW Hessian
 * @param start where s_i starts
 * @param identity the multiple of I
 */
public record HessianAverage(
    @Param(
            value = "weight of the new Hessian in its moving average",
            symbol = "beta_1",
            range = "in [0, 1]")
        Schedule newWeight,
    @Param("s starts with the first batch's Hessian, or with a multiple of I") Start start,
    @Param(value = "that multiple; a lower bound of H", symbol = "mu_g", range = "above 0")
        double identity) {

  /** Where the average of a block starts when the block is first sampled. */
  public enum Start {
    /** At the Hessian of that step's batch. */
    FIRST_BATCH,
    /** At a multiple of the identity. */
    IDENTITY
  }

  /** Checks the range. */
  public HessianAverage {
    Args.positive(identity, "identity");
  }

  /** A constant weight, started with the first batch. */
  public static HessianAverage of(double newWeight) {
    return new HessianAverage(Schedule.constant(newWeight), Start.FIRST_BATCH, 1);
  }

  /** The averages of a run, no block touched yet. */
  public Tracked track(Step k) {
    Dims dims = k.problem().lowerDims();
    if (k.problem().lowerHessians().isPresent()) {
      return new Tracked(this, Blocks.state(Dims.uniform(dims.blocks(), 0)));
    }
    k.keeps(
        "averaged Hessians",
        i -> (long) dims.of(i) * dims.of(i),
        "products instead of matrices: solver 'mmb-v2', or estimator 'cg'");
    return new Tracked(this, k.state(dims.squared(), this::begin));
  }

  /** NaN where the first batch decides: nothing may look at such a block before. */
  private void begin(int block, Vec target) {
    if (start == Start.FIRST_BATCH) {
      target.fill(Double.NaN);
      return;
    }
    int d = (int) Math.round(Math.sqrt(target.dim()));
    for (int j = 0; j < d; j++) {
      target.set(j * d + j, identity);
    }
  }

  /** s_i of the blocks sampled so far; of none where the problem knows the Hessians. */
  public static final class Tracked implements StatePart {
    private final HessianAverage p;
    private final Blocks s;
    private final DenseSolves solves = DenseSolves.definite();

    private Tracked(HessianAverage p, Blocks s) {
      this.p = p;
      this.s = s;
    }

    /**
     * s_i^-1 b_i with the OLD s_i.
     *
     * @param g whose Hessians blocks start with that have no s_i yet
     * @param b (d_i), not modified
     */
    public Blocks solve(Step k, LowerPoints g, Blocks b) {
      Optional<KnownHessians> known = k.problem().lowerHessians();
      if (known.isPresent()) {
        return solves.solve(k, known.get(), b);
      }
      Blocks hessian = g.hessianYY();
      for (int at = 0; at < hessian.set().size() && p.start == Start.FIRST_BATCH; at++) {
        int i = hessian.set().id(at);
        if (!s.isTouched(i)) {
          s.at(i).copyFrom(hessian.atPosition(at));
        }
      }
      return solves.solve(k, s, b);
    }

    /** Takes this step's Hessians into the averages. */
    public void add(Step k, LowerPoints g) {
      if (k.problem().lowerHessians().isEmpty()) {
        s.blend(p.newWeight.at(k), g.hessianYY());
      }
    }

    /** Shows the averages and the report on ridges. */
    @Override
    public void visit(StateVisitor v) {
      v.blocks("s", s);
      solves.visit(v);
    }
  }
}
