package org.bilevel4j.solvers.firstorder;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.catalogue.Basis;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.Sampler;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.solvers.estimators.GradientPair;
import org.bilevel4j.solvers.updates.UpperAverage;

/**
 * FOSL: first-order single-loop min-max bilevel optimisation over sampled blocks, by the penalty
 * sigma (g_i(x, y_i) - min g_i(x, .)) in place of the lower level.
 *
 * <pre>
 * problem   min_x max_alpha (1/m) sum_i f_i(x, alpha, y_i*(x)),  y_i*(x) = argmin_y g_i(x, y)
 *           with one alpha for all blocks or one each, as the problem has it
 * step t    I     :=  n blocks without replacement; B rows of f, B', B'', B''' rows of g
 *           z_i   :=  z_i - eta_z grad_y g_i(x, z_i; B')                            i in I   (F1)
 *           y_i   :=  y_i - eta_y [ grad_y f_i(x, alpha, y_i; B)
 *                       + sigma grad_y g_i(x, y_i; B'') ]                           i in I   (F2)
 *           alpha :=  P_A[ alpha + eta_a (1/n) sum_I grad_alpha f_i(x, alpha, y_i; B) ]      (F3)
 *                     or, each with its own, P_A[ alpha_i + eta_a grad_alpha f_i ]
 *           x     :=  P_X[ x - eta_x (1/n) sum_I { grad_x f_i(x, alpha, y_i; B)
 *                       + sigma (grad_x g_i(x, y_i; B''') - grad_x g_i(x, z_i; B''')) } ]    (F4)
 *           jacobi: all at the iterates of the start of the step
 *           gauss-seidel: F4 at the new y, z and alpha
 * symbols   x (d_x) | alpha | y_i, z_i (d_i), z_0 = y_0 | sigma the paper's lambda
 * cost      per step and sampled block: gradient of f in x, y, alpha; 2 grad_y g, 2 grad_x g
 * memory    d_x + d_alpha + sampled blocks times 2 d_i; untouched blocks: a reference each
 * assumes   sigma above 2 L_f / mu_g, so that f + sigma g is strongly convex in y;
 *           eta_y at most 1 / (L_f + sigma L_g), eta_x sigma at most about 2 over curvature
 * bias      the fixed point x_sigma is C / sigma away from x*; richardson runs sigma and 2 sigma
 *           on the same blocks and rows and shows 2 x_{2 sigma} - x_sigma, projected onto X
 * options   order, batches, average of the direction of x, richardson
 * returns   unknown; the last iterate, and x belongs to its sigma
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "fosl",
    title = "first-order single-loop min-max bilevel descent-ascent over sampled blocks",
    source = "Yang, Si, Lyu, Ji, NeurIPS 2024",
    differs = "reconstructed from the published problem statement and abstract",
    basis = Basis.RECONSTRUCTION)
public record Fosl(
    @Param(role = Role.MULTIPLIER, symbol = "sigma (lambda in the paper)") Schedule sigma,
    @Param(value = "step size of x, before division by 1 + sigma", role = Role.STEP_UPPER)
        Schedule etaX,
    @Param(role = Role.STEP_DUAL, symbol = "eta_a") Schedule etaDual,
    @Param(value = "step size of y, before division by 1 + sigma", role = Role.STEP_PENALISED)
        Schedule etaY,
    @Param(value = "step size of z", role = Role.STEP_LOWER, symbol = "eta_z") Schedule etaZ,
    @Param(role = Role.DIVIDED) boolean divideBySigma,
    @Param("jacobi, or gauss-seidel: the step of x at the new y, z, alpha") Order order,
    @Param("the two gradients grad_x g on one shared batch or on independent ones")
        GradientPair pair,
    @Param("run sigma and 2 sigma side by side and show 2 x_{2 sigma} - x_sigma")
        boolean richardson,
    @Param("moving average of the direction of x") UpperAverage average,
    @Param(role = Role.BLOCKS, symbol = "|I|") Sampler blocksPerStep,
    @Param(value = "rows of each lower batch per block", symbol = "B', B'', B'''") Batch lowerBatch,
    @Param(value = "rows of the upper loss per block", symbol = "B") Batch upperBatch)
    implements Solver<PenaltyChains> {

  /** sigma from 1 to 10 over the first fifth of the run. */
  public Fosl() {
    this(
        new Schedule.Ramp(1, 10, 0.2),
        Schedule.constant(0.2),
        Schedule.constant(0.1),
        Schedule.constant(0.2),
        Schedule.constant(0.2),
        true,
        Order.JACOBI,
        GradientPair.SHARED,
        false,
        UpperAverage.of(1),
        Sampler.of(16),
        Batch.of(64),
        Batch.of(64));
  }

  /** At which iterates the step of x looks. */
  public enum Order {
    /** At those of the start of the step. */
    JACOBI,
    /** At the new y, z and alpha. */
    GAUSS_SEIDEL
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
        cost(),
        Set.of(DualSide.Kind.NONE, DualSide.Kind.PER_BLOCK, DualSide.Kind.SHARED),
        Requirements.Trait.UPPER_SET);
  }

  @Override
  public Cost cost() {
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y, OracleCall.UPPER_GRAD_DUAL)
        .and(OracleCall.LOWER_GRAD_X, 2)
        .and(OracleCall.LOWER_GRAD_Y, 2)
        .times(richardson ? 2 : 1);
  }

  @Override
  public PenaltyChains init(Step k) {
    Optional<PenaltyChain> twice =
        richardson ? Optional.of(PenaltyChain.start(k)) : Optional.empty();
    return new PenaltyChains(PenaltyChain.start(k), twice, k.problem().upperSet());
  }

  @Override
  public void step(PenaltyChains s, Step k) {
    BlockSet set = k.sampleBlocks(blocksPerStep);
    double sigma = sigma().at(k);
    step(s.chain(), sigma, set, k);
    s.twice().ifPresent(c -> step(c, 2 * sigma, set, k));
  }

  private void step(PenaltyChain c, double sigma, BlockSet set, Step k) {
    c.d().catchUp(set, c.x());
    double scale = divideBySigma ? 1 / (1 + sigma) : 1;
    Draw rows = k.draw(Purpose.UPPER, upperBatch);
    UpperPoints f = k.upper(set, c.x(), c.y(), c.alpha().value(), rows);
    LowerPoints gz = k.lower(set, c.x(), c.z(), k.draw(Purpose.LOWER, 0, lowerBatch));
    LowerPoints gy = k.lower(set, c.x(), c.y(), k.draw(Purpose.LOWER, 1, lowerBatch));
    Blocks dy = GradientPair.slope(k, f, sigma, gy);
    Blocks dz = gz.gradY();
    boolean jacobi = order == Order.JACOBI;
    Vec delta = jacobi ? direction(c, f, sigma, k) : k.vec(0);
    c.alpha().climb(k, f, etaDual.at(k)); // (F3)
    c.z().axpy(-etaZ.at(k), dz); // (F1)
    c.y().axpy(-etaY.at(k) * scale, dy); // (F2)
    if (!jacobi) {
      delta = direction(c, k.upper(set, c.x(), c.y(), c.alpha().value(), rows), sigma, k);
    }
    average.move(c.d(), set, delta, etaX.at(k) * scale, c.x(), k); // (F4)
  }

  private Vec direction(PenaltyChain c, UpperPoints f, double sigma, Step k) {
    Weights w = k.weights(f.set());
    Vec delta = f.gradX(w);
    pair.add(k, f.set(), c.x(), c.y(), c.z(), lowerBatch, w.times(sigma), delta);
    return delta;
  }
}
