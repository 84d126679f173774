package org.bilevel4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.oracle.ForwardingOracle;
import org.bilevel4j.core.oracle.OracleHook;
import org.bilevel4j.core.oracle.PointHook;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.PlateauRule;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  private static final NoisyMeans PROBLEM = new NoisyMeans(5, 3, 0.5);

  @TempDir Path dir;

  private static Run<?> run(String step, RunSpec spec) {
    return Run.of("descent", new Descent(Schedule.parse(step), 2), PROBLEM, spec);
  }

  /** Means whose oracles are counted while they are open. */
  private static final class Opened extends DelegatingProblem implements OracleHook {
    private int ever;
    private int now;

    Opened() {
      super(PROBLEM);
    }

    @Override
    public Oracle open(Workspace workspace) {
      ever++;
      now++;
      return ForwardingOracle.of(super.open(workspace), this);
    }

    @Override
    public PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw) {
      return PointHook.NONE;
    }

    @Override
    public PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
      return PointHook.NONE;
    }

    @Override
    public void closed() {
      now--;
    }
  }

  @Test
  void should_print_a_result_in_one_line() {
    try (Run<?> run = run("0.1", RunSpec.of(1, 20))) {
      RunResult result = run.execute(List.of());

      assertThat(result.toString())
          .matches(
              "COMPLETED after 20 steps, \\d+ rows and \\S+ s: all 20 steps made. x = \\(.*\\)");
      assertThat(result.counts().toString()).matches("(\\w+ \\d+(, )?)+; \\d+ rows");
      assertThat(result.last().toString()).doesNotContain("@");
    }
  }

  @Test
  void should_close_every_oracle_that_it_opened() {
    Opened problem = new Opened();
    RunSpec spec = RunSpec.of(1, 20).withWatch(5, OptionalDouble.empty(), 0);
    Descent descent = new Descent(Schedule.parse("0.1"), 2);
    try (Run<?> run = Run.of("descent", descent, problem, spec)) {
      run.execute(List.of());
      assertThat(problem.now).isEqualTo(2);
    }

    assertThat(problem.ever).isEqualTo(2);
    assertThat(problem.now).isZero();
  }

  @Test
  void should_close_its_oracle_when_the_solver_cannot_begin() {
    Opened problem = new Opened();
    Descent descent = new Descent(Schedule.parse("0.1"), 2);
    Solver<Descent.State> failing = new FailingStart(descent);

    assertThatThrownBy(() -> Run.of("failing", failing, problem, RunSpec.of(1, 20)))
        .hasMessage("cannot begin");
    assertThat(problem.ever).isEqualTo(1);
    assertThat(problem.now).isZero();
  }

  private record FailingStart(Descent descent) implements Solver<Descent.State> {
    @Override
    public Record params() {
      return descent.params();
    }

    @Override
    public Requirements requirements() {
      return descent.requirements();
    }

    @Override
    public Cost cost() {
      return descent.cost();
    }

    @Override
    public Descent.State init(Step k) {
      throw new IllegalStateException("cannot begin");
    }

    @Override
    public void step(Descent.State s, Step k) {}
  }

  @Test
  void should_give_the_same_bits_for_any_number_of_threads() {
    RunSpec spec = RunSpec.of(1, 300).withWatch(10, OptionalDouble.empty(), 0);
    List<String> digests = new ArrayList<>();
    for (int threads : new int[] {1, 2, 5}) {
      try (Run<?> run = run("0.1", spec.withThreads(threads))) {
        run.execute(List.of());
        digests.add(run.digest());
      }
    }

    assertThat(digests).containsOnly(digests.get(0));
  }

  @Test
  void should_go_on_bit_for_bit_after_a_resume_for_every_returned_iterate() {
    for (ReturnedIterate returned : ReturnedIterate.values()) {
      RunSpec spec =
          RunSpec.of(3, 200).withWatch(7, OptionalDouble.empty(), 0).withReturned(returned, 0.5);
      String step = "0.2 on plateau(factor=0.5, patience=1, every=10)";
      try (Run<?> unbroken = run(step, spec);
          Run<?> first = run(step, spec);
          Run<?> second = run(step, spec)) {
        RunResult whole = unbroken.execute(List.of());
        for (int k = 0; k < 117; k++) {
          first.step();
        }
        Path file = dir.resolve(returned + ".bin");
        first.save(file);
        second.load(file);
        RunResult resumed = second.execute(List.of());

        assertThat(second.digest()).isEqualTo(unbroken.digest());
        assertThat(resumed.returned().x().toArray()).isEqualTo(whole.returned().x().toArray());
        assertThat(resumed.counts().samples()).isEqualTo(whole.counts().samples());
        assertThat(resumed.steps()).isEqualTo(200);
      }
    }
  }

  @Test
  void should_not_be_changed_by_being_looked_at() {
    try (Run<?> alone = run("0.1", RunSpec.of(1, 50));
        Run<?> watched = run("0.1", RunSpec.of(1, 50))) {
      alone.execute(List.of());
      watched.execute(List.of(Listener.every(1, r -> r.snapshot().x().fill(99))));

      assertThat(watched.digest()).isEqualTo(alone.digest());
    }
  }

  @Test
  void should_count_calls_and_samples_by_construction() {
    try (Run<?> run = run("0.1", RunSpec.of(1, 10))) {
      RunResult r = run.execute(List.of());

      assertThat(r.counts().calls(OracleCall.UPPER_GRAD_X)).isEqualTo(20);
      assertThat(r.counts().samples()).isEqualTo(20);
      assertThat(r.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    }
  }

  @Test
  void should_end_when_samples_are_spent_by_less_than_one_step() {
    try (Run<?> run = run("0.1", RunSpec.of(1, 1000).withSamples(31))) {
      RunResult r = run.execute(List.of());

      assertThat(r.outcome().kind()).isEqualTo(Outcome.Kind.BUDGET);
      assertThat(r.counts().samples()).isEqualTo(32);
    }
  }

  @Test
  void should_end_at_the_first_boundary_at_which_seconds_are_spent() {
    List<Double> seconds = new ArrayList<>();
    try (Run<?> run = run("0.1", RunSpec.of(1, 1_000_000_000).withSeconds(0.05))) {
      RunResult r = run.execute(List.of(Listener.every(1, now -> seconds.add(now.seconds()))));

      assertThat(r.outcome()).isEqualTo(new Outcome(Outcome.Kind.BUDGET, "0.05 seconds spent."));
      assertThat(r.seconds()).isGreaterThanOrEqualTo(0.05);
      assertThat(r.steps()).isPositive();
      assertThat(seconds.subList(0, seconds.size() - 2)).allMatch(s -> s < 0.05);
    }
  }

  @Test
  void should_return_the_iterate_whose_validation_value_was_best() {
    // GIVEN steps so long that noise throws iterates about
    RunSpec spec =
        RunSpec.of(3, 400)
            .withWatch(5, OptionalDouble.empty(), 0)
            .withReturned(ReturnedIterate.BEST, 0.5);
    Map<Long, Double> values = new TreeMap<>();
    Map<Long, double[]> iterates = new TreeMap<>();
    Listener listener =
        Listener.every(
            5,
            now -> {
              values.put(now.steps(), now.watched());
              iterates.put(now.steps(), now.snapshot().x().toArray());
            });
    try (Run<?> run = run("0.5", spec)) {
      RunResult r = run.execute(List.of(listener));
      values.remove(0L); // nothing is watched before the first step

      long best = r.returned().step();
      double least = Collections.min(values.values());
      assertThat(values.get(best)).isBetween(least, least * (1 + PlateauRule.THRESHOLD));
      assertThat(r.returned().x().toArray()).isEqualTo(iterates.get(best));
      assertThat(best).isLessThan(400);
      assertThat(Collections.max(values.values())).isGreaterThan(1.01 * least);
    }
  }

  @Test
  void should_end_at_a_target_or_when_it_stalls() {
    RunSpec target = RunSpec.of(1, 5000).withWatch(5, OptionalDouble.of(4.0), 0);
    RunSpec stall = RunSpec.of(1, 5000).withWatch(5, OptionalDouble.empty(), 4);
    try (Run<?> a = run("0.05", target);
        Run<?> b = run("0.05", stall)) {
      RunResult reached = a.execute(List.of());
      RunResult stalled = b.execute(List.of());

      assertThat(reached.outcome().kind()).isEqualTo(Outcome.Kind.TARGET);
      assertThat(a.watched()).isLessThanOrEqualTo(4.0);
      assertThat(stalled.outcome().kind()).isEqualTo(Outcome.Kind.STALLED);
      assertThat(stalled.steps()).isLessThan(5000);
    }
  }

  @Test
  void should_keep_the_last_finite_iterate_when_it_diverges() {
    RunSpec anySize = RunSpec.of(1, 1000).withDivergence(OptionalDouble.empty());
    try (Run<?> run = run("1000000", anySize)) {
      RunResult r = run.execute(List.of());

      assertThat(r.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(r.last().x().isFinite()).isTrue();
      assertThat(r.last().step()).isEqualTo(r.steps() - 1);
      assertThat(r.outcome().message()).contains("descent left the finite numbers");
    }
  }

  @Test
  void should_never_return_numbers_that_are_not_finite_whatever_ends_it() {
    for (ReturnedIterate returned : ReturnedIterate.values()) {
      RunSpec spec = RunSpec.of(1, 1000).withSamples(200).withReturned(returned, 1);
      try (Run<?> run = run("1000000", spec)) {
        RunResult r = run.execute(List.of());

        assertThat(r.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
        assertThat(r.returned().isFinite()).as("%s", returned).isTrue();
      }
    }
  }

  @Test
  void should_look_at_the_end_when_looks_are_rare() {
    NoisyMeans large = new NoisyMeans(5, 40_000, 0.5); // a look every tenth step
    Solver<?> wild = new Descent(Schedule.constant(1e300), 2);
    RunSpec budget = RunSpec.of(1, 1000).withSamples(6);
    try (Run<?> run = Run.of("descent", wild, large, budget)) {
      RunResult r = run.execute(List.of());

      assertThat(r.steps()).isEqualTo(3);
      assertThat(run.state().x().isFinite()).isFalse();
      assertThat(r.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(r.returned().isFinite()).isTrue();
      assertThat(r.last().step()).isZero();
    }
  }

  @Test
  void should_return_the_mean_of_the_tail() {
    List<double[]> xs = new ArrayList<>();
    try (Run<?> run = run("0.1", RunSpec.of(1, 20).withReturned(ReturnedIterate.AVERAGE, 0.25))) {
      RunResult r =
          run.execute(List.of(Listener.every(1, k -> xs.add(k.snapshot().x().toArray()))));

      double mean = 0;
      for (int k = 16; k <= 20; k++) {
        mean += xs.get(k)[0] / 5;
      }
      assertThat(r.returned().x().get(0)).isCloseTo(mean, within(1e-14));
    }
  }

  @Test
  void should_return_every_iterate_equally_often_when_random() {
    int[] counts = new int[5];
    for (int seed = 0; seed < 2_000; seed++) {
      try (Run<?> run = run("0.1", RunSpec.of(seed, 5).withReturned(ReturnedIterate.RANDOM, 1))) {
        counts[(int) run.execute(List.of()).returned().step() - 1]++;
      }
    }

    for (int c : counts) {
      assertThat(c).isBetween(320, 480); // 400 expected, standard deviation 18
    }
  }

  @Test
  void should_halve_steps_on_a_plateau_of_the_validation_value() {
    try (Run<?> run = run("0.5 on plateau(factor=0.5, patience=0, every=1)", RunSpec.of(1, 400))) {
      run.execute(List.of());

      // noise keeps a constant step away from the optimum 2; reductions bring it close
      assertThat(run.snapshot().x().get(0)).isCloseTo(2, within(0.6));
      assertThat(run.watched()).isLessThan(3.5);
    }
  }

  @Test
  void should_refuse_checkpoints_that_are_damaged_or_belong_to_others() throws Exception {
    Path file = dir.resolve("c.bin");
    try (Run<?> run = run("0.1", RunSpec.of(1, 10));
        Run<?> other = run("0.2", RunSpec.of(1, 10))) {
      run.step();
      run.save(file);
      assertThat(dir).isDirectoryNotContaining("glob:**.tmp");
      assertThatThrownBy(() -> other.load(file))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("belongs to another run")
          .hasMessageContaining("0.1");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      assertThatThrownBy(() -> run.load(file)).hasMessageContaining("damaged");
      Files.write(file, new byte[] {1, 2, 3});
      assertThatThrownBy(() -> run.load(file)).hasMessageContaining("not one of this version");
    }
  }

  @Test
  void should_refuse_a_misfit_before_step_0_and_say_what_is_missing() {
    assertThatThrownBy(
            () ->
                Run.of(
                    "descent",
                    new Descent(Schedule.constant(0.1), 1),
                    new Misfit(),
                    RunSpec.of(1, 10)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("descent cannot solve 'misfit'")
        .hasMessageContaining("UPPER_GRAD_X")
        .hasMessageContaining("'no-oracle'");
  }

  @Test
  void should_end_at_a_step_boundary_when_asked_and_go_on_later() {
    try (Run<?> run = run("0.1", RunSpec.of(1, 100));
        Run<?> later = run("0.1", RunSpec.of(1, 100))) {
      RunResult r =
          run.execute(
              List.of(
                  Listener.every(
                      1,
                      k -> {
                        if (k.steps() == 40) {
                          k.stop();
                        }
                      })));
      assertThat(r.outcome().kind()).isEqualTo(Outcome.Kind.INTERRUPTED);
      run.save(dir.resolve("i.bin"));
      later.load(dir.resolve("i.bin"));

      assertThat(later.execute(List.of()).steps()).isEqualTo(100);
    }
  }
}
