package org.bilevel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps recomputed from the rows of a trace in plain arrays, by the papers' lines. */
class TraceTest {
  private static final double ROUND_OFF = 1e-14;

  /** f_i = |y - c_i|^2/2 + |x|^2/4 + alpha (p'x + q'y - e) - alpha^2/2, two blocks of 2 by 2. */
  private static final double[][][] H = {{{1, 0.25}, {0.25, 0.5}}, {{0.75, 0}, {0, 1}}};

  private static final double[][][] J = {{{-0.5, 0.1}, {0.2, -0.3}}, {{0.4, 0}, {0.1, -0.6}}};
  private static final double[][] B = {{0.3, -0.2}, {-0.1, 0.4}};
  private static final double[][] C = {{1, -1}, {0.5, 2}};
  private static final double[] P = {0.5, -0.25};
  private static final double[] Q = {0.3, 0.7};
  private static final double E = 0.4;

  @TempDir private Path folder;

  private static String block(int i, boolean dual) {
    double[] c = C[i];
    return "{\"lowerDim\": 2"
        + (dual ? ", \"dualDim\": 1" : "")
        + ", \"f\": {\"xx\": [[0.5, 0], [0, 0.5]], \"yy\": [[1, 0], [0, 1]], \"y\": ["
        + (-c[0] + ", " + -c[1])
        + "], \"c\": "
        + (c[0] * c[0] + c[1] * c[1]) / 2
        + (dual
            ? ", \"ax\": ["
                + Arrays.toString(P)
                + "], \"ay\": ["
                + Arrays.toString(Q)
                + "]"
                + ", \"a\": ["
                + -E
                + "], \"aa\": [[1]]"
            : "")
        + "}, \"g\": {\"yy\": "
        + Arrays.deepToString(H[i])
        + ", \"xy\": "
        + Arrays.deepToString(J[i])
        + ", \"y\": "
        + Arrays.toString(B[i])
        + "}}";
  }

