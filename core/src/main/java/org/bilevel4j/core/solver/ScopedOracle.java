package org.bilevel4j.core.solver;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.oracle.ForwardingOracle;
import org.bilevel4j.core.oracle.OracleHook;
import org.bilevel4j.core.oracle.PointHook;
import org.bilevel4j.core.oracle.PointMethod;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.Oracle;
import org.jspecify.annotations.Nullable;

/**
 * What a point answers, and what it remembers for the next question, lives as long as the point: a
 * point made before an inner iteration may be asked within it for the first time.
 */
public final class ScopedOracle {
  private ScopedOracle() {}

  /** An oracle whose points answer in the lifetime that they were made in; itself when they do. */
  public static Oracle of(Oracle oracle, Workspace workspace) {
    return isScoped(oracle, workspace) ? oracle : ForwardingOracle.of(oracle, new Scope(workspace));
  }

  private static boolean isScoped(Oracle oracle, Workspace workspace) {
    return oracle instanceof ForwardingOracle forwarding
        && forwarding.outermost() instanceof Scope scope
        && scope.workspace == workspace;
  }

  private record Scope(Workspace workspace) implements OracleHook {
    @Override
    public PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw) {
      return new PointScope(workspace);
    }

    @Override
    public PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
      return new PointScope(workspace);
    }
  }

  private static final class PointScope implements PointHook {
    private final Workspace workspace;
    private final Workspace.Lifetime lifetime;
    private Workspace.Lifetime outside;

    PointScope(Workspace workspace) {
      this.workspace = workspace;
      this.lifetime = workspace.lifetime();
      this.outside = lifetime;
    }

    @Override
    public void before(
        PointMethod method,
        @Nullable Weights weights,
        @Nullable Object along,
        @Nullable Vec target) {
      outside = workspace.enter(lifetime);
    }

    @Override
    public void ended() {
      workspace.leave(outside);
    }
  }
}
