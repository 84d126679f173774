package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Listener;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.WatchedValue;
import org.bilevel4j.core.stack.StackedProblem;
import org.bilevel4j.core.stack.Stacking;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;

/** What steers a run is decided by the problem, whatever the solver. */
class WatchedValueTest {
  private static final BilevelProblem WORST = ReferenceProblems.random(Kind.SIMPLEX, 4, 3, 2, 5);
  private static final BilevelProblem MEAN = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 5);

  /** The losses of each block at an iterate. */
  private static Vec losses(BilevelProblem problem, Snapshot s) {
    try (WorkerTeam team = WorkerTeam.of(1)) {
      return problem
          .open(new Workspace(team))
          .upper(BlockSet.all(4), s.x(), s.lower().orElseThrow(), s.dual(), Draw.full())
          .values()
          .copy();
    }
  }

  private interface Check {
    void of(double watched, Vec losses, Snapshot s);
  }

  private static void watch(
      BilevelProblem own, BilevelProblem seen, String solver, WatchedValue value, Check check) {
    RunSpec spec = RunSpec.of(1, 30).withWatch(10, OptionalDouble.empty(), 0).withWatched(value);
    List<Long> looks = new ArrayList<>();
    Listener each =
        Listener.every(
            10,
            run -> {
              if (run.steps() > 0) {
                Snapshot s = Stacking.unstacked(seen, run.snapshot());
                check.of(run.watched(), losses(own, s), s);
                looks.add(run.steps());
              }
            });
    try (Run<?> run = Run.of(solver, Runs.solver(solver, Map.of()), seen, spec)) {
      run.execute(List.of(each));
    }
    assertThat(looks).containsExactly(10L, 20L, 30L);
  }

  @Test
  void should_be_the_worst_loss_of_a_robust_problem_for_every_solver() {
    for (String solver : List.of("morbit", "min-avg")) {
      watch(
          WORST,
          WORST,
          solver,
          WatchedValue.OBJECTIVE,
          (watched, f, s) -> assertThat(watched).isCloseTo(f.max(), within(1e-12)));
    }
    watch(
        WORST,
        StackedProblem.mean(WORST),
        "soba",
        WatchedValue.OBJECTIVE,
        (watched, f, s) -> assertThat(watched).isCloseTo(f.max(), within(1e-12)));
  }

  @Test
  void should_be_the_mean_of_other_problems() {
    for (BilevelProblem seen : List.of(MEAN, StackedProblem.mean(MEAN))) {
      watch(
          MEAN,
          seen,
          seen.equals(MEAN) ? "min-avg" : "soba",
          WatchedValue.OBJECTIVE,
          (watched, f, s) -> assertThat(watched).isCloseTo(f.sum() / 4, within(1e-12)));
    }
  }

  @Test
  void should_go_by_the_weights_when_asked() {
    watch(
        WORST,
        WORST,
        "morbit",
        WatchedValue.WEIGHTED,
        (watched, f, s) ->
            assertThat(watched).isCloseTo(f.dot(s.weights().orElseThrow()), within(1e-12)));
  }
}
