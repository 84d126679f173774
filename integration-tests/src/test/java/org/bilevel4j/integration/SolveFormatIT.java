package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of the format of problems, each solved and held against a solution worked out by hand. */
class SolveFormatIT {
  private static final double ROUND_OFF = 1e-13;

  @TempDir private Path folder;

  private String solved(String problem, String solver, int steps, String... more)
      throws IOException {
    Path file = Files.writeString(folder.resolve("p.json"), problem);
    List<String> words = new ArrayList<>(List.of("solve", file.toString(), "--solver", solver));
    words.addAll(List.of("--steps", Integer.toString(steps)));
    for (String set : more) {
      words.add("--set=" + set);
    }
    Answer answer = Typed.answer(words.toArray(String[]::new));
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer.out();
  }

  /** The final number and the exact one that is printed beside it. */
  private static void holds(String out, String name, double expected, double error) {
    double[] numbers = SolveIT.numbers(out, name);
    assertThat(numbers[1]).as("exact %s", name).isCloseTo(expected, within(ROUND_OFF));
    assertThat(numbers[0]).as("final %s", name).isCloseTo(expected, within(error));
  }

  /**
   * F = max over alpha of half of (y_1 - 2)^2/2 + y_2^2/2 + alpha (3x - 1) - alpha^2, y_1 = x, y_2
   * = 2x + 1: x* = 3/19, alpha* = -5/19.
   */
  private static final String SHARED =
      """
      {"upperDim": 1, "dual": "shared", "blocks": [
        {"lowerDim": 1, "dualDim": 1,
         "f": {"yy": [[1]], "y": [-2], "c": 2, "ax": [[1]], "a": [-2], "aa": [[1]]},
         "g": {"yy": [[1]], "xy": [[-1]]}},
        {"lowerDim": 1, "dualDim": 1,
         "f": {"yy": [[1]], "ay": [[1]], "aa": [[1]]},
         "g": {"yy": [[4]], "xy": [[-8]], "y": [-4]}}]}
      """;

  @Test
  void should_solve_with_one_dual_for_all_blocks() throws Exception {
    String[] sets = {"sigma=1000", "etaX=1", "etaY=0.2", "etaZ=0.2", "etaDual=0.3"};

    String out = solved(SHARED, "fosl", 30_000, sets);

    double bias = 2e-3; // of the penalty
    holds(out, "x_0", 3.0 / 19, bias);
    holds(out, "alpha_0", -5.0 / 19, bias);
    holds(out, "z_0_0", 3.0 / 19, bias);
    holds(out, "z_1_0", 25.0 / 19, 2 * bias);
    holds(out, "F(x)", 475.0 / 361, bias);
    assertThat(out).contains("mean over blocks, a dual for all").doesNotContain("alpha_0_0");
  }

  @Test
  void should_solve_with_one_dual_for_all_blocks_and_no_lower_level() throws Exception {
    String reduced =
        """
        {"upperDim": 1, "dual": "shared", "blocks": [
          {"lowerDim": 0, "dualDim": 1,
           "f": {"xx": [[1]], "x": [-2], "c": 2, "ax": [[1]], "a": [-2], "aa": [[1]]}},
          {"lowerDim": 0, "dualDim": 1,
           "f": {"xx": [[4]], "x": [2], "c": 0.5, "ax": [[2]], "a": [1], "aa": [[1]]}}]}
        """;

    String out = solved(reduced, "sgda", 2000, "etaX=0.1", "etaDual=0.3");

    holds(out, "x_0", 3.0 / 19, 1e-12);
    holds(out, "alpha_0", -5.0 / 19, 1e-12);
    holds(out, "F(x)", 475.0 / 361, 1e-12);
  }

  /** F = the mean of ((x - 1)^2 + (2x + 1)^2) / 2 and (x - 3)^2/2: x* = 1/3. */
  private static String rows(String noise) {
    return """
        {"upperDim": 1, %s "blocks": [
          {"lowerDim": 2, "f": {"yy": [[1, 0], [0, 1]], "y": [-1, 1], "c": 1},
           "g": {"yy": [[1, 0], [0, 0.5]], "xy": [[-1, -1]]}},
          {"lowerDim": 1, "f": {"yy": [[1]], "y": [-3], "c": 4.5},
           "g": {"yy": [[1]], "xy": [[-1]]}}]}
        """
        .formatted(noise);
  }

  @Test
  void should_have_the_solution_of_the_mean_over_rows() throws Exception {
    String noise = "\"noise\": {\"rows\": 9, \"upper\": 0.3, \"lower\": 0.05, \"seed\": 4},";
    String[] single = {"gamma=0.01", "rho=0.2", "lowerBatch=1", "upperBatch=1"};

    String tables = solved(rows(noise), "saba", 20_000, "gamma=0.01", "rho=0.2");
    String plain = solved(rows(noise), "soba", 2000, single);
    String[] all = {"gamma=0.05", "rho=0.5", "lowerBatch=full", "upperBatch=full"};
    String full = solved(rows(noise), "soba", 4000, all);
    String exact = solved(rows(""), "soba", 4000, all);

    for (String out : List.of(tables, full, exact)) {
      holds(out, "x_0", 1.0 / 3, 1e-11);
      holds(out, "y_0_0", 1.0 / 3, 1e-11);
      holds(out, "y_0_1", 2.0 / 3, 1e-11);
      holds(out, "y_1_0", 1.0 / 3, 1e-11);
      holds(out, "F(x)", 31.0 / 12, 1e-11);
    }
    assertThat(SolveIT.numbers(full, "x_0")).isEqualTo(SolveIT.numbers(exact, "x_0"));
    double[] stalled = SolveIT.numbers(plain, "x_0");
    assertThat(Math.abs(stalled[0] - stalled[1])).isGreaterThan(1e-4);
    assertThat(full).contains("9 rows per block and level");
  }

