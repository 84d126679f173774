package org.bilevel4j.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bilevel4j.cli.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastRunsTest {
  @TempDir private Path folder;
  private String err = "";
  private int code;

  private String type(String... words) {
    StringWriter out = new StringWriter();
    StringWriter said = new StringWriter();
    code =
        Main.commandLine(words)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(said))
            .execute(words);
    err = said.toString();
    return out.toString();
  }

  @BeforeEach
  void run() {
    type("run", "tiny", "--seeds=2", "--quiet", "--out=" + folder.resolve("one"));
    assertThat(code).as(err).isZero();
  }

  @Test
  void should_print_the_path_alone_when_quiet() {
    String out = type("run", "tiny", "--seeds=1", "-q", "--out=" + folder.resolve("two"));

    assertThat(out.lines()).hasSize(1).first().asString().startsWith("Report: ");
  }

  @Test
  void should_check_and_estimate_without_writing_when_dry() {
    Path out = folder.resolve("dry");

    String said = type("run", "tiny", "--seeds=9", "--dry-run", "--out=" + out);

    assertThat(code).as(err).isZero();
    assertThat(out).doesNotExist();
    assertThat(said)
        .contains("2 arms x 9 seeds", "one run", "Time: about ", "Memory: about ")
        .containsPattern("robust +\\d+ .* s +.* = ")
        .contains("tests on 9 seeds: they can show a difference");
  }

  @Test
  void should_show_past_runs_and_name_damaged_ones() throws IOException {
    Path bad = Files.createDirectories(folder.resolve("bad/runs"));
    Files.writeString(folder.resolve("bad/provenance.json"), "{\"started\": ");
    assertThat(bad).isDirectory();
    Files.createDirectories(folder.resolve("other"));

    String out = type("runs", folder.toString());

    assertThat(code).as(err).isZero();
    assertThat(out)
        .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  .*one  finished, 4 runs")
        .contains("robust, mean; 2 seeds", "Not tested")
        .containsPattern("bad  damaged\n.*provenance.json cannot be read: not JSON\\s+from line 1")
        .doesNotContain("other");
  }

  @Test
  void should_say_stopped_when_a_run_is_missing() throws IOException {
    Path result = folder.resolve("one/runs/robust/2/result.json");
    Files.delete(result);

    assertThat(type("runs", folder.resolve("one").toString()))
        .contains("stopped, 3 of 4 runs done");
  }

  @Test
  void should_compare_folders_and_tell_arms_apart() throws IOException {
    Path two = folder.resolve("two");
    type("run", "tiny", "--seeds=1", "-q", "--out=" + two);
    Path out = folder.resolve("both");

    String said = type("compare", folder.resolve("one").toString(), two.toString(), "--out=" + out);

    assertThat(code).as(err).isZero();
    assertThat(said).contains("robust (one)", "mean (two)", "have different seeds", "Report: ");
    assertThat(out.resolve("report.html")).content().contains("robust (two)", "different seeds");
    assertThat(out.resolve("summary.tex")).content().contains("\\begin{tabular}", "robust (one)");
  }

  @Test
  void should_refuse_one_folder_or_none() {
    type("compare", folder.resolve("one").toString());
    assertThat(code).isEqualTo(2);
    assertThat(err).contains("at least two are needed");
    type("runs", folder.resolve("none").toString());
    assertThat(err).contains("is not a folder");
  }

  @Test
  void should_list_solvers_by_what_they_can() {
    String out = type("list", "solvers", "--can", "bx");
    assertThat(code).as(err).isZero();
    assertThat(out.indexOf("B block sampling")).isLessThan(out.indexOf("solver  "));
    assertThat(out.lines().filter(l -> l.matches("  [a-z].* [.1][B.][F.][X.].*")))
        .isNotEmpty()
        .allMatch(l -> l.matches("  [a-z].* [.1]B[F.]X.*"));
    type("list", "solvers", "--can=Z");
    assertThat(code).isEqualTo(2);
    assertThat(err).contains("no solver is marked Z", "B block sampling");
    type("list", "metrics", "--can=B");
    assertThat(err).contains("--can goes with solvers");
  }

  @Test
  void should_print_a_completion_script() {
    assertThat(type("completion")).contains("#!/usr/bin/env bash", "describe", "--resume");
  }
}
