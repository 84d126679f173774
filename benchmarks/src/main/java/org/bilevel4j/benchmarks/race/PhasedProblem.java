package org.bilevel4j.benchmarks.race;

import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;

/** A problem whose answers are timed. */
final class PhasedProblem extends DelegatingShape implements BilevelProblem {
  private final BilevelProblem inner;
  private final PhaseClock clock;

  PhasedProblem(BilevelProblem inner, PhaseClock clock) {
    super(inner);
    this.inner = inner;
    this.clock = clock;
  }

  @Override
  public Set<OracleCall> offers() {
    return inner.offers();
  }

  @Override
  public String oracleName() {
    return inner.oracleName();
  }

  @Override
  public Oracle open(Workspace workspace) {
    Oracle oracle = inner.open(workspace);
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        return clock.timed(LowerPoints.class, "lower", oracle.lower(set, x, y, draw));
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        return clock.timed(UpperPoints.class, "upper", oracle.upper(set, x, y, dual, draw));
      }
    };
  }
}
