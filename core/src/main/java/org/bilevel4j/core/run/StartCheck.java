package org.bilevel4j.core.run;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;

/** Refuses a run at step 0 whose losses are not finite where it starts; costs the run nothing. */
public final class StartCheck {
  private static final long MOST_ROWS = 8192;
  private static final int SOME_ROWS = 64;

  private final BilevelProblem problem;
  private final BlockSet all;

  private StartCheck(BilevelProblem problem) {
    this.problem = problem;
    this.all = BlockSet.all(problem.blocks());
  }

  /**
   * Looks at the losses on all rows, on some where there are many.
   *
   * @throws UserError naming the loss and the block that is not finite at a finite start
   */
  public static void require(Run<?> run) {
    Snapshot start = run.snapshot();
    if (start.isFinite()) {
      new StartCheck(run.problem()).check(start, run);
    }
  }

  private void check(Snapshot at, Run<?> run) {
    try (Workspace workspace = new Workspace(run.team());
        Oracle oracle = problem.open(workspace)) {
      Blocks y = at.lower().orElseGet(() -> begun(at.x(), Key.of(run.spec().seed())));
      if (problem.offers().contains(OracleCall.UPPER_VALUE)) {
        Draw draw = draw(problem::upperRows);
        require("upper", oracle.upper(all, at.x(), y, at.dual(), draw).values());
      }
      if (problem.offers().contains(OracleCall.LOWER_VALUE) && problem.lowerDims().max() > 0) {
        require("lower", oracle.lower(all, at.x(), y, draw(problem::lowerRows)).values());
      }
    }
  }

  private Blocks begun(Vec x, Key key) {
    Blocks y = Blocks.zeros(all, problem.lowerDims());
    for (int i = 0; i < problem.blocks(); i++) {
      problem.lowerStart().fill(i, x, key, y.at(i));
    }
    return y;
  }

  /** All rows where they are few, or cannot be drawn from freely. */
  private Draw draw(IntFunction<Rows> rowsOf) {
    List<Rows> rows = IntStream.range(0, problem.blocks()).mapToObj(rowsOf).toList();
    if (rows.stream().mapToLong(Rows::count).sum() <= MOST_ROWS) {
      return Draw.full();
    }
    if (rows.stream().allMatch(r -> r.positives() < 0 && r.count() >= SOME_ROWS)) {
      return some(Batch.of(SOME_ROWS));
    }
    return rows.stream().allMatch(r -> r.positives() > 0 && r.positives() < r.count())
        ? some(new Batch.Stratified(SOME_ROWS / 2, SOME_ROWS / 2))
        : Draw.full();
  }

  private static Draw some(Batch batch) {
    return new Draw(Key.of(1), Key.of(2), 0, batch);
  }

  private void require(String level, Vec losses) {
    for (int i = 0; i < losses.dim(); i++) {
      if (!Double.isFinite(losses.get(i))) {
        throw new UserError(
            "problem '"
                + problem.name()
                + "': the "
                + level
                + " loss of block "
                + i
                + " is "
                + losses.get(i)
                + " at the start, where x and y are finite.",
            "another start, or losses that are defined there (log, sqrt, a division).");
      }
    }
  }
}