  private static String problem(String kind, boolean dual, int blocks) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      all.add(block(i, dual));
    }
    return "{\"upperDim\": 2, " + kind + "\"blocks\": [" + String.join(", ", all) + "]}";
  }

  private record Table(List<String> names, double[][] rows) {
    double[] at(int row, String name, int count) {
      int from = names.indexOf(name + "_0");
      assertThat(from).as(name).isPositive();
      return Arrays.copyOfRange(rows[row], from, from + count);
    }
  }

  private Table trace(String problem, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("p.json"), problem);
    Path csv = folder.resolve("t.csv");
    List<String> words =
        new ArrayList<>(List.of("solve", file.toString(), "--steps=12", "--trace", csv.toString()));
    words.addAll(List.of(more));
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute(words.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
    List<String> lines = Files.readAllLines(csv);
    List<String> names = List.of(lines.get(0).split(",", -1));
    assertThat(names).doesNotHaveDuplicates();
    double[][] rows = new double[lines.size() - 1][];
    for (int r = 0; r < rows.length; r++) {
      String[] cells = lines.get(r + 1).split(",", -1);
      assertThat(cells).hasSameSizeAs(names);
      assertThat(cells[0]).isEqualTo(Integer.toString(r));
      rows[r] = Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray();
    }
    assertThat(rows).hasNumberOfRows(13);
    return new Table(names, rows);
  }

  private static double[] times(double[][] m, double[] v) {
    return new double[] {m[0][0] * v[0] + m[0][1] * v[1], m[1][0] * v[0] + m[1][1] * v[1]};
  }

  private static double[] transposedTimes(double[][] m, double[] v) {
    return new double[] {m[0][0] * v[0] + m[1][0] * v[1], m[0][1] * v[0] + m[1][1] * v[1]};
  }

  /** a + s b. */
  private static double[] plus(double[] a, double s, double[] b) {
    return new double[] {a[0] + s * b[0], a[1] + s * b[1]};
  }

  private static double[] gradYG(int i, double[] x, double[] y) {
    return plus(plus(times(H[i], y), 1, B[i]), 1, transposedTimes(J[i], x));
  }

  private static double[] gradYF(int i, double[] y, double alpha) {
    return plus(plus(y, -1, C[i]), alpha, Q);
  }

  private static void same(double[] found, double[] expected, int row) {
    assertThat(found).as("row %s", row).containsExactly(expected, within(ROUND_OFF));
  }

  @Test
  void should_hold_the_steps_of_soba() throws IOException {
    Table t = trace(problem("", false, 1), "--solver=soba", "--set=rho=0.3", "--set=gamma=0.1");

    assertThat(t.names()).containsExactly("step", "x_0", "x_1", "y_0_0", "y_0_1", "v_0_0", "v_0_1");
    assertThat(t.rows()[0]).containsOnly(0);
    for (int k = 0; k < 12; k++) {
      double[] x = t.at(k, "x", 2);
      double[] y = t.at(k, "y_0", 2);
      double[] v = t.at(k, "v_0", 2);
      double[] residual = plus(times(H[0], v), -1, gradYF(0, y, 0));
      double[] direction = plus(plus(x, -0.5, x), -1, times(J[0], v));

      same(t.at(k + 1, "y_0", 2), plus(y, -0.3, gradYG(0, x, y)), k + 1);
      same(t.at(k + 1, "v_0", 2), plus(v, -0.3, residual), k + 1);
      same(t.at(k + 1, "x", 2), plus(x, -0.1, direction), k + 1);
    }
  }

  @Test
  void should_hold_the_steps_of_mmb_v2() throws IOException {
    Table t =
        trace(
            problem("\"dual\": \"per-block\", ", true, 2),
            "--solver=mmb-v2",
            "--set=etaX=0.1",
            "--set=etaDual=0.4",
            "--set=etaY=0.3",
            "--set=etaV=0.2",
            "--set=average.newWeight=0.25",
            "--set=average.start=zero");

    assertThat(t.names().subList(1, 9))
        .containsExactly(
            "x_0", "x_1", "alpha_0_0", "alpha_1_0", "y_0_0", "y_0_1", "y_1_0", "y_1_1");
    for (int k = 0; k < 12; k++) {
      double[] x = t.at(k, "x", 2);
      double[] delta = plus(plus(x, -0.5, x), 0, x);
      for (int i = 0; i < 2; i++) {
        double[] y = t.at(k, "y_" + i, 2);
        double[] v = t.at(k, "v_" + i, 2);
        double alpha = t.at(k, "alpha_" + i, 1)[0];
        double slope = P[0] * x[0] + P[1] * x[1] + Q[0] * y[0] + Q[1] * y[1] - E - alpha;
        delta = plus(plus(delta, 0.5 * alpha, P), -0.5, times(J[i], v));

        same(t.at(k + 1, "alpha_" + i, 1), new double[] {alpha + 0.4 * slope}, k + 1);
        same(t.at(k + 1, "y_" + i, 2), plus(y, -0.3, gradYG(i, x, y)), k + 1);
        double[] residual = plus(times(H[i], v), -1, gradYF(i, y, alpha));
        same(t.at(k + 1, "v_" + i, 2), plus(v, -0.2, residual), k + 1);
      }
      double[] d = t.at(k, "d", 2);
      double[] next = plus(plus(d, -0.25, d), 0.25, delta);
      same(t.at(k + 1, "d", 2), next, k + 1);
      same(t.at(k + 1, "x", 2), plus(x, -0.1, next), k + 1);
    }
  }

  @Test
  void should_hold_the_steps_of_morbit() throws IOException {
    Table t =
        trace(
            problem("\"aggregation\": \"worst-case\", ", false, 2),
            "--solver=morbit",
            "--set=alpha=0.05",
            "--set=beta=0.5",
            "--set=gamma=0.05",
            "--set=estimator=exact");

    same(t.at(0, "lambda", 2), new double[] {0.5, 0.5}, 0);
    for (int k = 0; k < 12; k++) {
      double[] x = t.at(k, "x", 2);
      double[] lambda = t.at(k, "lambda", 2);
      double[] h = {0, 0};
      double[] losses = new double[2];
      for (int i = 0; i < 2; i++) {
        double[] y = plus(t.at(k, "y_" + i, 2), -0.5, gradYG(i, x, t.at(k, "y_" + i, 2)));
        same(t.at(k + 1, "y_" + i, 2), y, k + 1);
        double[] b = gradYF(i, y, 0);
        double det = H[i][0][0] * H[i][1][1] - H[i][0][1] * H[i][1][0];
        double[] v = {
          (H[i][1][1] * b[0] - H[i][0][1] * b[1]) / det,
          (H[i][0][0] * b[1] - H[i][1][0] * b[0]) / det
        };
        h = plus(h, lambda[i], plus(plus(x, -0.5, x), -1, times(J[i], v)));
        losses[i] = (b[0] * b[0] + b[1] * b[1]) / 2 + (x[0] * x[0] + x[1] * x[1]) / 4;
      }
      same(t.at(k + 1, "x", 2), plus(x, -0.05, h), k + 1);
      double half = (lambda[0] - lambda[1] + 0.05 * (losses[0] - losses[1])) / 2;
      double first = Math.min(1, Math.max(0, 0.5 + half));
      same(t.at(k + 1, "lambda", 2), new double[] {first, 1 - first}, k + 1);
    }
  }

  @Test
  void should_show_where_blocks_start_that_were_not_touched_yet() throws IOException {
    Table t =
        trace(
            problem("\"dual\": \"per-block\", ", true, 2),
            "--solver=mmb-v2",
            "--set=blocksPerStep=1");

    for (String name : List.of("y_0", "y_1", "v_0", "v_1")) {
      same(t.at(0, name, 2), new double[] {0, 0}, 0);
    }
    assertThat(t.at(1, "y_0", 2)[0] == 0).isNotEqualTo(t.at(1, "y_1", 2)[0] == 0);
  }

  @Test
  void should_leave_cells_empty_whose_first_batch_decides() throws IOException {
    Path file =
        Files.writeString(folder.resolve("p.json"), problem("\"dual\": \"per-block\", ", true, 2));
    Path csv = folder.resolve("t.csv");

    int code =
        Main.commandLine()
            .setOut(new PrintWriter(new StringWriter()))
            .execute(
                "solve",
                file.toString(),
                "--steps=3",
                "--solver=mmb-v1",
                "--trace",
                csv.toString());

    List<String> lines = Files.readAllLines(csv);
    assertThat(code).isZero();
    int at = List.of(lines.get(0).split(",")).indexOf("s_0_0");
    assertThat(lines.get(1).split(",", -1)[at]).isEmpty();
    assertThat(Double.parseDouble(lines.get(2).split(",", -1)[at])).isEqualTo(1);
    assertThat(lines.get(1)).startsWith("0,0.0000000000000000e+00,");
  }

  @Test
  void should_trace_stacked_blocks_as_one() throws IOException {
    String mean = problem("", false, 2);
    Table blocks = trace(mean, "--solver=soba");
    Table stacked = trace(mean, "--solver=soba", "--stack=mean");
    for (int row = 0; row < 13; row++) {
      assertThat(stacked.at(row, "x", 2)).containsExactly(blocks.at(row, "x", 2), within(1e-13));
    }
    assertThat(stacked.names()).contains("y_0_3").doesNotContain("y_1_0");
  }
}
