package org.bilevel4j.solvers.bilevel;

import com.google.auto.service.AutoService;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.estimators.Adjoint;
import org.bilevel4j.solvers.estimators.ConjugateGradient;
import org.bilevel4j.solvers.estimators.EstimatorBatch;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.lower.ConstrainedLower;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * BSG: bilevel stochastic gradient, the lower level free or constrained.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),
 *           y_i*(x) = argmin { g_i(x, y) : y in Y_i, P_i(x, y) <= 0, Q_i(x, y) = 0 }
 * step k    T_k times  y_i :=  y_i - eta_y grad_y g_i(x, y_i), fresh rows each             (G1)
 *           or, where something constrains y,
 *           (y_i, mu_i)    :=  y_i*(x) and its multipliers, by the problem's own solver    (G1')
 *           h              ~   (1/m) sum_i grad f_i(., y_i*(.)) at x, as the estimator makes it:
 *                              cg, exact, finite-difference-cg, rank-one; kkt with constraints (G2)
 *           x              :=  P_X[ x - eta_x h ]                                           (G3)
 *           T_k            =   T; or growing, min(T, 1 + floor(k / period)); or by accuracy: one
 *                              more, up to T, when mean f moved less than threshold in a step (G4)
 * symbols   x, h (d_x) | y_i (d_i), warm | mu_i (p_i + q_i), 0 at first | eta_x ~ k^-1/2
 * cost      per step and block: T_k grad_y g (none where G1' is made), 1 gradient of f, the
 *           estimator's products; with accuracy 1 value of f; the problem's own solver is not counted
 * memory    d_x + sum_i (d_i + p_i + q_i) and what the estimator keeps
 * assumes   g_i strongly convex in y; with constraints LICQ and strict complementarity, whose
 *           failures kkt counts in the state; "unsolved" counts solves that missed their tolerance
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "bsg",
    title = "bilevel stochastic gradient, the lower level free or constrained",
    source = "Giovannelli, Kent, Vicente 2021 (BSG)",
    differs =
        "several blocks are an extension; a constrained lower level is solved on all rows by "
            + "the problem's own solver, where the paper makes stochastic steps")
public record Bsg(
    @Param(role = Role.STEP_UPPER, symbol = "eta_x") Schedule etaX,
    @Param(role = Role.STEP_LOWER, symbol = "eta_y") Schedule etaY,
    @Param(value = "lower steps, or a bound of them", role = Role.INNER_STEPS, symbol = "T")
        int lowerSteps,
    @Param("constant, growing, or accuracy: more when the upper loss hardly moves") Length length,
    @Param(value = "growing: one lower step more every so many steps", range = "at least 1")
        int period,
    @Param(value = "accuracy: what counts as hardly moving", range = "at least 0") double threshold,
    @Param("how the implicit derivative is made: kkt where y is constrained")
        Hypergradient estimator,
    @Param(value = "tolerance of the problem's own solver", range = "at least 0") double tolerance,
    @Param("rows of each lower step per block") Batch lowerBatch,
    @Param("rows of the upper loss per block") Batch upperBatch)
    implements Solver<Bsg.State> {

  /** Checks the ranges. */
  public Bsg {
    Args.atLeast(1, lowerSteps, "lowerSteps");
    Args.atLeast(1, period, "period");
    Args.nonNegative(threshold, "threshold");
    Args.nonNegative(tolerance, "tolerance");
  }

  /** Up to thirty lower steps by accuracy, for curvatures about 1. */
  public Bsg() {
    this(
        Schedule.power(0.2, 0.5),
        Schedule.constant(0.5),
        30,
        Length.ACCURACY,
        100,
        1e-2,
        new ConjugateGradient(10, 1e-10, false, EstimatorBatch.likeLower()),
        1e-10,
        Batch.of(64),
        Batch.of(64));
  }

  /** How many lower steps a step makes. */
  public enum Length {
    /** T in every step. */
    CONSTANT,
    /** One more every so many steps, up to T. */
    GROWING,
    /** One more, up to T, whenever the upper loss hardly moved. */
    ACCURACY
  }

  /** x, y_i, mu_i, what the estimator keeps, and (G4): T_k with the mean of f before. */
  public record State(
      Vec x,
      Blocks y,
      @Visit("constrained") ConstrainedLower constrained,
      @Visit("estimator") Adjoint adjoint,
      double[] accuracy)
      implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    Set<Trait> traits = EnumSet.of(Trait.UPPER_SET);
    if (estimator.servesConstraints()) {
      traits.add(Trait.LOWER_SET);
      traits.add(Trait.LOWER_CONSTRAINTS);
    }
    Set<OracleCall> calls = EnumSet.of(OracleCall.LOWER_GRAD_Y);
    if (length == Length.ACCURACY) {
      calls.add(OracleCall.UPPER_VALUE);
    }
    return Requirements.of(Set.of(DualSide.Kind.NONE), traits, calls).and(estimator.calls());
  }

  @Override
  public Cost cost() {
    int free = length == Length.CONSTANT ? lowerSteps : 1;
    int fewest = estimator.servesConstraints() ? 0 : free; // (G1') makes none
    Cost steps =
        estimator
            .cost(fewest)
            .upTo(estimator.cost(lowerSteps))
            .and(OracleCall.LOWER_GRAD_Y, fewest, lowerSteps);
    return length == Length.ACCURACY ? steps.and(OracleCall.UPPER_VALUE, 1) : steps;
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    ConstrainedLower constrained = ConstrainedLower.of("bsg", k.problem());
    double[] accuracy = {1, Double.NaN};
    return new State(x, k.startLower(x), constrained, estimator.start(k), accuracy);
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    LowerTrajectory y = LowerTrajectory.from(k, all, s.x, s.y, lowerBatch);
    if (s.constrained.exists()) {
      s.constrained.solve(k, y, tolerance); // (G1')
    } else {
      for (int t = 0; t < lowerSteps(s, k); t++) {
        y.descend(etaY.at(k), y.points().gradY()); // (G1)
      }
    }
    UpperPoints f = y.upper(k.draw(Purpose.UPPER, upperBatch));
    if (length == Length.ACCURACY) {
      double value = f.values().sum() / k.problem().aggregate().divisor(all.size());
      boolean still = Math.abs(value - s.accuracy[1]) < threshold;
      s.accuracy[0] = Math.min(lowerSteps, s.accuracy[0] + (still ? 1 : 0)); // (G4)
      s.accuracy[1] = value;
    }
    Vec h = s.adjoint.direction(k, y, f, k.weights(all)); // (G2)
    k.descend(s.x, etaX.at(k), h); // (G3)
    s.y.copyFrom(y.last());
  }

  private long lowerSteps(State s, Step k) {
    return switch (length) {
      case CONSTANT -> lowerSteps;
      case GROWING -> Math.min(lowerSteps, 1 + k.index() / period);
      case ACCURACY -> (long) s.accuracy[0];
    };
  }
}
