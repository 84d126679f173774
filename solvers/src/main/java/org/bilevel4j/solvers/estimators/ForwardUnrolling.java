package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.jspecify.annotations.Nullable;

/**
 * The lower steps of this iteration unrolled forwards (docs/ALGORITHMS.md 3.8), for x of few
 * coordinates: the derivative of the iterates is carried along, one column of Z per coordinate.
 *
 * <pre>
 * Z_0 = 0, or dy_init/dx where the steps start cold
 * Z_t = (I - eta H(x, y_{t-1})) Z_{t-1} - eta J(x, y_{t-1})^T   (d_i by d_x), t = 1..T
 * h = grad_x f + Z_T^T grad_y f
 * with momentum mu and weight decay w of y, moves M_0 = 0:
 * M_t = mu M_{t-1} - eta [(H(x, y_{t-1}) + w I) Z_{t-1} + J(x, y_{t-1})^T],  Z_t = Z_{t-1} + M_t
 * error  that of 'reverse', which it equals to round-off
 * cost   d_x times (T - 1 products H z, T products J^T u), at the points of the lower steps; T
 *        products H z where the start moves with x
 * memory d_i for one coordinate at a time; d_x d_i within a step for a start that moves with x
 * stream with {@code carry} Z_0 is the Z_T of the last iteration: no path has to be looked back at
 *        over iterations, x may move in each of them, and with y at rest Z comes to -H^-1 J^T. It
 *        keeps d_x d_i numbers per block and makes T products H z; not with momentum of y
 * </pre>
 *
 * @param carry whether Z is kept from iteration to iteration
 */
@AutoService(Component.class)
@Listed(
    name = "forward",
    title = "this iteration's lower steps unrolled forwards, for x of few coordinates",
    source = "Franceschi, Donini, Frasconi, Pontil 2017")
public record ForwardUnrolling(
    @Param("keep the derivative from iteration to iteration, d_x d_i per block") boolean carry)
    implements Hypergradient {
  /** The defaults. */
  public ForwardUnrolling() {
    this(false);
  }

  @Override
  public Adjoint start(Step k) {
    if (!carry) {
      return (now, y, f, w) -> direction(now, y, f, w, null);
    }
    int dx = k.problem().upperDim();
    Dims dims = k.problem().lowerDims();
    k.keeps(
        "carried derivatives of y",
        i -> (long) dx * dims.of(i),
        "carry = false, or an estimator that does not unroll: 'cg'");
    return new Carried(k.state(dims.timesRows(dx), Blocks.Start.zero()));
  }

  private static Vec direction(
      Step k, LowerTrajectory y, UpperPoints f, Weights w, @Nullable Blocks kept) {
    Vec h = y.start().direct(f, w);
    Blocks z0 = y.start().moves() ? y.start().columns() : kept;
    Vec unit = k.vec(h.dim());
    Support seen = h.reach();
    for (int r = 0; r < seen.ranges(); r++) {
      for (int a = seen.from(r); a < seen.to(r); a++) {
        unit.set(a, 1);
        Blocks z = column(k, y, unit, a, z0);
        keep(z, a, kept);
        unit.set(a, 0);
        for (int p = 0; p < y.set().size(); p++) {
          h.add(a, w.at(y.set().id(p)) * z.atPosition(p).dot(f.gradY().atPosition(p)));
        }
      }
    }
    return h;
  }

  /** Column a of Z_T, for the blocks of the path; no Z_0 stands for 0. */
  private static Blocks column(Step k, LowerTrajectory y, Vec unit, int a, @Nullable Blocks z0) {
    Blocks z = k.blocks(y.set(), k.problem().lowerDims());
    for (int p = 0; p < y.set().size() && z0 != null; p++) {
      z.atPosition(p).copyFrom(part(z0, y.set().id(p), a, z.atPosition(p).dim()));
    }
    Blocks move = y.rule().moves(k, z);
    for (int t = 0; t < y.steps(); t++) {
      LowerPoints g = y.pointsBefore(t);
      y.rule().fade(move);
      if (t > 0 || z0 != null) {
        move.axpy(-y.size(t), y.rule().decayed(k, g.hvpYY(z), z));
      }
      move.axpy(-y.size(t), g.crossYX(unit));
      y.rule().join(move, z);
    }
    return z;
  }

  private static void keep(Blocks z, int a, @Nullable Blocks kept) {
    for (int p = 0; p < z.set().size() && kept != null; p++) {
      part(kept, z.set().id(p), a, z.atPosition(p).dim()).copyFrom(z.atPosition(p));
    }
  }

  private static Vec part(Blocks kept, int block, int a, int d) {
    return kept.at(block).slice(a * d, (a + 1) * d);
  }

  /** Z of the blocks sampled so far, column after column. */
  private record Carried(@Visit("Z") Blocks z) implements Adjoint {
    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      return ForwardUnrolling.direction(k, y, f, w, z);
    }
  }

  @Override
  public boolean unrolls() {
    return true;
  }

  @Override
  public boolean chains() {
    return true;
  }

  @Override
  public Set<OracleCall> calls() {
    return Set.of(
        OracleCall.UPPER_GRAD_X,
        OracleCall.UPPER_GRAD_Y,
        OracleCall.LOWER_HVP,
        OracleCall.LOWER_CROSS_YX);
  }

  @Override
  public Cost cost(int lowerSteps) {
    return Cost.none()
        .and(OracleCall.UPPER_GRAD_X, 1)
        .and(OracleCall.UPPER_GRAD_Y, 1)
        .andPerCoordinate(OracleCall.LOWER_HVP, carry ? lowerSteps : Math.max(0, lowerSteps - 1))
        .andPerCoordinate(OracleCall.LOWER_CROSS_YX, lowerSteps);
  }

  @Override
  public Cost coldCost(int lowerSteps) {
    Cost warm = cost(lowerSteps);
    return lowerSteps == 0 ? warm : warm.upTo(warm.andPerCoordinate(OracleCall.LOWER_HVP, 1));
  }

  @Override
  public boolean continues() {
    return carry;
  }

  @Override
  public String error() {
    return "that of 'reverse'; with carry it comes to 0 with y at rest";
  }
}
