package org.bilevel4j.core.run;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.oracle.ForwardingOracle;
import org.bilevel4j.core.oracle.OracleHook;
import org.bilevel4j.core.oracle.PointHook;
import org.bilevel4j.core.oracle.PointMethod;
import org.bilevel4j.core.problem.BatchCheck;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.ProblemShape;
import org.jspecify.annotations.Nullable;

/**
 * Counts by construction: every question a solver asks passes through here. Asking a point twice
 * for what it keeps counts once. Products that the problem hides in an answer are counted with it.
 * Batches are checked against the blocks' rows when they first appear.
 */
public final class CountingOracle {
  private CountingOracle() {}

  /** An oracle whose questions are counted. */
  public static Oracle of(ProblemShape shape, Oracle oracle, OracleCounts counts) {
    return ForwardingOracle.of(oracle, new Counter(shape, counts));
  }

  private static final class Counter implements OracleHook {
    private final ProblemShape shape;
    private final OracleCounts counts;
    private final BatchCheck lower;
    private final BatchCheck upper;
    private final int[] hidden; // products in an answer, by call

    Counter(ProblemShape shape, OracleCounts counts) {
      this.shape = shape;
      this.counts = counts;
      this.lower = BatchCheck.lower(shape);
      this.upper = BatchCheck.upper(shape);
      this.hidden = new int[OracleCall.values().length];
      for (OracleCall call : OracleCall.values()) {
        hidden[call.ordinal()] = shape.hiddenProducts(call);
      }
    }

    @Override
    public PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw) {
      lower.check(draw);
      counts.addSamples(shape.lowerRowsDrawn(set, draw));
      return new PointCounter(counts, hidden, shape.losses(set));
    }

    @Override
    public PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
      upper.check(draw);
      counts.addSamples(shape.upperRowsDrawn(set, draw));
      return new PointCounter(counts, hidden, shape.losses(set));
    }
  }

  /** Counts each kept answer once. */
  private static final class PointCounter implements PointHook {
    private final OracleCounts counts;
    private final int[] hidden;
    private final long size;
    private int kept; // a bit for each call

    PointCounter(OracleCounts counts, int[] hidden, long size) {
      this.counts = counts;
      this.hidden = hidden;
      this.size = size;
    }

    @Override
    public void before(
        PointMethod method,
        @Nullable Weights weights,
        @Nullable Object along,
        @Nullable Vec target) {
      OracleCall call = method.call();
      if (call == null) {
        return;
      }
      if (method.isKept()) {
        int bit = 1 << call.ordinal();
        if ((kept & bit) != 0) {
          return;
        }
        kept |= bit;
      }
      counts.add(call, size, hidden[call.ordinal()]);
    }
  }
}
