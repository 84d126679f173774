package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * Differences along Gaussian directions (docs/ALGORITHMS.md 3.14): the solver's lower steps are
 * made again beside x, on the same rows, from the same start or, where they start cold, from y_init
 * there.
 *
 * <pre>
 * u_1, ..., u_Q standard normal (d_x),  y(x + mu u) the lower steps at x + mu u
 * lower-path  h = grad_x f + (1/Q) sum_j [ (y(x + mu u_j) - y)'grad_y f / mu ] u_j
 * objective   h = (1/Q) sum_j [ (f(x + mu u_j, y(x + mu u_j))
 *                               - f(x - mu u_j, y(x - mu u_j))) / (2 mu) ] u_j
 * error  that of 'reverse' in the mean, and O(mu); the variance grows with d_x / Q
 * cost   Q T grad_y g (lower-path), or 2 Q T grad_y g and 2 Q values of f (objective)
 * </pre>
 *
 * <p>Losses are asked at x + mu u, which may lie outside X.
 *
 * @param of what is differenced
 * @param directions Q
 * @param mu length of a difference
 */
@AutoService(Component.class)
@Listed(
    name = "zeroth-order",
    title = "differences of the lower iterates or of the objective along Gaussian directions",
    source = "Sow, Ji, Liang 2022")
public record ZerothOrder(
    @Param("differences of the lower path, with gradients of f; or of the objective") Of of,
    @Param(role = Role.DIRECTIONS, symbol = "Q") int directions,
    @Param(value = "length of a difference", symbol = "mu", range = "above 0") double mu)
    implements Hypergradient {
  /** The defaults. */
  public ZerothOrder() {
    this(Of.LOWER_PATH, 4, 0.01);
  }

  /** What is differenced. */
  public enum Of {
    /** The end of the lower path. */
    LOWER_PATH,
    /** The upper loss at the end of the lower path, at two points. */
    OBJECTIVE
  }

  /** Checks the ranges. */
  public ZerothOrder {
    Args.atLeast(1, directions, "directions");
    Args.positive(mu, "mu");
  }

  @Override
  public Adjoint start(Step k) {
    return this::direction;
  }

  private Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
    Vec h = of == Of.LOWER_PATH ? y.start().direct(f, w) : y.start().zeros();
    for (int j = 0; j < directions; j++) {
      Vec u = y.start().zeros();
      GaussianDirections.fill(y.key(Purpose.DIRECTION, j), u);
      double slope = of == Of.LOWER_PATH ? ofPath(k, y, f, w, u) : ofObjective(k, y, w, u);
      h.axpy(slope / directions, u);
    }
    return h;
  }

  private double ofPath(Step k, LowerTrajectory y, UpperPoints f, Weights w, Vec u) {
    Blocks shift = shift(k, y, beside(k, y.x(), mu, u));
    double sum = 0;
    for (int p = 0; p < y.set().size(); p++) {
      sum += w.at(y.set().id(p)) * shift.atPosition(p).dot(f.gradY().atPosition(p));
    }
    return sum / mu;
  }

  private double ofObjective(Step k, LowerTrajectory y, Weights w, Vec u) {
    return (value(k, y, w, beside(k, y.x(), mu, u)) - value(k, y, w, beside(k, y.x(), -mu, u)))
        / (2 * mu);
  }

  private static double value(Step k, LowerTrajectory y, Weights w, Vec x) {
    Blocks end = sum(k, y, y.last(), shift(k, y, x));
    Vec values = y.upperAgain(x, end).values();
    double sum = 0;
    for (int p = 0; p < y.set().size(); p++) {
      sum += w.at(y.set().id(p)) * values.get(p);
    }
    return sum;
  }

  private static Vec beside(Step k, Vec x, double a, Vec u) {
    Vec out = k.vec(x.dim());
    out.copyFrom(x);
    out.axpy(a, u);
    return out;
  }

  /**
   * y(x) - y for the last iterate: each step moves the difference so far by that of the gradients,
   * with the path's momentum and decay, and whatever else the solver's step had is in both.
   */
  private static Blocks shift(Step k, LowerTrajectory y, Vec x) {
    Blocks shift = y.start().shift(x);
    Blocks move = y.rule().moves(k, shift);
    for (int t = 0; t < y.steps(); t++) {
      Blocks there = sum(k, y, y.before(t), shift);
      Blocks slope = y.pointsBefore(t).gradY();
      y.rule().fade(move);
      move.axpy(-y.size(t), y.rule().decayed(k, y.again(t, x, there).gradY(), there));
      move.axpy(y.size(t), y.rule().decayed(k, slope, y.before(t)));
      y.rule().join(move, shift);
    }
    return shift;
  }

  private static Blocks sum(Step k, LowerTrajectory y, Blocks one, Blocks other) {
    Blocks out = k.blocks(y.set(), other.dims());
    for (int p = 0; p < y.set().size(); p++) {
      out.atPosition(p).copyFrom(one.at(y.set().id(p)));
    }
    out.axpy(1, other);
    return out;
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
    return of == Of.LOWER_PATH
        ? Set.of(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y, OracleCall.LOWER_GRAD_Y)
        : Set.of(OracleCall.UPPER_VALUE, OracleCall.LOWER_GRAD_Y);
  }

  @Override
  public Cost cost(int lowerSteps) {
    long replayed = (long) directions * lowerSteps;
    return of == Of.LOWER_PATH
        ? Cost.none()
            .and(OracleCall.UPPER_GRAD_X, 1)
            .and(OracleCall.UPPER_GRAD_Y, 1)
            .and(OracleCall.LOWER_GRAD_Y, replayed)
        : Cost.none()
            .and(OracleCall.UPPER_VALUE, 2L * directions)
            .and(OracleCall.LOWER_GRAD_Y, 2 * replayed);
  }

  @Override
  public String error() {
    return "mean: that of 'reverse' and O(mu); the variance grows with d_x / Q";
  }
}
