package org.bilevel4j.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerTeamTest {

  @Test
  void should_run_every_task_once_over_many_jobs() {
    try (WorkerTeam team = WorkerTeam.of(3)) {
      for (int job = 0; job < 2_000; job++) {
        AtomicIntegerArray ran = new AtomicIntegerArray(17);
        team.run(17, ran::incrementAndGet);
        for (int t = 0; t < 17; t++) {
          assertThat(ran.get(t)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void should_see_what_workers_wrote() {
    try (WorkerTeam team = WorkerTeam.of(2)) {
      for (int job = 0; job < 2_000; job++) {
        double[] written = new double[8];
        double value = job;
        team.run(8, t -> written[t] = value);
        assertThat(written).containsOnly(value);
      }
    }
  }

  @Test
  void should_pass_on_the_first_failure_and_work_afterwards() {
    try (WorkerTeam team = WorkerTeam.of(2)) {
      assertThatThrownBy(
              () ->
                  team.run(
                      4,
                      t -> {
                        if (t == 2) {
                          throw new IllegalStateException("task two");
                        }
                      }))
          .hasMessage("task two");
      int[] ran = new int[4];
      team.run(4, t -> ran[t] = 1);
      assertThat(ran).containsOnly(1);
    }
  }

  @Test
  void should_run_inline_when_called_from_inside_a_task() {
    try (WorkerTeam team = WorkerTeam.of(2)) {
      AtomicIntegerArray ran = new AtomicIntegerArray(6);
      team.run(2, outer -> team.run(3, inner -> ran.incrementAndGet(outer * 3 + inner)));
      for (int t = 0; t < 6; t++) {
        assertThat(ran.get(t)).isEqualTo(1);
      }
    }
  }

  @Test
  void should_keep_little_work_on_the_calling_thread() {
    try (WorkerTeam team = WorkerTeam.of(2)) {
      Thread[] ran = new Thread[64];
      for (int job = 0; job < 50; job++) {
        team.run(64, 100, t -> ran[t] = Thread.currentThread());
        assertThat(ran).containsOnly(Thread.currentThread());
      }
      int[] done = new int[64];
      team.run(64, Long.MAX_VALUE, t -> done[t]++);
      assertThat(done).containsOnly(1);
    }
  }

  @Test
  @Timeout(60)
  void should_reach_workers_that_have_fallen_asleep() {
    try (WorkerTeam team = WorkerTeam.of(3)) {
      for (int job = 0; job < 300; job++) {
        pause(job % 3 * 1_000_000L);
        CyclicBarrier together = new CyclicBarrier(3); // passes only if all three take part
        team.run(3, t -> pass(together));
      }
    }
  }

  @Test
  @Timeout(60)
  void should_wake_a_caller_that_sleeps_until_a_long_task_ends() {
    try (WorkerTeam team = WorkerTeam.of(2)) {
      for (int job = 0; job < 20; job++) {
        CyclicBarrier together = new CyclicBarrier(2);
        Thread caller = Thread.currentThread();
        boolean[] done = new boolean[2];
        team.run(
            2,
            t -> {
              pass(together);
              pause(Thread.currentThread() == caller ? 0 : 5_000_000L);
              done[t] = true;
            });
        assertThat(done).containsOnly(true);
      }
    }
  }

  @Test
  @Timeout(60)
  void should_finish_with_more_threads_than_cores() {
    int threads = 4 * Runtime.getRuntime().availableProcessors();
    try (WorkerTeam team = WorkerTeam.of(threads)) {
      long[] sums = new long[100];
      for (int job = 0; job < 20_000; job++) {
        int value = job;
        team.run(100, t -> sums[t] += value);
      }
      assertThat(sums).containsOnly(20_000L * 19_999 / 2);
    }
  }

  @Test
  void should_run_each_of_very_many_tasks_once() {
    try (WorkerTeam team = WorkerTeam.of(2)) {
      int[] ran = new int[1_000_003];
      team.run(ran.length, t -> ran[t]++);
      assertThat(ran).containsOnly(1);
    }
  }

  @Test
  void should_run_the_other_tasks_when_many_fail() {
    try (WorkerTeam team = WorkerTeam.of(3)) {
      for (int job = 0; job < 500; job++) {
        int[] ran = new int[20];
        assertThatThrownBy(
                () ->
                    team.run(
                        20,
                        t -> {
                          ran[t] = 1;
                          throw new IllegalStateException("task " + t);
                        }))
            .isInstanceOf(IllegalStateException.class);
        assertThat(ran).containsOnly(1);
      }
    }
  }

  @Test
  void should_keep_an_interrupt_and_still_finish() {
    try (WorkerTeam team = WorkerTeam.of(2)) {
      Thread.currentThread().interrupt();
      int[] ran = new int[8];
      team.run(8, t -> ran[t]++);
      assertThat(ran).containsOnly(1);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  @Timeout(60)
  void should_end_its_threads_when_closed_and_then_work_alone() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    WorkerTeam team = WorkerTeam.of(4);
    Set<Thread> own = new HashSet<>(Thread.getAllStackTraces().keySet());
    own.removeAll(before);
    team.close();
    for (Thread t : own) {
      t.join();
    }
    Thread[] ran = new Thread[4];
    team.run(4, t -> ran[t] = Thread.currentThread());
    assertThat(ran).containsOnly(Thread.currentThread());
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void pass(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void should_hand_out_zero_vectors_again_after_a_reset() {
    Workspace w = Workspace.single();
    Vec first = w.vec(3);
    Vec second = w.vec(3);
    first.fill(1);
    second.fill(2);
    w.reset();

    Vec again = w.vec(3);

    assertThat(again.doubles()).isSameAs(first.doubles());
    assertThat(again.toArray()).containsOnly(0);
    assertThat(w.blocks(BlockSet.of(4, 1, 3), Dims.uniform(4, 2)).flat().dim()).isEqualTo(4);
  }
}
