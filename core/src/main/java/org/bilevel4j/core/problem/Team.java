package org.bilevel4j.core.problem;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.bilevel4j.core.util.Args;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that work through numbered tasks together. Work is cut into a number of tasks that
 * does not depend on the number of threads, and each task writes to its own place, so results have
 * the same bits on one thread and on eight.
 *
 * <p>Workers wait actively for a short while after each job, so that handing over a job of 50
 * microseconds pays.
 */
public final class Team implements AutoCloseable {
  private static final int SPINS = 20_000;

  /** About 15 microseconds of a core; a hand-over takes 2 to 5. */
  private static final long WORTH_SHARING = 1_000_000;

  private static final class Job {
    private final int tasks;
    private final IntConsumer task;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Job(int tasks, IntConsumer task) {
      this.tasks = tasks;
      this.task = task;
    }

    private void work() {
      for (int t = next.getAndIncrement(); t < tasks; t = next.getAndIncrement()) {
        try {
          task.accept(t);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
        done.incrementAndGet();
      }
    }
  }

  private final Thread[] workers;
  private volatile @Nullable Job job;
  private volatile boolean closed;
  private boolean busy;

  private Team(int threads) {
    this.workers = new Thread[threads - 1];
    for (int w = 0; w < workers.length; w++) {
      workers[w] = new Thread(this::serve, "bilevel4j-team-" + (w + 1));
      workers[w].setDaemon(true);
      workers[w].start();
    }
  }

  /** A team of one: the calling thread. */
  public static Team single() {
    return new Team(1);
  }

  /** The calling thread and threads - 1 workers; close it to end them. */
  public static Team of(int threads) {
    return new Team(Args.atLeast(1, threads, "threads"));
  }

  /** How many threads work, the caller included. */
  public int threads() {
    return workers.length + 1;
  }

  /**
   * Runs task 0..tasks-1, each once, and returns when all are done. Calls from inside a task run on
   * the calling thread.
   *
   * @throws RuntimeException or Error the first failure of a task
   */
  public void run(int tasks, IntConsumer task) {
    if (workers.length == 0 || tasks <= 1 || busy) {
      for (int t = 0; t < tasks; t++) {
        task.accept(t);
      }
      return;
    }
    Job mine = new Job(tasks, task);
    busy = true;
    job = mine;
    for (Thread w : workers) {
      LockSupport.unpark(w);
    }
    mine.work();
    while (mine.done.get() < tasks) {
      Thread.onSpinWait();
    }
    job = null;
    busy = false;
    Throwable failure = mine.failure.get();
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  /**
   * The same for work of a known size: on the calling thread alone when handing it over would take
   * longer than half of it.
   *
   * @param operations multiplications and additions of all tasks together, roughly
   */
  public void run(int tasks, long operations, IntConsumer task) {
    if (operations >= WORTH_SHARING) {
      run(tasks, task);
      return;
    }
    for (int t = 0; t < tasks; t++) {
      task.accept(t);
    }
  }

  private void serve() {
    int idle = 0;
    while (!closed) {
      Job current = job;
      if (current != null && current.next.get() < current.tasks) {
        current.work();
        idle = 0;
      } else if (idle++ < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
  }

  /** Ends the workers. */
  @Override
  public void close() {
    closed = true;
    for (Thread w : workers) {
      LockSupport.unpark(w);
    }
  }
}
