package org.bilevel4j.core.parallel;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.bilevel4j.core.util.Args;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that work through numbered tasks together. Work is cut into a number of tasks that
 * does not depend on the number of threads, and each task writes to its own place, so results have
 * the same bits on one thread and on eight.
 *
 * <p>Handing over a job costs some hundred nanoseconds while the workers are awake, which they stay
 * for some ten microseconds after each job: long enough for the next job of a step, too short to
 * take a core from somebody else. The caller claims tasks from the front and waits only for tasks
 * that a worker has begun, so that on a busy machine it does the work itself; workers claim from
 * the back, so that the same rows tend to stay in the same core's cache from job to job.
 *
 * <p>Used by one thread at a time.
 */
public final class WorkerTeam implements AutoCloseable {
  /** How often a worker looks for a job before it falls asleep. */
  private static final int AWAKE = 4_000;

  /** How often the caller looks whether the workers are done before it falls asleep. */
  private static final int PATIENT = 20_000;

  /** About 2 microseconds of a core; {@link #shareFrom} changes it. */
  private static final long WORTH_SHARING = 50_000;

  /** Tasks are claimed one by one up to so many, beyond that several at a time. */
  private static final int MOST_CLAIMS = 1 << 10;

  private static final int HALF = 16;
  private static final long MASK = (1L << HALF) - 1;

  /**
   * What changes from job to job lies in two arrays, at places that share a cache line with nothing
   * else: what a waiting worker looks at must change only when there is work.
   */
  private static final int CLAIMS = 16; // number of the job (32 bits), first and end of free claims

  private static final int DONE = 32; // claims that workers have worked through
  private static final int ASLEEP = 48; // workers that must be woken
  private static final int BUSY = 64; // 1 while a job runs
  private static final int CELLS = 80;
  private static final int CURRENT = 32;

  private record Job(int tasks, int claims, IntConsumer task) {
    private static final Job NONE = new Job(0, 0, t -> {});

    /** Works through one claim: a few tasks in a row. */
    void work(long claim, AtomicReference<@Nullable Throwable> failure) {
      int end = (int) (tasks * (claim + 1) / claims);
      for (int t = (int) (tasks * claim / claims); t < end; t++) {
        try {
          task.accept(t);
        } catch (RuntimeException | Error e) {
          failure.compareAndSet(null, e);
        }
      }
    }
  }

  private final AtomicLongArray cells = new AtomicLongArray(CELLS);
  private final AtomicReferenceArray<Job> job = new AtomicReferenceArray<>(2 * CURRENT);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread[] workers;
  private volatile @Nullable Thread waiting;
  private volatile boolean closed;
  private long leastShared = WORTH_SHARING;

  private WorkerTeam(int threads) {
    this.workers = new Thread[threads - 1];
    for (int w = 0; w < workers.length; w++) {
      workers[w] = new Thread(this::serve, "bilevel4j-team-" + (w + 1));
      workers[w].setDaemon(true);
      workers[w].start();
    }
  }

  /** A team of one: the calling thread. */
  public static WorkerTeam single() {
    return new WorkerTeam(1);
  }

  /** The calling thread and threads - 1 workers; close it to end them. */
  public static WorkerTeam of(int threads) {
    return new WorkerTeam(Args.atLeast(1, threads, "threads"));
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
    if (workers.length == 0 || tasks <= 1 || cells.getPlain(BUSY) == 1 || closed) {
      for (int t = 0; t < tasks; t++) {
        task.accept(t);
      }
      return;
    }
    Job mine = new Job(tasks, Math.min(tasks, MOST_CLAIMS), task);
    cells.setPlain(BUSY, 1);
    publish(mine);
    await(mine.claims - work(true));
    job.setPlain(CURRENT, Job.NONE);
    cells.setPlain(BUSY, 0);
    Throwable failed = failure.getPlain() == null ? null : failure.getAndSet(null);
    if (failed instanceof RuntimeException e) {
      throw e;
    }
    if (failed instanceof Error e) {
      throw e;
    }
  }

  /**
   * The same for work of a known size: on the calling thread alone when handing it over would cost
   * more than it gains.
   *
   * @param operations multiplications and additions of all tasks together, roughly
   */
  public void run(int tasks, long operations, IntConsumer task) {
    if (operations >= leastShared) {
      run(tasks, task);
      return;
    }
    for (int t = 0; t < tasks; t++) {
      task.accept(t);
    }
  }

  /** Keeps work of fewer operations on the calling thread from now on. */
  public void shareFrom(long operations) {
    leastShared = operations;
  }

  private void publish(Job next) {
    job.setPlain(CURRENT, next);
    cells.setPlain(DONE, 0);
    long number = (cells.getPlain(CLAIMS) >>> (2 * HALF)) + 1;
    cells.set(CLAIMS, (number << (2 * HALF)) | next.claims);
    if (cells.get(ASLEEP) > 0) {
      for (Thread w : workers) {
        LockSupport.unpark(w);
      }
    }
  }

  /**
   * Works through claims of the current job until none is free. A claim succeeds only while its job
   * is current, and a job stays current until its claims are done.
   *
   * @return how many claims
   */
  private int work(boolean front) {
    int mine = 0;
    while (true) {
      long free = cells.get(CLAIMS);
      long first = (free >>> HALF) & MASK;
      long end = free & MASK;
      if (first >= end) {
        return mine;
      }
      Job current = job.getPlain(CURRENT);
      if (cells.compareAndSet(CLAIMS, free, front ? free + (1L << HALF) : free - 1)) {
        current.work(front ? first : end - 1, failure);
        mine++;
      }
    }
  }

  private void await(int others) {
    int looks = 0;
    while (cells.get(DONE) < others) {
      if (looks < PATIENT) {
        looks++;
        Thread.onSpinWait();
      } else {
        waiting = Thread.currentThread();
        if (cells.get(DONE) < others) {
          LockSupport.park(this);
        }
        waiting = null;
      }
    }
  }

  private void serve() {
    int looks = 0;
    while (!closed) {
      int done = work(false);
      if (done > 0) {
        cells.getAndAdd(DONE, done);
        LockSupport.unpark(waiting); // usually nobody
        looks = 0;
      } else if (looks++ < AWAKE) {
        Thread.onSpinWait();
      } else {
        sleep();
        looks = 0;
      }
    }
  }

  private void sleep() {
    cells.getAndIncrement(ASLEEP);
    long free = cells.get(CLAIMS);
    if (((free >>> HALF) & MASK) >= (free & MASK) && !closed) {
      LockSupport.park(this);
    }
    cells.getAndDecrement(ASLEEP);
  }

  /** Ends the workers; later work stays on the calling thread. */
  @Override
  public void close() {
    closed = true;
    for (Thread w : workers) {
      LockSupport.unpark(w);
    }
  }
}
