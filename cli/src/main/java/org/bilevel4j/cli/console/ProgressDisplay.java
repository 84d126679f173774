package org.bilevel4j.cli.console;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks at runs now and then and shows steps, rate, time left and the worst loss. */
public final class ProgressDisplay implements AutoCloseable {

  /** A run as it is shown; asked by a thread of its own. */
  public interface Item {
    /** Steps made so far. */
    long steps();

    /** Steps planned; those made once it has ended. */
    long planned();

    /** Whether nothing is left to do. */
    boolean isFinished();

    /** The worst task's validation loss when last measured; NaN when unknown. */
    double worst();
  }

  private static final Duration BAR = Duration.ofMillis(250);
  private static final Duration LINES = Duration.ofSeconds(5);
  private static final int WIDTH = 20;

  private final List<? extends Item> jobs;
  private final PrintStream out;
  private final boolean terminal;
  private final Thread thread;
  private final CountDownLatch end = new CountDownLatch(1);
  private long stepsBefore;
  private long startedAt;

  private ProgressDisplay(List<? extends Item> jobs, PrintStream out, boolean terminal) {
    this.jobs = List.copyOf(jobs);
    this.out = out;
    this.terminal = terminal;
    this.thread = new Thread(terminal ? this::bar : this::lines, "bilevel4j-progress");
    thread.setDaemon(true);
  }

  /**
   * Begins to show some runs.
   *
   * @param terminal whether {@code out} can redraw a line
   */
  public static ProgressDisplay show(List<? extends Item> jobs, PrintStream out, boolean terminal) {
    ProgressDisplay progress = new ProgressDisplay(jobs, out, terminal);
    progress.stepsBefore = progress.steps();
    progress.startedAt = System.nanoTime();
    progress.thread.start();
    return progress;
  }

  private long steps() {
    return jobs.stream().mapToLong(Item::steps).sum();
  }

  private long planned() {
    return jobs.stream().mapToLong(Item::planned).sum();
  }

  private long finished() {
    return jobs.stream().filter(Item::isFinished).count();
  }

  private String worst() {
    double worst =
        jobs.stream()
            .filter(j -> !j.isFinished() && j.steps() > 0)
            .mapToDouble(Item::worst)
            .filter(Double::isFinite)
            .max()
            .orElse(Double.NaN);
    return Double.isNaN(worst) ? "" : String.format(Locale.ROOT, ", worst loss %.4g", worst);
  }

  private boolean pause(Duration time) {
    try {
      return !end.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void bar() {
    boolean more = true;
    while (more) {
      more = pause(BAR);
      out.print("\r" + bar(Terminal.columns()) + "\033[K");
      out.flush();
    }
    out.println();
  }

  /**
   * The same line behind a bar, cut at the last column but one so that the terminal never wraps.
   */
  String bar(int columns) {
    double share = planned() == 0 ? 1 : (double) steps() / planned();
    int filled = (int) Math.round(share * WIDTH);
    String bar = "=".repeat(filled) + " ".repeat(WIDTH - filled);
    String text =
        String.format(
            Locale.ROOT,
            "[%s] %3.0f%% %d/%d runs, %.0f steps/s, %s%s",
            bar,
            Math.floor(100 * share),
            finished(),
            jobs.size(),
            rate(),
            left(),
            worst().replace("worst loss", "worst"));
    return text.length() < columns ? text : text.substring(0, columns - 1);
  }

  private void lines() {
    while (pause(LINES)) {
      out.println(line());
    }
  }

  /** One line: runs, steps, rate, time left, worst loss. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%d/%d runs, %d/%d steps, %.0f steps/s, %s%s",
        finished(),
        jobs.size(),
        steps(),
        planned(),
        rate(),
        left(),
        worst());
  }

  /** Steps per second since this display began; those of an earlier start do not count. */
  private double rate() {
    double seconds = (System.nanoTime() - startedAt) * 1e-9;
    return (steps() - stepsBefore) / Math.max(1e-9, seconds);
  }

  private String left() {
    if (steps() == planned()) {
      return "measuring the end";
    }
    return rate() > 0 ? time((planned() - steps()) / rate()) + " left" : "time left unknown";
  }

  private static String time(double seconds) {
    long s = Math.round(Math.min(seconds, 1e9));
    return s >= 3600
        ? String.format(Locale.ROOT, "%d h %02d min", s / 3600, s / 60 % 60)
        : s >= 60 ? String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60) : s + " s";
  }

  /** Stops showing; the last picture stays. */
  @Override
  public void close() {
    end.countDown();
    try {
      thread.join(2000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!terminal && finished() < jobs.size()) {
      out.println(line());
    }
  }
}
