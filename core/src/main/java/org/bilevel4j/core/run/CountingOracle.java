package org.bilevel4j.core.run;

import java.util.EnumSet;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.BatchCheck;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.problem.UpperPoints;

/**
 * Counts by construction: every question a solver asks passes through here. Asking a point twice
 * for what it keeps counts once. Batches are checked against the blocks' rows when they first
 * appear.
 */
public final class CountingOracle implements Oracle {
  private final ProblemShape shape;
  private final Oracle inner;
  private final OracleCounts counts;
  private final BatchCheck lower;
  private final BatchCheck upper;

  /** Counts the answers of an oracle. */
  public CountingOracle(ProblemShape shape, Oracle inner, OracleCounts counts) {
    this.shape = shape;
    this.inner = inner;
    this.counts = counts;
    this.lower = BatchCheck.lower(shape);
    this.upper = BatchCheck.upper(shape);
  }

  @Override
  public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    lower.check(draw);
    counts.addSamples(shape.lowerRowsDrawn(set, draw));
    return new Lower(inner.lower(set, x, y, draw), counts, shape.losses(set));
  }

  @Override
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    upper.check(draw);
    counts.addSamples(shape.upperRowsDrawn(set, draw));
    return new Upper(inner.upper(set, x, y, dual, draw), counts, shape.losses(set));
  }

  /** Counts each kept answer once. */
  private abstract static class Counter {
    private final OracleCounts counts;
    private final long size;
    private final EnumSet<OracleCall> asked = EnumSet.noneOf(OracleCall.class);

    Counter(OracleCounts counts, long size) {
      this.counts = counts;
      this.size = size;
    }

    void once(OracleCall call) {
      if (asked.add(call)) {
        counts.add(call, size);
      }
    }

    void each(OracleCall call) {
      counts.add(call, size);
    }
  }

  private static final class Lower extends Counter implements LowerPoints {
    private final LowerPoints inner;

    Lower(LowerPoints inner, OracleCounts counts, long size) {
      super(counts, size);
      this.inner = inner;
    }

    @Override
    public BlockSet set() {
      return inner.set();
    }

    @Override
    public Vec values() {
      once(OracleCall.LOWER_VALUE);
      return inner.values();
    }

    @Override
    public Blocks gradY() {
      once(OracleCall.LOWER_GRAD_Y);
      return inner.gradY();
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      each(OracleCall.LOWER_GRAD_X);
      inner.addGradX(w, out);
    }

    @Override
    public Blocks hvpYY(Blocks v) {
      each(OracleCall.LOWER_HVP);
      return inner.hvpYY(v);
    }

    @Override
    public void addCrossXY(Weights w, Blocks v, Vec out) {
      each(OracleCall.LOWER_CROSS_XY);
      inner.addCrossXY(w, v, out);
    }

    @Override
    public Blocks crossYX(Vec u) {
      each(OracleCall.LOWER_CROSS_YX);
      return inner.crossYX(u);
    }

    @Override
    public Blocks hessianYY() {
      once(OracleCall.LOWER_HESSIAN);
      return inner.hessianYY();
    }

    @Override
    public Blocks jacobianXY() {
      once(OracleCall.LOWER_JACOBIAN);
      return inner.jacobianXY();
    }

    @Override
    public Vec upperZeros() {
      return inner.upperZeros();
    }
  }

  private static final class Upper extends Counter implements UpperPoints {
    private final UpperPoints inner;

    Upper(UpperPoints inner, OracleCounts counts, long size) {
      super(counts, size);
      this.inner = inner;
    }

    @Override
    public BlockSet set() {
      return inner.set();
    }

    @Override
    public Vec values() {
      once(OracleCall.UPPER_VALUE);
      return inner.values();
    }

    @Override
    public Blocks gradY() {
      once(OracleCall.UPPER_GRAD_Y);
      return inner.gradY();
    }

    @Override
    public Blocks gradDual() {
      once(OracleCall.UPPER_GRAD_DUAL);
      return inner.gradDual();
    }

    @Override
    public void addGradX(Weights w, Vec out) {
      each(OracleCall.UPPER_GRAD_X);
      inner.addGradX(w, out);
    }

    @Override
    public void addGradSharedDual(Weights w, Vec out) {
      each(OracleCall.UPPER_GRAD_DUAL);
      inner.addGradSharedDual(w, out);
    }

    @Override
    public Vec upperZeros() {
      return inner.upperZeros();
    }
  }
}
