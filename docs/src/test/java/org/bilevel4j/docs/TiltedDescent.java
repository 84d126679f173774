package org.bilevel4j.docs;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.estimators.Adjoint;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.estimators.Neumann;
import org.bilevel4j.solvers.lower.LowerTrajectory;

// region javadoc
/**
 * Tilted descent: weights follow the losses in closed form instead of by ascent.
 *
 * <pre>
 * problem   min_{x in X}  (1/t) log( (1/m) sum_i exp(t f_i(x, y_i*(x))) ),
 *           y_i*(x) = argmin_y g_i(x, y)
 * step k    y_i     :=  y_i - beta_k grad_y g_i(x, y_i)   for all i                (T1)
 *           lambda  :=  softmax(t f_1, ..., t f_m)(x, new y)                       (T2)
 *           h       ~   sum_i lambda_i [ grad_x f_i - J_i H_i^-1 grad_y f_i ]      (T3)
 *           x       :=  P_X [ x - alpha_k h ]                                      (T4)
 * symbols   x (d_x) | y_i (d_i) | lambda (m) | t tilt: 0 is the mean, infinity the worst case
 * cost      per step and block: 1 grad_y g, 1 value and gradient of f, the estimator's products
 * assumes   g_i strongly convex in y
 * </pre>
 */
// endregion
// region params
@AutoService(Component.class)
@Listed(
    name = "tilted-descent",
    title = "weights that follow the losses in closed form",
    source = "Li, Beirami, Sanjabi, Smith, ICLR 2021 (single level)",
    differs = "the bilevel form is ours")
public record TiltedDescent(
    @Param(role = Role.STEP_UPPER, symbol = "alpha") Schedule alpha,
    @Param(role = Role.STEP_LOWER, symbol = "beta") Schedule beta,
    @Param(value = "tilt", symbol = "t", range = "at least 0") double tilt,
    @Param("how the inverse Hessian is applied") Hypergradient estimator,
    @Param("rows per step and block, on both levels") Batch batch)
    implements Solver<TiltedDescent.State> {

  /** Checks the range. */
  public TiltedDescent {
    Args.nonNegative(tilt, "tilt");
  }

  /** The only place where default numbers stand. */
  public TiltedDescent() {
    this(Schedule.constant(0.05), Schedule.constant(0.5), 5, new Neumann(10, 0.5), Batch.of(64));
  }

  // endregion

  // region state
  /** Everything carried from step to step. */
  public record State(Vec x, Vec lambda, Blocks y, @Visit("estimator") Adjoint adjoint)
      implements SolverState {
    @Override
    public Optional<Vec> weights() {
      return Optional.of(lambda);
    }

    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  // endregion

  // region needs
  @Override
  public Requirements requirements() {
    return Requirements.of(
            Set.of(DualSide.Kind.SIMPLEX, DualSide.Kind.NONE),
            Set.of(Requirements.Trait.UPPER_SET),
            Set.of(OracleCall.LOWER_GRAD_Y, OracleCall.UPPER_VALUE))
        .and(estimator.calls());
  }

  @Override
  public Cost cost() {
    return estimator.cost(1).and(OracleCall.LOWER_GRAD_Y, 1).and(OracleCall.UPPER_VALUE, 1);
  }

  // endregion

  // region step
  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    Vec lambda = Vec.zeros(k.blocks());
    lambda.fill(1.0 / k.blocks());
    return new State(x, lambda, k.startLower(x), estimator.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    LowerTrajectory y = LowerTrajectory.from(k, all, s.x, s.y, batch);
    y.descend(beta.at(k), y.points().gradY()); // (T1)
    UpperPoints f = y.upper(k.draw(Purpose.UPPER, batch));
    tilt(s.lambda, f.values()); // (T2)
    Vec h = s.adjoint.direction(k, y, f, Weights.of(s.lambda)); // (T3)
    k.descend(s.x, alpha.at(k), h); // (T4)
    s.y.copyFrom(y.last());
  }

  private void tilt(Vec lambda, Vec losses) {
    double top = losses.max();
    for (int i = 0; i < lambda.dim(); i++) {
      lambda.set(i, StrictMath.exp(tilt * (losses.get(i) - top)));
    }
    lambda.scale(1 / lambda.sum());
  }

  // endregion
}
