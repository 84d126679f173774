package org.bilevel4j.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.bilevel4j.cli.TestCatalogues;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.tune.Candidates.Candidate;
import org.bilevel4j.cli.tune.Halving.Standing;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneTest {
  private static final TuneSettings SETTINGS =
      new TuneSettings(9, 2, 2, 10, "validation.loss.worst", Direction.LOWER, 0);

  @TempDir private Path folder;

  private static Experiment tiny() {
    return TestCatalogues.loader().load("tiny", List.of(), List.of("steps=30"));
  }

  private static LongSupplier clock(long breaksAfter) {
    AtomicLong seconds = new AtomicLong();
    return () -> {
      if (seconds.incrementAndGet() > breaksAfter) {
        throw new IllegalStateException("killed");
      }
      return seconds.get() * 1_000_000_000L;
    };
  }

  private static Halving search(Path root, LongSupplier clock) {
    return search(SETTINGS, root, clock);
  }

  private static Halving search(TuneSettings settings, Path root, LongSupplier clock) {
    return new Halving(tiny(), settings, TestCatalogues.context(2, clock), root);
  }

  @Test
  void should_try_equally_many_points_around_the_schedules_when_arms_have_more_or_fewer() {
    for (Experiment.Arm arm : tiny().arms()) {
      List<Candidate> candidates = Candidates.of(arm, 27, 10);

      assertThat(candidates).hasSize(27);
      assertThat(candidates.get(0).arm()).isEqualTo(arm);
      assertThat(candidates.get(0).factors().values()).containsOnly(1.0);
      assertThat(new HashSet<>(candidates.stream().map(Candidate::values).toList())).hasSize(27);
      assertThat(candidates.stream().flatMap(c -> c.factors().values().stream()).toList())
          .allMatch(f -> f >= 0.1 && f <= 10.000001);
    }
    assertThat(Candidates.of(tiny().arms().get(0), 27, 10).get(5).factors())
        .containsOnlyKeys("alpha", "beta", "gamma");
    assertThat(Candidates.of(tiny().arms().get(1), 27, 10).get(5).factors())
        .containsOnlyKeys("alpha", "beta");
  }

  @Test
  void should_lengthen_rungs_and_keep_a_third_when_halving() {
    TuneSettings settings =
        new TuneSettings(27, 3, 3, 10, "validation.loss.mean", Direction.LOWER, 0);

    assertThat(settings.steps(0, 900)).isEqualTo(100);
    assertThat(settings.steps(2, 900)).isEqualTo(900);
    assertThat(settings.survivors(2)).isEqualTo(3);
    assertThat(settings.budget(900)).isEqualTo(3 * (27 * 100 + 9 * 200 + 3 * 600));
  }

  @Test
  void should_choose_a_candidate_no_worse_than_the_arm_as_it_was() {
    List<Standing> standings = search(folder, clock(Long.MAX_VALUE)).execute(t -> {});

    assertThat(standings).hasSize(2 * (9 + 3));
    for (String arm : List.of("robust", "mean")) {
      List<Standing> last =
          standings.stream().filter(s -> s.arm().equals(arm) && s.rung() == 1).toList();
      List<Standing> before =
          standings.stream().filter(s -> s.arm().equals(arm) && s.rung() == 0).toList();
      assertThat(last).isSortedAccordingTo((a, b) -> Double.compare(a.score(), b.score()));
      assertThat(last.get(0).steps()).isEqualTo(30);
      assertThat(last)
          .extracting(s -> s.candidate().index())
          .containsExactlyInAnyOrderElementsOf(
              before.subList(0, 3).stream().map(s -> s.candidate().index()).toList());
      assertThat(before.get(0).score())
          .isLessThanOrEqualTo(
              before.stream()
                  .filter(s -> s.candidate().index() == 0)
                  .findFirst()
                  .orElseThrow()
                  .score());
    }
  }

  @Test
  void should_keep_the_largest_values_where_higher_is_better() {
    TuneSettings settings = SETTINGS.by(Direction.HIGHER);

    List<Standing> standings = search(settings, folder, clock(Long.MAX_VALUE)).execute(t -> {});

    for (String arm : List.of("robust", "mean")) {
      List<Standing> first =
          standings.stream().filter(s -> s.arm().equals(arm) && s.rung() == 0).toList();
      assertThat(first)
          .isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()))
          .allSatisfy(s -> assertThat(s.score()).isPositive());
      assertThat(first.get(0).score()).isGreaterThan(first.get(8).score());
    }
    // and once more from the files of the first search
    assertThat(search(settings, folder, clock(Long.MAX_VALUE)).execute(t -> {}))
        .isEqualTo(standings);
    assertThatThrownBy(() -> SETTINGS.by(Direction.NEITHER))
        .hasMessageContaining("better neither when lower nor when higher");
  }

  @Test
  void should_come_to_the_same_standings_when_killed_and_resumed() {
    List<Standing> whole = search(folder.resolve("whole"), clock(Long.MAX_VALUE)).execute(t -> {});
    int kills = 0;
    List<Standing> broken = List.of();
    while (broken.isEmpty()) {
      try {
        broken = search(folder.resolve("broken"), clock(150)).execute(t -> {});
      } catch (IllegalStateException killed) {
        kills++;
      }
    }

    assertThat(kills).isPositive();
    assertThat(broken).isEqualTo(whole);
  }

  @Test
  void should_write_a_file_that_runs_when_step_sizes_were_found() throws java.io.IOException {
    List<Standing> standings = search(folder, clock(Long.MAX_VALUE)).execute(t -> {});
    Standing won = standings.get(standings.size() - 3);
    TuneFolder asked = new TuneFolder("tiny", List.of("paper"), SETTINGS);

    Path file =
        java.nio.file.Files.writeString(
            folder.resolve("tuned.yaml"), asked.tuned(Map.of(won.arm(), won)));

    Experiment tuned = TestCatalogues.loader().load(file.toString(), List.of(), List.of());
    assertThat(tuned.steps()).isEqualTo(70);
    assertThat(tuned.arms().get(1).parameters()).isEqualTo(won.candidate().arm().parameters());
    asked.write(folder);
    assertThat(
            TuneFolder.read(
                folder, new TuneSettings(1, 1, 1, 2, "validation.a", Direction.LOWER, 0)))
        .isEqualTo(asked);
  }

  @Test
  void should_look_at_the_best_once_more_with_new_seeds_when_asked_to() {
    TuneSettings settings =
        new TuneSettings(9, 2, 2, 10, "validation.loss.worst", Direction.LOWER, 5);
    Halving halving =
        new Halving(
            tiny(),
            settings,
            TestCatalogues.context(2, clock(Long.MAX_VALUE)),
            folder.resolve("c"));

    List<Standing> standings = halving.execute(t -> {});

    assertThat(standings).hasSize(2 * (9 + 3 + 6));
    List<Integer> ranked = new ArrayList<>(candidates(standings, "robust", 0));
    List<Integer> last = candidates(standings, "robust", 1);
    List<Integer> confirmed = candidates(standings, "robust", 2);
    int asItStands = 0;
    ranked.remove((Integer) asItStands);
    assertThat(confirmed).contains(asItStands).containsAll(ranked.subList(0, 5));
    assertThat(confirmed).containsAll(last);
    assertThat(folder.resolve("c/confirm/robust").toFile().list()).hasSize(6);
    assertThat(
            folder
                .resolve(String.format("c/confirm/robust/%03d", confirmed.get(0)))
                .toFile()
                .list())
        .containsExactlyInAnyOrder("1003", "1004");
  }

  private static List<Integer> candidates(List<Standing> all, String arm, int rung) {
    return all.stream()
        .filter(s -> s.arm().equals(arm) && s.rung() == rung)
        .map(s -> s.candidate().index())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"none", "simplex", "per-block", "shared"})
  void should_tune_every_solver_on_small_quadratic_problems(String dual) throws IOException {
    StringBuilder yaml =
        new StringBuilder(
            "application: quadratic\nparameters: {blocks: 2, upperDim: 2, lowerDim: 2, rows: 0,"
                + " dual: %s}\nsteps: 20\nevaluate: {metrics: [exact]}\narms:\n".formatted(dual));
    for (Entry<Solver<?>> e : Catalogue.load(Solver.KIND).entries()) {
      yaml.append("  - {label: %s, solver: %s}%n".formatted(e.name(), e.name()));
    }
    Experiment all =
        TestCatalogues.loader()
            .load(
                Files.writeString(folder.resolve("all.yaml"), yaml).toString(),
                List.of(),
                List.of());
    Experiment served = all.withArms(all.arms().stream().filter(a -> serves(all, a)).toList());
    TuneSettings settings =
        new TuneSettings(4, 2, 1, 2, "exact.validation.loss.mean", Direction.LOWER, 1);

    List<Standing> standings =
        new Halving(
                served,
                settings,
                TestCatalogues.context(2, clock(Long.MAX_VALUE)),
                folder.resolve("t"))
            .execute(t -> {});

    assertThat(standings).hasSize(served.arms().size() * (4 + 2 + 2));
    for (Experiment.Arm arm : served.arms()) {
      List<Standing> own = standings.stream().filter(s -> s.arm().equals(arm.label())).toList();
      assertThat(own).as(arm.label()).anyMatch(s -> s.rung() == 2 && s.score() < 1e6);
      assertThat(own.get(0).candidate().factors()).as(arm.label()).isNotEmpty();
    }
  }

  private static boolean serves(Experiment e, Experiment.Arm arm) {
    return arm.solver()
        .requirements()
        .misfits(e.application().create(Optional.empty(), 1).problem())
        .isEmpty();
  }

  @Test
  void should_refuse_a_metric_of_the_test_set() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new TuneSettings(9, 2, 2, 10, "test.loss.worst", Direction.LOWER, 0))
        .withMessageContaining("validation set");
  }
}