  @Test
  void should_solve_with_an_equality_that_x_is_in() throws Exception {
    String problem =
        """
        {"upperDim": 1, "blocks": [{"lowerDim": 2,
          "f": {"x": [-0.5], "yy": [[1, 0], [0, 1]], "y": [-2, -2], "c": 4},
          "g": {"yy": [[1, 0], [0, 1]], "xy": [[-1, 1]]},
          "lowerEquality": {"x": [[-1]], "y": [[1, 1]], "c": [1]}}]}
        """;

    String out = solved(problem, "bsg", 400, "estimator=kkt", "etaX=0.2");

    // y = (3x + 1, 1 - x) / 2
    holds(out, "x_0", 0.8, 1e-12);
    holds(out, "y_0_0", 1.7, 1e-12);
    holds(out, "y_0_1", 0.1, 1e-12);
    holds(out, "F(x)", 1.45, 1e-12);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type': 'ball', 'radius': 1} | -3, -4 | 0.6 | 0.8 | 8",
        "{'type': 'simplex'} | -1, -0.5 | 0.75 | 0.25 | 0.0625",
        "{'type': 'affine', 'a': [[1, 2]], 'b': [5]} | -1, 0 | 1.8 | 1.6 | 1.6",
        "{'type': 'box', 'upper': [0.5, 9]} | -1, 2 | 0.5 | -2 | 0.125",
        "{'type': 'nonnegative'} | -1, 2 | 1 | 0 | 2",
      })
  void should_keep_x_in_its_set(String set, String y, double x0, double x1, double value)
      throws Exception {
    // GIVEN F = |x - c|^2/2, so that x* is the point of the set nearest to c
    String c = y.replace(" ", "");
    double[] entries = List.of(c.split(",")).stream().mapToDouble(Double::parseDouble).toArray();
    double square = (entries[0] * entries[0] + entries[1] * entries[1]) / 2;
    String problem =
        """
        {"upperDim": 2, "upperSet": %s, "blocks": [{"lowerDim": 2,
          "f": {"yy": [[1, 0], [0, 1]], "y": [%s], "c": %s},
          "g": {"yy": [[1, 0], [0, 1]], "xy": [[-1, 0], [0, -1]]}}]}
        """
            .formatted(set.replace('\'', '"'), c, square);

    String tracked = solved(problem, "ma-soba", 2000, "etaX=0.1", "etaY=0.5", "etaV=0.5");
    String solvedExactly =
        solved(problem, "alset", 2000, "etaX=0.1", "etaY=0.5", "estimator=exact");

    for (String out : List.of(tracked, solvedExactly)) {
      holds(out, "x_0", x0, 1e-12);
      holds(out, "x_1", x1, 1e-12);
      holds(out, "y_0_0", x0, 1e-12);
      holds(out, "y_0_1", x1, 1e-12);
      holds(out, "F(x)", value, 1e-12);
    }
  }

  @Test
  void should_keep_the_dual_of_a_block_in_the_set_of_that_block() throws Exception {
    // GIVEN P1 with alpha_1 at least 0 as all, and alpha_2 in [-1, 1/2] by its own
    String problem =
        """
        {"upperDim": 1, "dual": "per-block", "dualSet": {"type": "nonnegative"}, "blocks": [
          {"lowerDim": 1, "dualDim": 1,
           "f": {"yy": [[1]], "y": [-2], "c": 2, "ax": [[1]], "a": [-1], "aa": [[1]]},
           "g": {"yy": [[1]], "xy": [[-1]]}},
          {"lowerDim": 1, "dualDim": 1,
           "dualSet": {"type": "box", "lower": [-1], "upper": [0.5]},
           "f": {"yy": [[1]], "ay": [[1]], "aa": [[1]]},
           "g": {"yy": [[4]], "xy": [[-8]], "y": [-4]}}]}
        """;

    String v1 = solved(problem, "mmb-v1", 6000, "etaX=0.05", "etaY=0.2");
    String v2 = solved(problem, "mmb-v2", 4000, "etaX=0.05", "etaY=0.2", "etaV=0.2");

    // x* by (x - 2) + 2 (2x + 1) + 2 / 2 = 0; alone, alpha_1 would be x - 1 and alpha_2 y_2 = 0.6
    for (String out : List.of(v1, v2)) {
      holds(out, "x_0", -0.2, 1e-12);
      holds(out, "alpha_0_0", 0, 0);
      holds(out, "alpha_1_0", 0.5, 0);
      holds(out, "y_0_0", -0.2, 1e-12);
      holds(out, "y_1_0", 0.6, 1e-12);
      holds(out, "F(x)", 1.3875, 1e-12);
    }
  }
}
