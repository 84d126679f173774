package org.bilevel4j.testkit;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.Sampler;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;

/** Direct descent on the mean, with ascent in alpha, with one fault at a time. */
@Listed(name = "descent", title = "direct descent")
record FaultyDescent(Schedule eta, @Param(role = Role.BLOCKS) Sampler blocksPerStep, Fault fault)
    implements Solver<FaultyDescent.State> {
  enum Fault {
    NONE,
    SHARES_STATE,
    FORGETS_TO_VISIT,
    LEAVES_THE_SET,
    LEAVES_THE_DUAL_SET,
    IGNORES_STEP_SIZES,
    HIDES_CALLS,
    ASKS_STALE_POINTS,
    CHANGES_LENT_VECTORS,
    PREFERS_BLOCK_ZERO,
    MOVES_ONE_LOWER_VARIABLE,
    SHOWS_ONE_DUAL,
    SUMS_OVER_BLOCKS,
    DIVIDES_LOWER_STEPS,
    WEIGHS_BY_PLACE,
    DOUBLES_STEPS_WITH_WEIGHTS,
    CLAIMS_A_LOWER_SET,
    CLAIMS_NO_LOWER_LEVEL,
    ASKS_ALL_BLOCKS,
    SHRINKS_X,
    LEAVES_Y_OUT
  }

  FaultyDescent(Fault fault) {
    this(Schedule.constant(0.1), Sampler.of(16), fault);
  }

  record State(Vec x, Vec lambda, Blocks y, Vec d, Dual alpha, Fault fault) implements SolverState {
    @Override
    public Optional<Vec> weights() {
      return lambda.dim() == 0 ? Optional.empty() : Optional.of(lambda);
    }

    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }

    @Override
    public Dual dual() {
      boolean one = fault == Fault.SHOWS_ONE_DUAL && alpha instanceof Dual.PerBlock;
      return one ? new Dual.Shared(alpha.at(0)) : alpha;
    }

    @Override
    public void visit(StateVisitor v) {
      v.vec("x", x);
      v.vec("lambda", lambda);
      v.blocks("y", y);
      if (alpha instanceof Dual.PerBlock each) {
        v.blocks("alpha", each.alpha());
      } else if (alpha instanceof Dual.Shared one) {
        v.vec("alpha", one.alpha());
      }
      if (fault != Fault.FORGETS_TO_VISIT) {
        v.vec("d", d);
      }
    }
  }

  private static final Vec SHARED = Vec.zeros(1);

  private Set<OracleCall> stated() {
    Set<OracleCall> calls =
        EnumSet.of(
            OracleCall.LOWER_GRAD_Y,
            OracleCall.UPPER_GRAD_X,
            OracleCall.UPPER_GRAD_DUAL,
            OracleCall.UPPER_VALUE);
    if (fault == Fault.HIDES_CALLS) {
      calls.remove(OracleCall.UPPER_VALUE);
    }
    return calls;
  }

  @Override
  public Requirements requirements() {
    Set<DualSide.Kind> duals = EnumSet.allOf(DualSide.Kind.class);
    Set<Trait> traits = EnumSet.of(Trait.UPPER_SET);
    if (fault == Fault.CLAIMS_A_LOWER_SET) {
      traits.add(Trait.LOWER_SET);
    }
    if (fault == Fault.CLAIMS_NO_LOWER_LEVEL) {
      traits.add(Trait.NO_LOWER_LEVEL);
    }
    return Requirements.of(duals, traits, stated());
  }

  @Override
  public Cost cost() {
    Cost cost = Cost.none();
    for (OracleCall call : stated()) {
      cost = cost.and(call, 1);
    }
    return cost;
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    boolean weighs = k.problem().dualSide() instanceof DualSide.Simplex;
    Vec lambda = Vec.zeros(weighs ? k.blocks() : 0);
    for (int i = 0; i < lambda.dim(); i++) {
      double place = 2 * (i + 1.0) / (k.blocks() + 1);
      lambda.set(i, (fault == Fault.WEIGHS_BY_PLACE ? place : 1) / k.blocks());
    }
    Dual alpha = startDual(k.problem());
    return new State(x, lambda, k.startLower(x), Vec.zeros(x.dim()), alpha, fault);
  }

  private static Dual startDual(ProblemShape problem) {
    return switch (problem.dualSide().kind()) {
      case NONE, SIMPLEX -> Dual.none();
      case PER_BLOCK ->
          new Dual.PerBlock(
              Blocks.state(((DualSide.PerBlock) problem.dualSide()).dims(), problem::startDual));
      case SHARED -> {
        Vec alpha = Vec.zeros(((DualSide.Shared) problem.dualSide()).dim());
        problem.startDual(0, alpha);
        yield new Dual.Shared(alpha);
      }
    };
  }

  private void climb(State s, Step k, UpperPoints f, double eta) {
    boolean inside = fault != Fault.LEAVES_THE_DUAL_SET;
    if (s.alpha instanceof Dual.PerBlock each) {
      each.alpha().axpy(eta, f.gradDual());
      if (inside) {
        each.alpha().project(f.set(), k.problem()::dualSet);
      }
    } else if (s.alpha instanceof Dual.Shared one) {
      Vec up = k.vec(one.alpha().dim());
      f.addGradSharedDual(Weights.mean(f.set()), up);
      one.alpha().axpy(eta, up);
      if (inside) {
        k.problem().dualSet(0).project(one.alpha());
      }
    }
  }

  private Weights weights(State s, Step k, BlockSet set) {
    return switch (fault) {
      case SUMS_OVER_BLOCKS -> Weights.constant(1);
      case PREFERS_BLOCK_ZERO -> {
        Vec one = Vec.zeros(k.blocks());
        one.set(0, 1);
        yield Weights.of(one);
      }
      case DOUBLES_STEPS_WITH_WEIGHTS -> Weights.mean(set).times(s.lambda.dim() > 0 ? 2 : 1);
      case WEIGHS_BY_PLACE -> Weights.of(s.lambda);
      default -> Weights.mean(set);
    };
  }

  private void descend(State s, Blocks down, double eta) {
    if (fault == Fault.MOVES_ONE_LOWER_VARIABLE) {
      s.y.at(0).axpy(-eta, down.at(0));
    } else {
      s.y.axpy(fault == Fault.DIVIDES_LOWER_STEPS ? -eta / down.set().size() : -eta, down);
    }
  }

  @Override
  public void step(State s, Step k) {
    double eta = fault == Fault.IGNORES_STEP_SIZES ? 0.01 : eta().at(k);
    BlockSet set = fault == Fault.ASKS_ALL_BLOCKS ? k.allBlocks() : k.sampleBlocks(blocksPerStep);
    LowerPoints g = k.lower(set, s.x, s.y, k.draw(Purpose.LOWER, Batch.of(8)));
    boolean zero = fault == Fault.LEAVES_Y_OUT;
    Blocks above = zero ? k.blocks(set, k.problem().lowerDims()) : s.y;
    UpperPoints f = k.upper(set, s.x, above, s.alpha, k.draw(Purpose.UPPER, Batch.of(8)));
    Weights w = weights(s, k, set);
    if (fault == Fault.CHANGES_LENT_VECTORS) {
      f.values().scale(2);
    }
    f.values();
    Blocks down = g.gradY();
    if (fault == Fault.ASKS_STALE_POINTS) {
      descend(s, down, eta);
    }
    s.d.blend(0.5, f.gradX(w));
    climb(s, k, f, eta);
    if (fault != Fault.ASKS_STALE_POINTS) {
      descend(s, down, eta);
    }
    if (fault == Fault.SHARES_STATE) {
      SHARED.add(0, 1e-3);
      s.x.add(0, SHARED.get(0));
    }
    boolean perCoordinate = fault == Fault.CLAIMS_NO_LOWER_LEVEL;
    int last = k.problem().lowerDims().of(k.blocks() - 1);
    s.x.axpy(perCoordinate ? -eta / last : -eta, s.d);
    if (fault == Fault.SHRINKS_X) {
      s.x.scale(1 - 1e-6);
    }
    if (fault != Fault.LEAVES_THE_SET) {
      k.problem().upperSet().project(s.x);
    }
  }
}
