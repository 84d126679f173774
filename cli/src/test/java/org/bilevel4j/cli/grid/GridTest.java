package org.bilevel4j.cli.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bilevel4j.cli.TestCatalogues;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.ExperimentWriter;
import org.bilevel4j.cli.tiny.TinyTasks;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.run.Identity;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  private static Experiment tiny(String... sets) {
    return TestCatalogues.loader().load("tiny", List.of(), List.of(sets));
  }

  /** A clock that says a second more each time it is asked, and breaks down after some time. */
  private static LongSupplier clock(long breaksAfter) {
    AtomicLong seconds = new AtomicLong();
    return () -> {
      long now = seconds.incrementAndGet();
      if (now > breaksAfter) {
        throw new IllegalStateException("killed");
      }
      return now * SECOND;
    };
  }

  private static List<Grid.Failure> execute(
      Experiment e, Path root, int threads, LongSupplier clock) {
    try (GridFolder grid =
        Files.exists(root.resolve("experiment.yaml"))
            ? GridFolder.existing(root)
            : GridFolder.create(root)) {
      AtomicText.write(grid.experiment(), ExperimentWriter.write(e));
      return new Grid(e, grid, TestCatalogues.context(threads, clock)).execute();
    }
  }

  /** Every result and every metric, wall-clock columns aside. */
  private static Map<String, String> results(Path root) throws IOException {
    Map<String, String> out = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root.resolve("runs"))) {
      for (Path file : files.filter(f -> f.toString().matches(".*(csv|jsonl|json)")).toList()) {
        String text = Files.readString(file);
        text = text.replaceAll("\"seconds\" ?: ?[-0-9.E]+", "");
        if (file.toString().endsWith(".csv")) {
          text = text.lines().map(GridTest::withoutSeconds).collect(Collectors.joining("\n"));
        }
        out.put(root.relativize(file).toString(), text);
      }
    }
    return out;
  }

  private static String withoutSeconds(String line) {
    List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
    cells.remove(2);
    return String.join(",", cells);
  }

  @Test
  void should_give_the_same_bits_when_threads_differ() throws IOException {
    Experiment e = tiny();

    for (int threads : new int[] {1, 2, 5}) {
      execute(e, folder.resolve("t" + threads), threads, clock(Long.MAX_VALUE));
    }

    assertThat(results(folder.resolve("t1"))).hasSize(12);
    assertThat(results(folder.resolve("t2"))).isEqualTo(results(folder.resolve("t1")));
    assertThat(results(folder.resolve("t5"))).isEqualTo(results(folder.resolve("t1")));
  }

  @Test
  void should_end_with_the_same_bits_when_killed_at_random_moments() throws IOException {
    for (String returned : List.of("last", "best", "average")) {
      Experiment e = tiny("returned=" + returned, "evaluate.exactEvery=0", "seeds=1");
      Path whole = folder.resolve(returned + "-whole");
      execute(e, whole, 1, clock(Long.MAX_VALUE));
      long seed = 7;
      Rng random = Key.of(seed).child(returned).rng();
      for (int kill = 0; kill < 12; kill++) {
        Path broken = folder.resolve(returned + "-" + kill);
        int kills = 0;
        while (!execute(e, broken, 1, clock(3 + random.nextInt(60))).isEmpty()) {
          tear(broken);
          kills++;
        }
        assertThat(results(broken))
            .as("seed %s, %s, kill %s after %s kills", seed, returned, kill, kills)
            .isEqualTo(results(whole));
      }
    }
  }

  /** Half a line, as a killed process leaves it, and lines of steps after the checkpoint. */
  private static void tear(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("runs"))) {
      for (Path file : files.filter(GridTest::isUnfinishedLog).toList()) {
        String last = Files.readString(file).lines().reduce("", (a, b) -> b);
        Files.writeString(
            file,
            "1000" + last.substring(last.indexOf(',')) + "\n1001,3",
            StandardOpenOption.APPEND);
      }
    }
  }

  private static boolean isUnfinishedLog(Path file) {
    return file.endsWith("metrics.csv") && !Files.exists(file.resolveSibling("result.json"));
  }

  @Test
  void should_leave_finished_runs_alone_when_resumed() throws IOException {
    Experiment e = tiny();
    execute(e, folder.resolve("a"), 2, clock(Long.MAX_VALUE));
    Map<String, String> before = results(folder.resolve("a"));

    List<Grid.Failure> failures = execute(e, folder.resolve("a"), 2, clock(0));

    assertThat(failures).isEmpty();
    assertThat(results(folder.resolve("a"))).isEqualTo(before);
  }

  @Test
  void should_save_and_go_on_when_stopped() throws IOException {
    Experiment e = tiny("steps=400");
    execute(e, folder.resolve("whole"), 1, clock(Long.MAX_VALUE));
    Path root = folder.resolve("stopped");
    try (GridFolder grid = GridFolder.create(root)) {
      AtomicText.write(grid.experiment(), ExperimentWriter.write(e));
      Grid[] stopper = new Grid[1];
      LongSupplier clock = clock(Long.MAX_VALUE);
      LongSupplier stopping =
          () -> {
            long now = clock.getAsLong();
            if (now > 30 * SECOND) {
              stopper[0].stop();
            }
            return now;
          };
      stopper[0] = new Grid(e, grid, TestCatalogues.context(2, stopping));

      assertThat(stopper[0].execute()).isEmpty();

      assertThat(stopper[0].jobs()).allMatch(j -> j.result().isEmpty());
      assertThat(root.resolve("runs/robust/1/checkpoint.bin")).exists();
    }
    execute(e, root, 2, clock(Long.MAX_VALUE));

    assertThat(results(root)).isEqualTo(results(folder.resolve("whole")));
  }

  @Test
  void should_end_as_diverged_with_its_last_finite_iterate_when_steps_are_too_long()
      throws IOException {
    Experiment e = tiny("robust.alpha=1e60", "robust.beta=1e60", "seeds=1", "stop.divergence=none");
    Path root = folder.resolve("wild");

    execute(e, root, 1, clock(Long.MAX_VALUE));

    ResultFile wild = ResultFile.read(root.resolve("runs/robust/1"));
    assertThat(wild.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
    assertThat(wild.metrics()).isEmpty();
    JsonNode last =
        new JsonMapper().readTree(root.resolve("runs/robust/1/last-finite.json").toFile());
    assertThat(wild.outcome().message())
        .contains("the iterate of step " + last.path("step").asLong() + " is kept");
    assertThat(last.path("lambda")).hasSizeGreaterThan(1);
    assertThat(last.path("y")).hasSameSizeAs(last.path("lambda"));
    assertThat(last.findValues("x").get(0)).isNotEmpty().allMatch(JsonNode::isNumber);
    assertThat(root.resolve("runs/mean/1/last-finite.json")).doesNotExist();
    assertThat(ResultFile.read(root.resolve("runs/mean/1")).outcome().kind())
        .isEqualTo(Outcome.Kind.COMPLETED);
  }

  @Test
  void should_refuse_before_writing_when_an_arm_does_not_work() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () ->
                Grid.tryOut(
                    tiny("robust.lowerBatch=64 distinct"),
                    TestCatalogues.context(1, clock(Long.MAX_VALUE))))
        .withMessageContaining("64")
        .withMessageContaining("40");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () ->
                Grid.tryOut(
                    tiny("evaluate.sets=[tset]"), TestCatalogues.context(1, clock(Long.MAX_VALUE))))
        .withMessageContaining("evaluation set 'tset' is not known.");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () ->
                Grid.tryOut(
                    tiny("compare.metrics=[test.loss.wurst]"),
                    TestCatalogues.context(1, clock(Long.MAX_VALUE))))
        .withMessageContaining("Hint: test.loss.worst");
  }

  @Test
  void should_refuse_the_checkpoint_when_the_configuration_changed() throws IOException {
    Path root = folder.resolve("changed");
    execute(tiny("seeds=1"), root, 1, clock(40));
    Files.delete(root.resolve("experiment.yaml"));
    Files.walk(root).filter(f -> f.endsWith("result.json")).forEach(f -> f.toFile().delete());

    Experiment other = tiny("seeds=1", "robust.alpha=0.06");
    try (GridFolder grid = existing(root, other)) {
      Grid changed = new Grid(other, grid, TestCatalogues.context(1, clock(Long.MAX_VALUE)));

      assertThatExceptionOfType(UserError.class)
          .isThrownBy(changed::execute)
          .withMessageContaining("robust, seed 1")
          .withMessageContaining("belongs to another run");
    }
  }

  @Test
  void should_refuse_to_go_on_when_the_problem_was_changed_in_a_killed_grid() {
    Path root = folder.resolve("edited");
    execute(tiny("seeds=3"), root, 1, clock(70)); // some runs are finished, one is under way
    assertThat(root.resolve("runs/robust/1/result.json")).exists();
    assertThat(root.resolve("runs/mean/3/result.json")).doesNotExist();

    for (String edit :
        List.of("parameters.noise=0.75", "stop.divergence=1e9", "evaluate.every=5")) {
      Experiment other = tiny("seeds=3", edit);
      try (GridFolder grid = existing(root, other)) {
        Grid changed = new Grid(other, grid, TestCatalogues.context(1, clock(Long.MAX_VALUE)));

        assertThatExceptionOfType(UserError.class)
            .as(edit)
            .isThrownBy(changed::execute)
            .withMessageContaining("result.json belongs to another run: ");
      }
    }
    Experiment noisy = tiny("seeds=3", "parameters.noise=0.75");
    Path job = root.resolve("runs/robust/1");
    RunJob finished = new RunJob(noisy, noisy.arms().get(0), 1, job, List.of());
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> finished.findResult(TestCatalogues.context(1, clock(Long.MAX_VALUE))))
        .withMessageContaining(
            "belongs to another run: application.noise was '0.5' and is now '0.75'.");
  }

  @Test
  void should_go_on_under_another_version_only_when_asked_and_say_so() throws IOException {
    Path root = folder.resolve("version");
    Experiment e = tiny("seeds=1");
    execute(e, root, 1, clock(12));
    assertThat(root.resolve("runs/robust/1/checkpoint.bin")).exists();
    RunContext c = TestCatalogues.context(1, clock(Long.MAX_VALUE));
    try (GridFolder grid = GridFolder.existing(root)) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(new Grid(e, grid, next(c, Set.of()))::execute)
          .withMessageContaining("version was 'test' and is now 'next'.");
      assertThat(new Grid(e, grid, next(c, Set.of(Identity.VERSION))).execute()).isEmpty();
    }
    assertThat(ResultFile.read(root.resolve("runs/robust/1")).remarks())
        .anyMatch(r -> r.matches("was resumed from step \\d+, where version was 'test' and .*"));
  }

  private static RunContext next(RunContext c, Set<String> forgiven) {
    return new RunContext(
        c.data(), c.threads(), c.kernel(), "next", forgiven, c.metrics(), c.exact(), c.nanos());
  }

  @Test
  void should_make_the_problems_of_the_first_seed_once() {
    Experiment e = tiny("seeds=2");
    RunContext c = TestCatalogues.context(1, clock(Long.MAX_VALUE));
    int before = TinyTasks.MADE.get();

    Grid.Tried tried = Grid.tryOut(e, c);
    try (GridFolder grid = GridFolder.create(folder.resolve("once"))) {
      assertThat(new Grid(tried, grid, c).execute()).isEmpty();
    }

    assertThat(TinyTasks.MADE.get() - before).isEqualTo(2); // one for each seed
  }

  @Test
  void should_say_before_any_run_how_many_seeds_suffice() {
    RunContext c = TestCatalogues.context(1, clock(Long.MAX_VALUE));

    // worst and mean of validation and test, one pair of arms: 4 tests, which 8 seeds allow
    assertThat(Grid.tryOut(tiny("seeds=8"), c).shortage()).isEmpty();
    assertThat(Grid.tryOut(tiny("seeds=7"), c).shortage())
        .hasValueSatisfying(
            s -> assertThat(s).startsWith("With 7 seeds and 4 tests").endsWith("8 seeds suffice."));
  }

  private static GridFolder existing(Path root, Experiment e) {
    AtomicText.write(root.resolve("experiment.yaml"), ExperimentWriter.write(e));
    return GridFolder.existing(root);
  }

  @Test
  void should_refuse_a_folder_when_it_is_foreign_or_in_use() throws IOException {
    Path foreign = Files.createDirectory(folder.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.tex"), "x");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> GridFolder.create(foreign))
        .withMessageContaining("is not empty");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> GridFolder.existing(foreign))
        .withMessageContaining("nothing to resume");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> GridFolder.create(foreign.resolve("thesis.tex")))
        .withMessageContaining("is a file");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> GridFolder.create(foreign.resolve("thesis.tex").resolve("x")))
        .withMessageContaining("cannot be written");
    try (GridFolder mine = GridFolder.create(folder.resolve("mine"))) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> GridFolder.create(mine.root()))
          .withMessageContaining("is in use by another process");
    }
  }

  @Test
  void should_judge_a_stacked_run_by_the_blocks_it_stacks() throws IOException {
    // GIVEN the mean over blocks by a solver that knows them, and by one that knows a single one
    Path file =
        Files.writeString(
            folder.resolve("stacks.yaml"),
            """
            application: tiny
            steps: 30
            evaluate: {every: 10}
            arms:
              - label: blocks
                solver: min-avg
                parameters: {alpha: 0.1, beta: 0.5, estimator: exact, lowerBatch: 8, upperBatch: 8}
              - label: stacked
                solver: ttsa
                stack: mean
                parameters: {alpha: 0.1, beta: 0.5, estimator: exact, lowerBatch: 8, upperBatch: 8}
            """);
    Experiment e = TestCatalogues.loader().load(file.toString(), List.of(), List.of());
    // WHEN both are run
    Path root = folder.resolve("stacks");
    assertThat(execute(e, root, 1, clock(Long.MAX_VALUE))).isEmpty();
    // THEN every block's figures are the same, rows and calls as well
    List<double[]> blocks = figures(root.resolve("runs/blocks/1/metrics.csv"));
    List<double[]> stacked = figures(root.resolve("runs/stacked/1/metrics.csv"));
    assertThat(blocks).hasSizeGreaterThan(2);
    for (int row = 0; row < blocks.size(); row++) {
      assertThat(stacked.get(row)).containsExactly(blocks.get(row), within(1e-12));
    }
  }

  /** Rows of figures that do not tell the time. */
  private static List<double[]> figures(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .skip(1)
        .map(GridTest::withoutSeconds)
        .map(
            line ->
                Arrays.stream(line.split(",", -1))
                    .mapToDouble(c -> c.isEmpty() ? -1 : Double.parseDouble(c))
                    .toArray())
        .toList();
  }
}
