package org.bilevel4j.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens when the process is asked to end (Ctrl-C, SIGTERM): the work is stopped at a step
 * boundary and saved, then the command that goes on with it is printed. Java then ends with exit
 * code 130 (or 143).
 */
public final class InterruptHandler implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread hook;

  private InterruptHandler(Runnable stop, String resume) {
    this.hook = new Thread(() -> end(stop, resume), "bilevel4j-interruption");
  }

  /**
   * Guards some work until closed.
   *
   * @param stop asks the work to end; returns at once
   * @param resume the command line that goes on with the work
   */
  public static InterruptHandler guard(Runnable stop, String resume) {
    InterruptHandler guard = new InterruptHandler(stop, resume);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  private void end(Runnable stop, String resume) {
    System.err.println();
    System.err.println("Stopping; saving what was computed ...");
    stop.run();
    try {
      boolean done = saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      System.err.println(
          (done ? "Saved." : "A step takes too long; the last checkpoint counts.")
              + " Go on with:\n  "
              + resume);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that the work has ended, of itself or because it was asked to. */
  @Override
  public void close() {
    saved.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending: the hook prints, and this thread must not go on to print results
      park();
    }
  }

  private void park() {
    try {
      hook.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
