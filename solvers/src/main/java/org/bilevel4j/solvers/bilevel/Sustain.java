package org.bilevel4j.solvers.bilevel;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.estimators.RandomTruncation;
import org.bilevel4j.solvers.updates.StormIterates;
import org.bilevel4j.solvers.updates.StormRate;

/**
 * SUSTAIN: single-loop descent with variance-reduced (STORM) directions of x and y, the inverse
 * Hessian by random truncation.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 *           h(x, y) ~ (1/m) sum_i [ grad_x f_i - (grad2_xy g_i)(grad2_yy g_i)^-1 grad_y f_i ],
 *           inverse by random truncation; one truncation length at both points
 * step k    d     :=  h(x, y; B) + (1 - a_k) (d - h(x_prev, y_prev; B))                  (M1)
 *           u_i   :=  grad_y g_i(x, y_i; B')
 *                    + (1 - b_k) (u_i - grad_y g_i(x_prev, y_prev,i; B'))                 (M2)
 *           x     :=  P_X[ x - gamma eta_k d ]                                           (M3)
 *           y_i   :=  y_i - lambda eta_k u_i                                             (M4)
 *           the paper's lines, written from the estimate of a step to its move
 * symbols   x, d (d_x) | y_i, u_i (d_i) | eta_k = c (m0 + k)^-1/3, a_k = min(1, c1 eta_{k-1}^2),
 *           b_k = min(1, c2 eta_{k-1}^2); a_0 = b_0 = 1, so that d and u start with an estimate
 * cost      per step and block: 2 grad_y g, 2 gradients of f, the estimator's products twice; half
 *           of it in step 0
 * memory    3 d_x + 3 sum_i d_i and what the estimator keeps, once for each of the two points: both
 *           then see the same past, and without noise d is h at every a_k
 * assumes   g_i strongly convex in y; the rows' gradients and Hessians smooth in the mean square
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "sustain",
    title = "momentum-assisted descent, variance-reduced in x and y",
    source = "Khanduri, Zeng, Hong, Wai, Wang, Yang 2021, Algorithm 1",
    differs = "several blocks, P_X and other estimators are extensions")
public record Sustain(
    @Param(value = "step of x in units of eta_k", role = Role.STEP_UPPER, symbol = "gamma")
        Schedule gamma,
    @Param(value = "step of y in units of eta_k", role = Role.STEP_LOWER, symbol = "lambda")
        Schedule lambda,
    @Param("eta_k and the weights of new estimates") StormRate storm,
    @Param("how the inverse Hessian is applied, without lower steps to unroll")
        Hypergradient estimator,
    @Param("rows of the lower step per block, used at two points") Batch lowerBatch,
    @Param("rows of the upper loss per block, used at two points") Batch upperBatch)
    implements Solver<StormIterates> {

  /** Refuses estimators that need lower steps. */
  public Sustain {
    Hypergradient.refuseUnrolling(estimator);
  }

  /** The paper's exponents, for curvatures about 1. */
  public Sustain() {
    this(
        Schedule.constant(0.2),
        Schedule.constant(1),
        StormRate.defaults(),
        new RandomTruncation(10, 0.5),
        Batch.of(64),
        Batch.of(64));
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
            Set.of(DualSide.Kind.NONE),
            Set.of(Requirements.Trait.UPPER_SET),
            Set.of(OracleCall.LOWER_GRAD_Y))
        .and(estimator.calls());
  }

  @Override
  public Cost cost() {
    Cost once = estimator.cost(0).and(OracleCall.LOWER_GRAD_Y, 1);
    return once.and(Cost.none().upTo(once));
  }

  @Override
  public StormIterates init(Step k) {
    return StormIterates.start(k, estimator);
  }

  @Override
  public void step(StormIterates s, Step k) {
    double a = storm.weightOfUpper(k);
    double b = storm.weightOfLower(k);
    double eta = storm.eta(k);
    s.estimate(k, lowerBatch, upperBatch, a, b); // (M1), (M2)
    k.descend(s.x(), gamma.at(k) * eta, s.d()); // (M3)
    s.y().axpy(-lambda.at(k) * eta, s.u()); // (M4)
  }
}
