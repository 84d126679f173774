package org.bilevel4j.cli.console;

import java.nio.file.Path;
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

  private InterruptHandler(Runnable stop, Path folder, String command) {
    this.hook = new Thread(() -> end(stop, folder, command), "bilevel4j-interruption");
  }

  /**
   * Guards some work until closed.
   *
   * @param stop asks the work to end; returns at once
   * @param command what goes on with the folder, without the folder
   */
  public static InterruptHandler guard(Runnable stop, Path folder, String command) {
    InterruptHandler guard = new InterruptHandler(stop, folder, command);
    Runtime.getRuntime().addShutdownHook(guard.hook);
    return guard;
  }

  private void end(Runnable stop, Path folder, String command) {
    System.err.println();
    System.err.println("Stopping; saving what was computed ...");
    stop.run();
    try {
      boolean done = saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      System.err.println(
          done
              ? "Saved. Go on with: bilevel4j " + command + " " + folder
              : "A step takes too long; the last checkpoint counts. Go on with: bilevel4j "
                  + command
                  + " "
                  + folder);
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
