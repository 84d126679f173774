package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples of docs/problems, whose solutions are known by hand, through the launcher. */
class SolveIT {
  @TempDir private Path folder;

  private static Path sample(String name) {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("docs/problems"))) {
      at = java.util.Objects.requireNonNull(at.getParent());
    }
    return at.resolve("docs/problems").resolve(name + ".json");
  }

  private static List<String> words(String problem, String solver, int steps, String sets) {
    List<String> words = new ArrayList<>(List.of("solve", sample(problem).toString()));
    words.addAll(List.of("--solver", solver, "--steps", Integer.toString(steps)));
    for (String set : sets.split(" ")) {
      words.add("--set=" + set);
    }
    return words;
  }

  /** The numbers behind a name in the table: final, then exact. */
  static double[] numbers(String out, String name) {
    for (String line : out.lines().toList()) {
      String[] cells = line.split("\\s+");
      if (cells[0].equals(name)) {
        return new double[] {Double.parseDouble(cells[1]), Double.parseDouble(cells[2])};
      }
    }
    throw new AssertionError(name + " is not in\n" + out);
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({
    "p0, soba, 600, rho=0.5 gamma=0.2, 0.5, 0.5, 1e-12",
    "p0, f2sa, 20000, sigma=10, 0.476190476190476, 0.5, 1e-4",
    "p1, mmb-v1, 6000, etaX=0.05 etaY=0.2, -0.1, -0.1, 1e-12",
    "p1, mmb-v2, 4000, etaX=0.05 etaY=0.2 etaV=0.2, -0.1, -0.1, 1e-12",
    "p1-nonnegative, mmb-v2, 4000, etaX=0.05, -0.222222222222222, -0.222222222222222, 1e-12",
    "constrained, bsg, 400, estimator=kkt etaX=0.2, 2.1, 2.1, 1e-12",
    "p2, morbit, 20000, alpha=0.05 beta=0.5 gamma=0.05, -0.171572875253810,"
        + " -0.171572875253810, 1e-12",
  })
  void should_come_to_the_known_solutions(
      String problem,
      String solver,
      int steps,
      String sets,
      double limit,
      double exact,
      double tolerance)
      throws Exception {
    Answer answer =
        Launcher.in(folder).run(words(problem, solver, steps, sets).toArray(String[]::new));

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(numbers(answer.out(), "x_0")[0]).isCloseTo(limit, within(tolerance));
    assertThat(numbers(answer.out(), "x_0")[1]).isCloseTo(exact, within(1e-14));
  }

  @Test
  void should_print_exact_values_of_every_variable() throws Exception {
    String p1 = Typed.answer(words("p1", "mmb-v2", 3, "etaX=0.1").toArray(String[]::new)).out();
    String p2 = Typed.answer(words("p2", "morbit", 3, "alpha=0.1").toArray(String[]::new)).out();

    assertThat(numbers(p1, "alpha_0_0")[1]).isCloseTo(-1.1, within(1e-14));
    assertThat(numbers(p1, "alpha_1_0")[1]).isCloseTo(0.8, within(1e-14));
    assertThat(numbers(p1, "y_0_0")[1]).isCloseTo(-0.1, within(1e-14));
    assertThat(numbers(p1, "y_1_0")[1]).isCloseTo(0.8, within(1e-14));
    assertThat(numbers(p1, "F(x)")[1]).isCloseTo(1.725, within(1e-14));
    assertThat(numbers(p2, "lambda_0")[1]).isCloseTo(2 - Math.sqrt(2), within(1e-14));
    assertThat(numbers(p2, "lambda_1")[1]).isCloseTo(Math.sqrt(2) - 1, within(1e-14));
    assertThat(numbers(p2, "F(x)")[1]).isCloseTo(12 - 8 * Math.sqrt(2), within(1e-14));
    assertThat(p1)
        .contains("exact solution: closed form")
        .containsPattern("upper_grad_dual +6 +2")
        .contains("\ndistance to x* ")
        .contains("\nsamples ");
  }

  @Test
  void should_call_what_tracks_the_lower_solution_by_the_name_of_the_solver() throws Exception {
    Path csv = folder.resolve("t.csv");
    List<String> words = words("p0", "f2sa", 5000, "sigma=10 alpha=0.05 gamma=0.5");
    words.addAll(List.of("--trace", csv.toString()));

    Answer answer = Typed.answer(words.toArray(String[]::new));

    assertThat(answer.code()).as(answer.err()).isZero();
    double[] z = numbers(answer.out(), "z_0_0");
    assertThat(z).containsExactly(new double[] {10.0 / 21, 0.5}, within(1e-9)); // z = y*(x_sigma)
    assertThat(answer.out()).doesNotContain("y_0_0");
    List<String> rows = Files.readAllLines(csv);
    assertThat(rows.get(0)).isEqualTo("step,x_0,y_0_0,z_0_0");
    String[] last = rows.get(rows.size() - 1).split(",");
    assertThat(Double.parseDouble(last[3])).isEqualTo(z[0]);
    assertThat(Double.parseDouble(last[2])).isCloseTo(11.0 / 21, within(1e-9)); // y = (1+10x)/11
  }

  @Test
  void should_write_the_same_trace_whatever_the_threads_and_only_when_done() throws Exception {
    List<String> words = words("p1", "mmb-v2", 50, "blocksPerStep=1");
    for (int threads = 1; threads <= 2; threads++) {
      List<String> all = new ArrayList<>(words);
      all.addAll(List.of("--threads=" + threads, "--trace", folder.resolve("t" + threads) + ""));
      assertThat(Typed.answer(all.toArray(String[]::new)).code()).isZero();
    }

    assertThat(Files.readString(folder.resolve("t1")))
        .isEqualTo(Files.readString(folder.resolve("t2")))
        .hasLineCount(52);
    assertThat(FileTree.of(folder)).containsOnlyKeys("t1", "t2");
  }

  @Test
  void should_keep_the_run_and_its_report_and_never_overwrite_them() throws Exception {
    Path report = folder.resolve("report");
    List<String> words = words("p2", "morbit", 400, "alpha=0.05");
    String alone = Typed.answer(words.toArray(String[]::new)).out();
    words.addAll(List.of("--report", report.toString(), "--trace", folder + "/t.csv"));

    Answer first = Typed.answer(words.toArray(String[]::new));
    Answer second = Typed.answer(words.toArray(String[]::new));

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(numbers(first.out(), "x_0")).isEqualTo(numbers(alone, "x_0"));
    assertThat(folder.resolve("t.csv")).exists();
    assertThat(Files.readString(report.resolve("report.html"))).contains("p2 by morbit");
    assertThat(Files.readString(report.resolve("summary.md")))
        .contains("| Distance to the solution |");
    assertThat(Files.readString(report.resolve("problem.json")))
        .isEqualTo(Files.readString(sample("p2")));
    assertThat(second.code()).isEqualTo(2);
    assertThat(second.err()).contains("--report " + report + " holds an experiment already");
  }

  @Test
  void should_serve_experiments_with_the_same_problem() throws Exception {
    Files.writeString(
        folder.resolve("e.yaml"),
        """
        application: problem-file
        parameters: {file: '%s'}
        arms:
          - {solver: mmb-v2, parameters: {etaX: 0.05}}
          - solver: mmb-v1
        steps: 50
        evaluate: {every: 10, metrics: [optimum, tracked]}
        """
            .formatted(sample("p1")));

    Answer answer = Typed.answer("run", folder + "/e.yaml", "--out", folder + "/out");

    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(Files.readString(folder.resolve("out/runs/mmb-v1/1/metrics.csv")))
        .contains("optimum.distance");
  }

  @Test
  void should_do_what_the_guide_shows() throws Exception {
    List<String> guide = Files.readAllLines(sample("p1").resolve("../../PROBLEMS.md").normalize());
    String command =
        guide.stream().filter(l -> l.startsWith("./bilevel4j solve")).findFirst().get();
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.remove(0);
    words.replaceAll(w -> w.equals("docs/problems/p1.json") ? sample("p1").toString() : w);
    words.replaceAll(w -> w.equals("p1.csv") ? folder.resolve(w).toString() : w);

    Answer answer = Typed.answer(words.toArray(String[]::new));

    List<String> shown =
        guide.stream()
            .dropWhile(l -> !l.startsWith("outcome"))
            .skip(1)
            .takeWhile(l -> !l.startsWith("```"))
            .filter(l -> !l.isEmpty() && !l.equals("..."))
            .toList();
    assertThat(shown).hasSize(4);
    assertThat(answer.out().lines()).containsAll(shown);
    assertThat(folder.resolve("p1.csv")).exists();
  }

  @Test
  void should_take_lower_levels_with_many_minimisers_where_the_solver_copes() throws Exception {
    Path flat =
        Files.writeString(
            folder.resolve("flat.json"),
            """
            {"upperDim": 1, "blocks": [{"lowerDim": 2,
              "lowerSet": {"type": "box", "lower": [-5, -1], "upper": [5, 1]},
              "f": {"xx": [[1]], "yy": [[1, 0], [0, 0]], "y": [-1, 0.5]},
              "g": {"yy": [[1, 0], [0, 0]], "xy": [[-1, 0]], "xx": [[1]]}}]}
            """);
    String[] words = {"solve", flat.toString(), "--steps=100", "--solver=pessimistic-penalty"};

    Answer copes = Typed.answer(words);
    words[3] = "--solver=soba";
    Answer other = Typed.answer(words);

    assertThat(copes.code()).as(copes.err()).isZero();
    assertThat(copes.out()).contains("none is known, a lower level has many minimisers");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("Hint: solver pdbo or pessimistic-penalty");
  }
}
