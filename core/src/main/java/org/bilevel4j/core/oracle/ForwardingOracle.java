package org.bilevel4j.core.oracle;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;

/**
 * Passes every question on to another oracle and tells hooks of it: before the question from the
 * outermost hook to the innermost, after it in the reverse order. However many hooks there are, a
 * point is wrapped once. Answers are those of the other oracle, the same objects.
 */
public final class ForwardingOracle implements Oracle {
  private final Oracle oracle;
  private final OracleHook hook;

  private ForwardingOracle(Oracle oracle, OracleHook hook) {
    this.oracle = oracle;
    this.hook = hook;
  }

  /**
   * An oracle with one more hook, the outermost.
   *
   * @param oracle who answers; closed with the new oracle
   */
  public static Oracle of(Oracle oracle, OracleHook hook) {
    return oracle instanceof ForwardingOracle inner
        ? new ForwardingOracle(inner.oracle, new HookChain(hook, inner.hook))
        : new ForwardingOracle(oracle, hook);
  }

  /** The hook that is told first before and last after a question. */
  public OracleHook outermost() {
    return hook instanceof HookChain chain ? chain.outer() : hook;
  }

  @Override
  public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    PointHook told = hook.lower(set, x, y, draw);
    return new ForwardingLowerPoints(oracle.lower(set, x, y, draw), told);
  }

  @Override
  public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    PointHook told = hook.upper(set, x, y, dual, draw);
    return new ForwardingUpperPoints(oracle.upper(set, x, y, dual, draw), told);
  }

  @Override
  public void close() {
    oracle.close();
    hook.closed();
  }
}
