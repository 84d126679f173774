package org.bilevel4j.core.run;

import java.util.Set;
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

/** Stochastic gradient descent on sampled blocks, to drive the engine in tests. */
final class Descent implements Solver<Descent.State> {

  record Params(Schedule step, int blocksPerStep) {}

  record State(Vec x) implements SolverState {}

  private final Params p;

  Descent(Schedule step, int blocksPerStep) {
    this.p = new Params(step, blocksPerStep);
  }

  @Override
  public Record params() {
    return p;
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
        Set.of(DualSide.Kind.NONE),
        Set.of(Requirements.Trait.NO_LOWER_LEVEL),
        Set.of(OracleCall.UPPER_GRAD_X));
  }

  @Override
  public Cost cost() {
    return Cost.none().and(OracleCall.UPPER_GRAD_X, 1);
  }

  @Override
  public State init(Step k) {
    return new State(k.startUpper());
  }

  @Override
  public void step(State s, Step k) {
    BlockSet set = k.sampleBlocks(p.blocksPerStep());
    UpperPoints f =
        k.upper(
            set, s.x, Blocks.state(k.problem().lowerDims()), k.draw(Purpose.UPPER, Batch.of(1)));
    s.x.axpy(-p.step().at(k), f.gradX(Weights.mean(set)));
  }
}
