package org.bilevel4j.solvers.minmax;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
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
import org.bilevel4j.solvers.updates.DualAscent;

/**
 * HiBSA: hybrid block successive approximation, cyclic descent over coordinate blocks of x and a
 * perturbed ascent step, on min-max problems without a lower level.
 *
 * <pre>
 * problem   min_{x in X} max_alpha (1/m) sum_i f_i(x, alpha),  one alpha for all blocks or one each
 * step r    for each coordinate block b of x in turn
 *             x_b :=  P_X[ x_b - (1/beta_r) grad_{x_b} F(newest x, alpha) ]              (B1)
 *           alpha :=  P_A[ (alpha + rho grad_alpha F(x, alpha)) / (1 + rho gamma_r) ]    (B2)
 *                     at the new x; per block with grad_alpha f_i
 * symbols   x (d_x) in the blocks of the problem's upper partition | F = (1/m) sum_i f_i
 *           etaX = 1/beta_r | gamma_r the perturbation, 0 for strongly concave F
 * cost      per step and block: one gradient in x for each coordinate block, one in alpha
 * assumes   X a product over the coordinate blocks. Strongly concave: gamma = 0, constant beta, rho
 *           below mu/(4 L^2). Concave or linear: gamma_r of the order r^-1/4, beta_r r^1/2
 * returns   the last iterate
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "hibsa",
    title = "cyclic block descent and perturbed ascent, without a lower level",
    source = "Lu, Tsaknakis, Hong, Chen 2020, Algorithm 1",
    differs = "every f_i takes part in every step; a batch smaller than full is an extension")
public record HiBsa(
    @Param(role = Role.STEP_UPPER, symbol = "1/beta") Schedule etaX,
    @Param(role = Role.STEP_DUAL, symbol = "rho") Schedule etaDual,
    @Param(value = "perturbation of the ascent", symbol = "gamma") Schedule perturbation,
    @Param("rows of the upper loss per block") Batch batch)
    implements Solver<HiBsa.State> {

  /** The strongly concave case with full batches, for curvatures about 1. */
  public HiBsa() {
    this(Schedule.constant(0.05), Schedule.constant(0.2), Schedule.constant(0), Batch.full());
  }

  /** x and alpha. */
  public record State(Vec x, DualAscent alpha) implements SolverState {
    @Override
    public Dual dual() {
      return alpha.value();
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
        cost(),
        Set.of(DualSide.Kind.PER_BLOCK, DualSide.Kind.SHARED),
        Requirements.Trait.UPPER_SET,
        Requirements.Trait.NO_LOWER_LEVEL,
        Requirements.Trait.ONLY_UPPER_LEVEL);
  }

  @Override
  public Cost cost() {
    return Cost.none()
        .and(OracleCall.UPPER_GRAD_X, 1, Integer.MAX_VALUE)
        .and(OracleCall.UPPER_GRAD_DUAL, 1);
  }

  @Override
  public State init(Step k) {
    return new State(k.startUpper(), DualAscent.start(k));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Blocks none = k.blocks(all, k.problem().lowerDims());
    Draw rows = k.draw(Purpose.UPPER, batch);
    int from = 0;
    for (int to : k.problem().upperPartition()) { // (B1)
      Vec h = k.upper(all, s.x, none, s.alpha.value(), rows).gradX(k.weights(all));
      Support part = Support.of(new int[] {from}, new int[] {to});
      k.descend(s.x, etaX.at(k), h.withSupport(part));
      from = to;
    }
    UpperPoints f = k.upper(all, s.x, none, s.alpha.value(), rows);
    double rho = etaDual.at(k);
    s.alpha.climb(k, f, rho, 1 / (1 + rho * perturbation.at(k))); // (B2)
  }
}
