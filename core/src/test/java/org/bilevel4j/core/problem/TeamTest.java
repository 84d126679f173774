package org.bilevel4j.core.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.junit.jupiter.api.Test;

class TeamTest {

  @Test
  void should_run_every_task_once_over_many_jobs() {
    try (Team team = Team.of(3)) {
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
    try (Team team = Team.of(2)) {
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
    try (Team team = Team.of(2)) {
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
    try (Team team = Team.of(2)) {
      AtomicIntegerArray ran = new AtomicIntegerArray(6);
      team.run(2, outer -> team.run(3, inner -> ran.incrementAndGet(outer * 3 + inner)));
      for (int t = 0; t < 6; t++) {
        assertThat(ran.get(t)).isEqualTo(1);
      }
    }
  }

  @Test
  void should_keep_little_work_on_the_calling_thread() {
    try (Team team = Team.of(2)) {
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
