package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * Dense second derivatives tracked with reduced variance (docs/ALGORITHMS.md 3.13), as in STABLE.
 *
 * <pre>
 * C, S   by the recursion of {@link StormDerivatives}: at the newest iterates and, on the same
 *        rows, at those of the last time that the block was asked for
 * h = grad_x f - C S^-1 grad_y f
 * error  less noise than a batch's: about tau of its variance
 * cost   2 dense H, 2 dense J, d_i^3/3 per block
 * memory per sampled block d_x d_i + d_i^2, and its last x and y: d_x + d_i
 * </pre>
 *
 * <p>A block's last iterates are its own, since blocks may be sampled; they are asked block by
 * block.
 *
 * @param tau weight of new second derivatives; 1 when a block is first asked for
 * @param leastCurvature least eigenvalue of S
 * @param radius largest Frobenius norm of C
 * @param batch rows of H and J at both points
 */
@AutoService(Component.class)
@Listed(
    name = "storm-hessian",
    title = "dense second derivatives tracked with reduced variance",
    source = "Chen, Sun, Xiao, Yin 2022")
public record StormHessian(
    @Param(value = "weight of new second derivatives", symbol = "tau", range = "in [0, 1]")
        Schedule tau,
    @Param(value = "least eigenvalue of a tracked Hessian", symbol = "mu", range = "above 0")
        double leastCurvature,
    @Param(
            value = "largest Frobenius norm of a tracked cross derivative",
            symbol = "C",
            range = "above 0")
        double radius,
    @Param("rows of H and J: 'lower' is as many as the lower step") EstimatorBatch batch)
    implements Hypergradient {

  /** Checks the ranges. */
  public StormHessian {
    Args.positive(leastCurvature, "leastCurvature");
    new Ball(radius);
  }

  /** The defaults. */
  public StormHessian() {
    this(Schedule.constant(0.2), 0.01, Double.POSITIVE_INFINITY, EstimatorBatch.likeLower());
  }

  @Override
  public Adjoint start(Step k) {
    Dims dims = k.problem().lowerDims();
    int dx = k.problem().upperDim();
    k.keeps("last iterates of blocks", i -> (long) dx + dims.of(i), "estimator 'cg'");
    return new Tracked(
        this,
        StormDerivatives.start(k, leastCurvature, radius),
        k.state(Dims.uniform(dims.blocks(), dx), Blocks.Start.zero()),
        k.state(dims, Blocks.Start.zero()));
  }

  /** The trackers, and where each block was when it was last asked for. */
  private record Tracked(
      @Visit(skip = true) StormHessian p, StormDerivatives second, Blocks lastX, Blocks lastY)
      implements Adjoint {
    @Override
    public Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
      Batch rows = p.batch.orElse(y.batch());
      LowerPoints now = y.ask(Purpose.HESSIAN, 0, rows);
      for (int at = 0; at < y.set().size(); at++) {
        int i = y.set().id(at);
        boolean first = !lastX.isTouched(i);
        if (first) {
          moveOn(i, y);
        }
        LowerPoints before = y.askOne(i, Purpose.HESSIAN, 0, rows, lastX.at(i), lastY);
        second.follow(k, now, before, first ? 1 : p.tau.at(k));
        moveOn(i, y);
      }
      Vec h = f.gradX(w);
      second.addCrossXY(w.times(-1), second.solve(k, f.gradY()), h);
      return h;
    }

    private void moveOn(int block, LowerTrajectory y) {
      lastX.at(block).copyFrom(y.x());
      lastY.at(block).copyFrom(y.last().at(block));
    }
  }

  @Override
  public Set<OracleCall> calls() {
    return Set.of(
        OracleCall.UPPER_GRAD_X,
        OracleCall.UPPER_GRAD_Y,
        OracleCall.LOWER_HESSIAN,
        OracleCall.LOWER_JACOBIAN);
  }

  @Override
  public Cost cost(int lowerSteps) {
    return Cost.none()
        .and(OracleCall.UPPER_GRAD_X, 1)
        .and(OracleCall.UPPER_GRAD_Y, 1)
        .and(OracleCall.LOWER_HESSIAN, 2)
        .and(OracleCall.LOWER_JACOBIAN, 2);
  }

  @Override
  public String error() {
    return "about tau of a batch's variance, and what the eigenvalues were raised";
  }
}
