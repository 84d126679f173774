package org.bilevel4j.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrainTunerTest {
  private static final long SMALL_JOB = 100_000;

  private long from;
  private long now;
  private long shared;
  private final GrainTuner sharing = new GrainTuner(operations -> from = operations);

  /** Steps with small jobs, and how many of them shared these. */
  private long steps(int count, long nanosShared, long nanosAlone) {
    shared = 0;
    for (int k = 0; k < count; k++) {
      boolean share = from <= SMALL_JOB;
      shared += share ? 1 : 0;
      now += share ? nanosShared : nanosAlone;
      sharing.afterStep(() -> now);
    }
    return shared;
  }

  @Test
  void should_share_small_jobs_where_that_is_faster() {
    assertThat(steps(20_000, 40_000, 60_000)).isGreaterThan(19_000);
  }

  @Test
  void should_keep_small_jobs_on_one_thread_where_that_is_faster() {
    assertThat(steps(20_000, 200_000, 60_000)).isLessThan(1_000);
  }

  @Test
  void should_change_its_mind_when_the_machine_does() {
    steps(20_000, 200_000, 60_000);
    assertThat(steps(10_000, 40_000, 60_000)).isGreaterThan(5_000);
    assertThat(steps(10_000, 200_000, 60_000)).isLessThan(5_000);
  }

  @Test
  void should_not_be_misled_by_one_interruption() {
    now = 0;
    steps(10, 40_000, 60_000);
    now += 10_000_000; // somebody else had the core during a trial
    assertThat(steps(3_000, 40_000, 60_000)).isGreaterThan(2_500);
  }
}
