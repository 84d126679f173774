package org.bilevel4j.applications;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;

/** Checks of whole applications in double. */
public final class Slopes {
  private Slopes() {}

  /** Compares every derivative with differences: first 1e-6, second 1e-4 relative. */
  public static void check(BilevelProblem problem, Batch batch) {
    CheckResult result = DerivativeCheck.of(problem).atRandom(Key.of(17), batch, batch);
    assertThat(result.findings()).hasSizeGreaterThan(problem.blocks() > 1 ? 40 : 24);
    assertThat(result.passed()).as(result::toString).isTrue();
  }

  /** Checks that the application's own solver finds a zero of grad_y g of every block. */
  public static void checkSolver(BilevelProblem problem) {
    Vec x = Vec.zeros(problem.upperDim());
    problem.startUpper(x, Key.of(3));
    BlockSet all = BlockSet.all(problem.blocks());
    Blocks y = Blocks.zeros(all, problem.lowerDims());
    LowerSolver solver = problem.lowerSolver().orElseThrow();
    for (int i = 0; i < all.size(); i++) {
      assertThat(solver.solve(i, x, y.at(i), Vec.zeros(0), 1e-8)).isTrue();
    }
    LowerPoints g = problem.open(Workspace.single()).lower(all, x, y, Draw.full());
    assertThat(g.gradY().flat().norm()).isLessThan(1e-7);
    assertThat(y.flat().norm()).isGreaterThan(0.1);
  }
}
