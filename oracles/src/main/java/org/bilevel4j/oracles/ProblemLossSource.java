package org.bilevel4j.oracles;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.Oracle;

/**
 * The values that a problem's own oracle computes, one block at a time. An oracle serves one
 * thread, so every thread that asks at the same time has its own; its workspace is reset after each
 * answer.
 */
final class ProblemLossSource implements LossSource {
  private final BilevelProblem problem;
  private final Queue<Asked> idle = new ConcurrentLinkedQueue<>();

  private record Asked(Workspace workspace, Oracle oracle) implements AutoCloseable {
    @Override
    public void close() {
      try (workspace) {
        oracle.close();
      }
    }
  }

  ProblemLossSource(BilevelProblem problem) {
    this.problem = problem;
  }

  @Override
  public SampledLosses upper(BlockSet set, Draw draw) {
    return (p, x, y, dual) -> {
      BlockSet one = BlockSet.of(problem.blocks(), set.id(p));
      return ask(o -> o.upper(one, x, only(one, y), dual(one, dual), draw).values().get(0));
    };
  }

  @Override
  public SampledLosses lower(BlockSet set, Draw draw) {
    return (p, x, y, dual) -> {
      BlockSet one = BlockSet.of(problem.blocks(), set.id(p));
      return ask(o -> o.lower(one, x, only(one, y), draw).values().get(0));
    };
  }

  private Blocks only(BlockSet one, Vec y) {
    return Blocks.packed(one, problem.lowerDims(), y);
  }

  private Dual dual(BlockSet one, Vec alpha) {
    if (problem.dualSide() instanceof DualSide.PerBlock side) {
      return new Dual.PerBlock(Blocks.packed(one, side.dims(), alpha));
    }
    return problem.dualSide() instanceof DualSide.Shared ? new Dual.Shared(alpha) : Dual.none();
  }

  @Override
  public void close() {
    idle.forEach(Asked::close);
    idle.clear();
  }

  private double ask(ToDoubleFunction<Oracle> question) {
    Asked asked = idle.poll();
    if (asked == null) {
      Workspace workspace = Workspace.single();
      asked = new Asked(workspace, problem.open(workspace));
    }
    try {
      return question.applyAsDouble(asked.oracle());
    } finally {
      asked.workspace().reset();
      idle.add(asked);
    }
  }
}
