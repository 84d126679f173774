package org.bilevel4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.bilevel4j.core.solver.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Growth beyond all measure, and large scales that are natural. */
class DivergenceTest {
  private static final NoisyMeans PROBLEM = new NoisyMeans(5, 3, 0.5);

  @TempDir Path dir;

  private static Run<?> run(NoisyMeans problem, String step, RunSpec spec) {
    return Run.of("descent", new Descent(Schedule.parse(step), 2), problem, spec);
  }

  private static RunResult result(NoisyMeans problem, String step, RunSpec spec) {
    try (Run<?> run = run(problem, step, spec)) {
      return run.execute(List.of());
    }
  }

  @Test
  void should_end_as_diverged_when_the_iterate_grows_but_stays_finite() {
    for (ReturnedIterate returned : ReturnedIterate.values()) {
      RunResult r = result(PROBLEM, "3", RunSpec.of(1, 100).withReturned(returned, 1)); // x doubles

      assertThat(r.outcome().kind()).as("%s", returned).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(r.outcome().message())
          .startsWith("descent diverged: an entry of its iterate is ")
          .endsWith("; the iterate of step " + r.last().step() + " is kept.");
      assertThat(r.steps()).isBetween(20L, 40L);
      assertThat(r.last().step()).isEqualTo(r.steps() - 1);
      assertThat(r.returned().maxAbs()).isBetween(0.0, 1e10);
    }
  }

  @Test
  void should_go_by_the_bound_that_is_asked_for() {
    RunSpec spec = RunSpec.of(1, 100);

    RunResult none = result(PROBLEM, "3", spec.withDivergence(OptionalDouble.empty()));
    RunResult early = result(PROBLEM, "3", spec.withDivergence(OptionalDouble.of(100)));

    assertThat(none.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    assertThat(none.last().maxAbs()).isGreaterThan(1e25);
    assertThat(early.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
    assertThat(early.steps()).isLessThan(15);
  }

  @Test
  void should_leave_a_run_alone_when_its_natural_scale_is_large_or_small() {
    for (double scale : new double[] {1e-30, 1e-9, 1e3, 1e9, 1e20, 1e60}) {
      for (String step : List.of("0.1", "0.5", "0.003")) {
        NoisyMeans problem = new NoisyMeans(5, 3, 0, scale, 1);
        RunResult r = result(problem, step, RunSpec.of(1, 3000));

        assertThat(r.outcome().kind()).as("%s %s", scale, step).isEqualTo(Outcome.Kind.COMPLETED);
        assertThat(r.last().x().get(0)).isCloseTo(2 * scale, within(1.5 * scale));
      }
    }
  }

  @Test
  void should_find_losses_that_have_exploded_where_x_is_small() {
    NoisyMeans steep = new NoisyMeans(5, 3, 0.5, 1, 1e20);
    for (RunSpec spec :
        List.of(RunSpec.of(1, 50), RunSpec.of(1, 50).withWatch(10, OptionalDouble.empty(), 0))) {
      RunResult r = result(steep, "0.1", spec);

      assertThat(r.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(r.outcome().message()).contains("the largest |f_i| is ").contains("e+2");
    }
    assertThat(result(new NoisyMeans(5, 3, 0.5, 1, 1e6), "0.1", RunSpec.of(1, 50)).outcome().kind())
        .isEqualTo(Outcome.Kind.COMPLETED);
  }

  @Test
  void should_end_alike_on_any_threads_and_after_a_resume() {
    for (NoisyMeans problem : List.of(PROBLEM, new NoisyMeans(5, 3, 0.5, 1e20, 1))) {
      RunSpec spec = RunSpec.of(1, 60);
      String step = problem.equals(PROBLEM) ? "3" : "0.1";
      RunResult whole = result(problem, step, spec);
      assertThat(result(problem, step, spec.withThreads(3)).outcome()).isEqualTo(whole.outcome());
      for (int at : new int[] {1, 5, 20}) {
        Path file = dir.resolve(at + ".bin");
        try (Run<?> first = run(problem, step, spec);
            Run<?> second = run(problem, step, spec)) {
          for (int k = 0; k < at; k++) {
            first.step();
          }
          first.save(file);
          second.load(file);

          RunResult resumed = second.execute(List.of());
          assertThat(resumed.outcome()).isEqualTo(whole.outcome());
          assertThat(resumed.last().x().toArray()).isEqualTo(whole.last().x().toArray());
        }
      }
    }
  }
}
