package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The main job on a small budget: MORBiT against min-avg on letters, from command to report. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MainJobIT {
  private static final String[] ARMS = {"morbit", "minavg"};

  @TempDir private static Path shared;

  private Path out = Path.of("");
  private Answer answer = new Answer(-1, "", "");

  @BeforeAll
  void run_on_two_threads() {
    out = shared.resolve("two");
    answer = run("2", out);
  }

  private static Answer run(String threads, Path out) {
    return Typed.answer(
        "run",
        "robust-hpo-letter",
        "--preset=quick",
        "--set=steps=200",
        "--seeds=2",
        "--threads=" + threads,
        "--out=" + out);
  }

  @Test
  void should_end_well_and_print_the_comparison() {
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(answer.out())
        .contains("morbit", "minavg", "2 completed", "worst validation loss", "worst test loss")
        .contains("were not tested: 2 pairs of seeds, a test takes 8")
        .contains("Report: " + out.resolve("report.html"));
    assertThat(answer.err().lines()).allMatch(l -> l.matches("\\d/4 runs, \\d+/800 steps, .*"));
  }

  @Test
  void should_write_every_file_of_a_run_folder() {
    for (String file :
        new String[] {
          "experiment.yaml",
          "provenance.json",
          "log.txt",
          "summary.csv",
          "summary.json",
          "summary.md",
          "report.html",
          "charts/validation.loss.worst.svg",
          "charts/validation.loss.worst.png",
          "charts/weights-morbit.svg"
        }) {
      assertThat(out.resolve(file)).isNotEmptyFile();
    }
    for (String arm : ARMS) {
      for (String seed : new String[] {"1", "2"}) {
        for (String file :
            new String[] {"metrics.csv", "metrics.jsonl", "checkpoint.bin", "result.json"}) {
          assertThat(out.resolve("runs").resolve(arm).resolve(seed).resolve(file)).isNotEmptyFile();
        }
      }
    }
    assertThat(FileTree.hasTemporary(out)).isFalse();
    assertThat(out.resolve(".lock")).doesNotExist();
  }

  @Test
  void should_say_where_the_results_come_from() throws IOException {
    assertThat(Files.readString(out.resolve("provenance.json")))
        .contains("\"version\"", "\"java\"", "\"kernel\"", "\"seeds\"", "\"processors\"")
        .contains("2b89f3602cf768d3c8355267d2f13f2417809e101fc2b5ceee10db19a60de6e2")
        .contains("bilevel4j run robust-hpo-letter --preset=quick")
        .doesNotContain(shared.toString());
    assertThat(Files.readString(out.resolve("experiment.yaml")))
        .contains("application: robust-hpo-letter", "steps: 200", "tasks: 16", "penaltyMin: 0.001");
    assertThat(Files.readString(out.resolve("log.txt")))
        .contains("kernels: ", "morbit, seed 1: COMPLETED", "minavg, seed 2: COMPLETED");
  }

  @Test
  void should_show_results_in_a_report_that_needs_no_network() throws IOException {
    String report = Files.readString(out.resolve("report.html"));
    String state = Files.readString(out.resolve("runs/morbit/1/result.json"));

    assertThat(report)
        .contains("Worst-case hyper-parameters of kernel logistic regression")
        .contains(
            "morbit", "minavg", "All 4 runs finished without a failure.", "prefers-color-scheme")
        .contains("application: robust-hpo-letter")
        .doesNotContain("src=\"http", "href=\"http", "@import");
    assertThat(report.length()).isBetween(50_000, 5_000_000);
    assertThat(state).contains("\"finalState\"", "\"test.loss.worst\"");
  }

  @Test
  void should_run_nothing_again_when_a_finished_folder_is_resumed() throws IOException {
    Map<String, FileTime> before = times(out.resolve("runs"));

    Answer again = Typed.answer("run", "--resume", out.toString());

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("2 completed");
    assertThat(times(out.resolve("runs"))).isNotEmpty().isEqualTo(before);
  }

  private static Map<String, FileTime> times(Path root) throws IOException {
    Map<String, FileTime> found = new TreeMap<>();
    for (Path p : FileTree.below(root)) {
      found.put(p.toString(), Files.getLastModifiedTime(p));
    }
    return found;
  }

  @Test
  void should_give_the_same_bits_when_there_is_one_thread() throws IOException {
    Path alone = shared.resolve("one");

    assertThat(run("1", alone).code()).isZero();

    assertThat(Results.of(alone)).hasSize(12).isEqualTo(Results.of(out));
  }
}
