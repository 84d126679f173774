package org.bilevel4j.core.oracle;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.jspecify.annotations.Nullable;

/** Two hooks as one: the outer is told first before a question and last after it. */
record HookChain(OracleHook outer, OracleHook inner) implements OracleHook {

  @Override
  public PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw) {
    return new Points(outer.lower(set, x, y, draw), inner.lower(set, x, y, draw));
  }

  @Override
  public PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
    return new Points(outer.upper(set, x, y, dual, draw), inner.upper(set, x, y, dual, draw));
  }

  @Override
  public void closed() {
    inner.closed();
    outer.closed();
  }

  private record Points(PointHook outer, PointHook inner) implements PointHook {
    @Override
    public void before(
        PointMethod method,
        @Nullable Weights weights,
        @Nullable Object along,
        @Nullable Vec target) {
      outer.before(method, weights, along, target);
      boolean passed = false;
      try {
        inner.before(method, weights, along, target);
        passed = true;
      } finally {
        if (!passed) {
          outer.ended();
        }
      }
    }

    @Override
    public void after(PointMethod method, Vec answer) {
      inner.after(method, answer);
      outer.after(method, answer);
    }

    @Override
    public void after(PointMethod method, Blocks answer) {
      inner.after(method, answer);
      outer.after(method, answer);
    }

    @Override
    public void ended() {
      inner.ended();
      outer.ended();
    }
  }
}
