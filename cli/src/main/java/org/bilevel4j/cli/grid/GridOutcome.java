package org.bilevel4j.cli.grid;

import java.util.List;
import org.bilevel4j.cli.console.ErrorHandlers;
import org.bilevel4j.cli.console.RunLog;
import org.bilevel4j.core.run.Outcome;

/**
 * What a grid has come to, told in log and exit code: 0, also when some runs diverged; 1 when a run
 * failed or all diverged.
 */
public record GridOutcome(Grid grid, List<Grid.Failure> failures, GridFolder folder, RunLog log) {

  /** A line of the log about a run, and one for each of its remarks. */
  public static void note(RunJob job, RunLog log) {
    String outcome =
        job.result()
            .map(r -> r.outcome().kind() + ": " + r.outcome().message())
            .orElse("not finished, " + job.steps() + " steps made");
    String run = job.arm().label() + ", seed " + job.seed();
    log.info(run + ": " + outcome);
    job.result().ifPresent(r -> r.remarks().forEach(text -> log.info(run + " remarks: " + text)));
  }

  /** Tells of the runs that failed; to be done before anything that may fail for want of them. */
  public GridOutcome tellFailures() {
    for (Grid.Failure f : failures) {
      log.failure(
          f.job().arm().label()
              + ", seed "
              + f.job().seed()
              + ": internal error, "
              + f.cause()
              + "; the trace is in "
              + folder.log()
              + ".",
          f.cause());
    }
    return this;
  }

  /** Whether every run failed, so that there is nothing to sum up. */
  public boolean haveAllFailed() {
    return failures.size() == grid.jobs().size();
  }

  /** Tells how many runs diverged. */
  public int exitCode() {
    long diverged = grid.jobs().stream().filter(GridOutcome::hasDiverged).count();
    if (diverged > 0) {
      log.warn(
          diverged
              + " of "
              + grid.jobs().size()
              + " runs diverged.\nHint: smaller step sizes; 'tune' looks for them.");
    }
    boolean allDiverged = diverged == grid.jobs().size();
    return failures.isEmpty() && !allDiverged ? 0 : ErrorHandlers.FAILED;
  }

  private static boolean hasDiverged(RunJob job) {
    return job.result().map(r -> r.outcome().kind() == Outcome.Kind.DIVERGED).orElse(false);
  }
}
