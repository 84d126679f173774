package org.bilevel4j.solvers.estimators;

import java.util.Set;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.jspecify.annotations.Nullable;

/** Which rows an estimator's products are drawn from, and how a direction is put together. */
final class ProductBatches {
  private final LowerTrajectory y;
  private final Batch batch;
  private final @Nullable LowerPoints shared;

  ProductBatches(LowerTrajectory y, EstimatorBatch batch, boolean oneBatch) {
    this.y = y;
    this.batch = batch.orElse(y.batch());
    this.shared = oneBatch ? y.ask(Purpose.HESSIAN, 0, this.batch) : null;
  }

  /** Where the nth Hessian product is asked. */
  LowerPoints hessian(int nth) {
    return shared != null ? shared : y.ask(Purpose.HESSIAN, nth, batch);
  }

  /** v := v - step (H v - b), the nth product. */
  void descend(int nth, Blocks v, Blocks b, double step) {
    Blocks residual = hessian(nth).hvpYY(v);
    residual.axpy(-1, b);
    v.axpy(-step, residual);
  }

  /** sum_i w_i [grad_x f_i - J_i v_i]. */
  Vec direction(UpperPoints f, Weights w, Blocks v) {
    Vec h = f.gradX(w);
    LowerPoints g = shared != null ? shared : y.ask(Purpose.CROSS, 0, batch);
    g.addCrossXY(w.times(-1), v, h);
    return h;
  }

  static final Set<OracleCall> DIRECT = Set.of(OracleCall.UPPER_GRAD_X);

  static final Set<OracleCall> IMPLICIT =
      Set.of(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y, OracleCall.LOWER_CROSS_XY);

  static final Set<OracleCall> WITH_HVP =
      Set.of(
          OracleCall.UPPER_GRAD_X,
          OracleCall.UPPER_GRAD_Y,
          OracleCall.LOWER_CROSS_XY,
          OracleCall.LOWER_HVP);

  static final Set<OracleCall> WITH_HESSIAN =
      Set.of(
          OracleCall.UPPER_GRAD_X,
          OracleCall.UPPER_GRAD_Y,
          OracleCall.LOWER_CROSS_XY,
          OracleCall.LOWER_HESSIAN);

  /** One gradient of f in x and y each, and one cross product. */
  static Cost implicitCost() {
    return Cost.each(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_GRAD_Y, OracleCall.LOWER_CROSS_XY);
  }
}
