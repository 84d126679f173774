package org.example.valley;

import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;

/** Descent on the mean of all tasks that takes the lower Hessian for the identity. */
@Listed(name = "glide", title = "descent of somebody else", source = "Somebody Else, 2026")
public record Glide(
    @Param(value = "step size of x", symbol = "a") Schedule stride,
    @Param(value = "step size of y", symbol = "b") Schedule follow,
    @Param("rows per step and block") Batch batch)
    implements Solver<Glide.State> {

  /** Constant steps on all rows. */
  public Glide() {
    this(Schedule.constant(0.1), Schedule.constant(0.5), Batch.full());
  }

  /** x and y. */
  public record State(Vec x, Blocks y) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
        Set.of(DualSide.Kind.SIMPLEX),
        Set.of(),
        Set.of(
            OracleCall.LOWER_GRAD_Y,
            OracleCall.LOWER_CROSS_XY,
            OracleCall.UPPER_GRAD_X,
            OracleCall.UPPER_GRAD_Y));
  }

  @Override
  public Cost cost() {
    Cost cost = Cost.none();
    for (OracleCall call : requirements().calls()) {
      cost = cost.and(call, 1);
    }
    return cost;
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    return new State(x, k.startLower(x));
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    LowerPoints g = k.lower(all, s.x, s.y, k.draw(Purpose.LOWER, batch));
    UpperPoints f = k.upper(all, s.x, s.y, k.draw(Purpose.UPPER, batch));
    Vec h = f.gradX(Weights.mean(all));
    g.addCrossXY(Weights.mean(all).times(-1), f.gradY(), h);
    s.y.axpy(-follow.at(k), g.gradY());
    s.x.axpy(-stride.at(k), h);
  }
}
