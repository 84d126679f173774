package org.bilevel4j.solvers.updates;

import java.util.Optional;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.lower.TrajectoryRule;

/**
 * What the optimisers of deep-learning frameworks do with the gradients of x and of y before they
 * step: options of solvers whose papers have none, all off by default.
 *
 * <pre>
 * g := g + weightDecay * variable, then
 * heavy-ball  buffer := mu * buffer + g, the step follows the buffer; mu = 0: it follows g
 * adam        the step follows {@link Adam}
 * </pre>
 *
 * @param x mu of x
 * @param y mu of y
 * @param weightDecay of x and y
 * @param lowerRule of y
 */
public record Momentum(
    @Param(value = "heavy-ball momentum of x, 0 in the paper", range = "in [0, 1)") double x,
    @Param(value = "heavy-ball momentum of y, 0 in the paper", range = "in [0, 1)") double y,
    @Param(
            value = "what of x and y is added to their gradients, 0 in the paper",
            range = "at least 0")
        double weightDecay,
    @Param("steps of y: heavy-ball (with momentum 0 the paper's) or adam") LowerRule lowerRule) {

  /** How y follows its gradients. */
  public enum LowerRule {
    /** Along the gradient, or a heavy ball. */
    HEAVY_BALL,
    /** Along Adam's direction, as the sinusoid script steps its heads. */
    ADAM
  }

  /** Checks the ranges. */
  public Momentum {
    Args.within(0, Math.nextDown(1.0), x, "x");
    Args.within(0, Math.nextDown(1.0), y, "y");
    Args.nonNegative(weightDecay, "weightDecay");
    if (lowerRule == LowerRule.ADAM && y > 0) {
      throw new UserError(
          "momentum.y is " + y + ", but lowerRule=adam has a momentum of its own.",
          "momentum.y=0, or lowerRule=heavy-ball.");
    }
  }

  /** No momentum, no decay. */
  public static Momentum none() {
    return new Momentum(0, 0, 0, LowerRule.HEAVY_BALL);
  }

  /** What an estimator that unrolls has to know of the steps of y. */
  public TrajectoryRule rule() {
    return new TrajectoryRule(y, weightDecay);
  }

  /**
   * Refuses estimators that unroll and do not see what y does: one that carries a derivative from
   * iteration to iteration has none of the buffer, and none follows Adam from step to step.
   *
   * @throws UserError naming the estimator
   */
  public void requireFollowed(Hypergradient estimator) {
    String who = "estimator '" + Hypergradient.format(estimator) + "'";
    if (y > 0 && estimator.continues()) {
      throw new UserError(
          who + " carries no derivative of a momentum, but momentum.y is " + y + ", not 0.",
          "estimator 'reverse' or 'forward', which follow the momentum within a step.");
    }
    if (lowerRule == LowerRule.ADAM && estimator.chains()) {
      throw new UserError(
          who
              + " takes derivatives from one lower step to the next, which it cannot past"
              + " momentum.lowerRule=adam.",
          "lowerRule=heavy-ball, or an estimator that does not, 'cg' or 'one-step' say.");
    }
  }

  /** Fresh buffers for variables like these, which are not modified. */
  public Buffers start(Step k, Vec upper, Blocks lower) {
    boolean isAdam = lowerRule == LowerRule.ADAM;
    return new Buffers(
        weightDecay,
        HeavyBall.of(x, upper.dim()),
        HeavyBall.PerBlock.start(k, y, lower.dims()),
        isAdam ? Optional.of(Adam.start(k, lower.dims())) : Optional.empty());
  }

  /**
   * The buffers of a run.
   *
   * @param weightDecay what of a variable is added to its gradient
   * @param x of the upper variable
   * @param y of the lower variables
   * @param adam of the lower variables, in the place of y
   */
  public record Buffers(
      @Visit(skip = true) double weightDecay,
      @Visit("momentum.x") HeavyBall x,
      @Visit("momentum.y") HeavyBall.PerBlock y,
      @Visit("adam") Optional<Adam> adam)
      implements StatePart {

    /**
     * The direction that x steps along.
     *
     * @param g the gradient, not modified
     * @param at x, not modified
     * @return g itself with all options off; read-only
     */
    public Vec upper(Step k, Vec g, Vec at) {
      Vec h = g;
      if (weightDecay > 0) {
        h = k.vec(at.dim());
        h.axpy(1, g);
        h.axpy(weightDecay, at);
      }
      return x.through(h);
    }

    /**
     * The directions that y steps along, for the blocks of g.
     *
     * @param g the gradients, not modified
     * @param at y, not modified
     * @return g itself with all options off; read-only
     */
    public Blocks lower(Step k, Blocks g, Blocks at) {
      Blocks h = new TrajectoryRule(0, weightDecay).decayed(k, g, at);
      return adam.isPresent() ? adam.get().through(k, h) : y.through(h);
    }
  }
}
