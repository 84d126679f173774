package org.bilevel4j.cli.grid;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.report.LiveReport;

/**
 * Keeps {@code report.html} up to date while runs go on: a thread reads what lies in the folder
 * every few seconds. It rests fifty times as long as it worked, so that it takes at most two per
 * cent of a core.
 */
public final class ReportRenewer implements AutoCloseable {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final int REST = 50;

  private final LiveReport report;
  private final List<RunJob> jobs;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread = new Thread(this::renew, "bilevel4j-report");

  private volatile boolean renews; // whether the page in the folder loads itself again

  private ReportRenewer(Path folder, List<RunJob> jobs) {
    this.report = new LiveReport(folder);
    this.jobs = List.copyOf(jobs);
    thread.setDaemon(true);
  }

  /** Begins to write the report of a grid. */
  public static ReportRenewer of(Grid grid, GridFolder folder) {
    ReportRenewer live = new ReportRenewer(folder.root(), grid.jobs());
    live.thread.start();
    return live;
  }

  private void renew() {
    Duration pause = FIRST;
    while (pause(pause)) {
      long start = System.nanoTime();
      if (isMoving() && write(Optional.of(pause.compareTo(LEAST) < 0 ? LEAST : pause))) {
        renews = true;
        Duration rest = Duration.ofNanos(REST * (System.nanoTime() - start));
        pause = rest.compareTo(LEAST) < 0 ? LEAST : rest;
      }
    }
  }

  /** Until a run has begun or was taken up, its folder may still be refused and stays as it is. */
  private boolean isMoving() {
    return jobs.stream().anyMatch(job -> !job.isFinished() && job.steps() > 0);
  }

  private boolean pause(Duration time) {
    try {
      return !end.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private boolean write(Optional<Duration> renewal) {
    try {
      report.write(renewal);
      return true;
    } catch (UserError e) {
      return false; // nothing is measured yet; whatever is broken the final report names
    }
  }

  /** Stops; a page that loads itself again is written once more, to stay as it is. */
  @Override
  public void close() {
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (renews && !jobs.stream().allMatch(RunJob::isFinished)) {
      write(Optional.empty());
    }
  }
}
