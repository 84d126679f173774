package org.bilevel4j.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OursTest {

  private static void step(String contest, int blocks) {
    try (Run<?> run = Ours.open(Contest.of(contest), 1)) {
      assertThat(run.step()).isTrue();
      assertThat(run.step()).isTrue();
      assertThat(run.snapshot().step()).isEqualTo(2);
      assertThat(run.snapshot().x().isFinite()).isTrue();
      assertThat(run.state().weights().orElseThrow().dim()).isEqualTo(blocks);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"letter:16", "sinusoid-3:3", "sinusoid-20:20"})
  void should_step_with_the_settings_of_the_race(String contestAndBlocks) {
    String[] parts = contestAndBlocks.split(":");
    step(parts[0], Integer.parseInt(parts[1]));
  }

  @Test
  void should_time_every_question_and_change_no_bits() {
    // GIVEN the same run with and without a clock
    PhaseClock clock = new PhaseClock();
    Contest c = Contest.of("sinusoid-3");
    try (Run<?> plain = Ours.open(c, 1);
        Run<?> timed =
            Ours.open(
                c.application(), "morbit", c.settings(), 1, 1, p -> new PhasedProblem(p, clock))) {
      // WHEN both make a step
      plain.step();
      timed.step();
      // THEN they are the same, and the hypergradient's questions were timed
      assertThat(timed.snapshot().x().toArray()).isEqualTo(plain.snapshot().x().toArray());
      assertThat(clock.micros(1))
          .containsKeys("lower.gradY", "lower.addCrossXY", "upper.gradY", "upper.gradX");
      assertThat(clock.micros(1).values()).allSatisfy(v -> assertThat(v).isNotNegative());
    }
  }

  @Test
  void should_refuse_a_setting_that_does_not_exist() {
    Map<String, String> wrong = Map.of("application.taks", "3");
    assertThatThrownBy(() -> Ours.open("robust-hpo-letter", "morbit", wrong, 1, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("taks");
  }
}
