package org.bilevel4j.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * A lower level with a curved constraint that moves with x = (r, c): the nearest point to t = (4,
 * 4) in the disc of radius r round (c, 0).
 *
 * <pre>
 * f = |y - (1.2, 0.6)|^2/2 + |x - (3.4, 1.936)|^2/2,   g = |y - (4, 4)|^2/2,   1/2 <= r, c <= 4
 * P = (|y - (c, 0)|^2 - r^2)/2 <= 0
 * with u = (t - (c, 0))/|t - (c, 0)|:  y* = (c, 0) + r u,  mu = |t - (c, 0)|/r - 1  where it binds
 * x* = (2, 1),  y* = (2.2, 1.6),  mu* = 1.5;   there dy*'/dr = (.6, .8), dy*'/dc = (.744, .192)
 * </pre>
 */
public final class MovingDisc extends DelegatingProblem implements LowerConstraints, LowerSolver {
  private static final Vec TARGET = Vec.of(4, 4);

  /** The problem. */
  public MovingDisc() {
    super(free());
  }

  private static BilevelProblem free() {
    Vec unit = Vec.of(1, 0, 0, 1);
    QuadraticForm f =
        QuadraticForm.of(
            2,
            2,
            0,
            Map.of("xx", unit, "x", Vec.of(-3.4, -1.936), "yy", unit, "y", Vec.of(-1.2, -0.6)),
            (1.2 * 1.2 + 0.6 * 0.6 + 3.4 * 3.4 + 1.936 * 1.936) / 2);
    QuadraticForm g = QuadraticForm.of(2, 2, 0, Map.of("yy", unit, "y", Vec.of(-4, -4)), 16);
    return QuadraticProblem.of(
            "moving disc", 2, DualSide.Kind.NONE, List.of(new QuadraticBlock(f, g)))
        .withUpperSet(new Box(0.5, 4));
  }

  @Override
  public void startUpper(Vec x, Key key) {
    x.fill(1);
  }

  @Override
  public Optional<LowerConstraints> lowerConstraints() {
    return Optional.of(this);
  }

  @Override
  public Optional<LowerSolver> lowerSolver() {
    return Optional.of(this);
  }

  @Override
  public int inequalities(int block) {
    return 1;
  }

  @Override
  public int equalities(int block) {
    return 0;
  }

  /** y - (c, 0). */
  private static Vec fromCentre(Vec x, Vec y) {
    return Vec.of(y.get(0) - x.get(1), y.get(1));
  }

  @Override
  public void values(int block, Vec x, Vec y, Vec out) {
    out.set(0, (fromCentre(x, y).normSquared() - x.get(0) * x.get(0)) / 2);
  }

  @Override
  public void jacobianY(int block, Vec x, Vec y, Vec out) {
    out.copyFrom(fromCentre(x, y));
  }

  @Override
  public void addJacobianXTransposed(int block, Vec x, Vec y, double weight, Vec w, Vec out) {
    out.add(0, -weight * w.get(0) * x.get(0));
    out.add(1, -weight * w.get(0) * fromCentre(x, y).get(0));
  }

  @Override
  public void addHessianYY(int block, Vec x, Vec y, Vec multipliers, Vec v, Vec out) {
    out.axpy(multipliers.get(0), v);
  }

  @Override
  public void addCrossXY(int block, Vec x, Vec y, double weight, Vec multipliers, Vec v, Vec out) {
    out.add(1, -weight * multipliers.get(0) * v.get(0));
  }

  @Override
  public boolean solve(int block, Vec x, Vec y, Vec multipliers, double tolerance) {
    Vec towards = fromCentre(x, TARGET);
    double radius = Math.min(towards.norm(), x.get(0));
    multipliers.set(0, towards.norm() / radius - 1);
    y.copyFrom(Vec.of(x.get(1), 0));
    y.axpy(radius / towards.norm(), towards);
    return true;
  }
}
