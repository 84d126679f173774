package org.bilevel4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.report.ResultSet.Arm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final String METRICS = "runs/morbit/3/metrics.csv";

  @TempDir Path root;
  private SmallFolder folder;

  @BeforeEach
  void makeFolder() {
    folder = new SmallFolder(root);
  }

  private void refused(String... parts) {
    assertThatThrownBy(() -> RunFolder.read(root))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void should_read_arms_seeds_series_and_finals_when_all_is_there() {
    folder.write(2);

    ResultSet r = RunFolder.read(root);

    assertThat(r.title()).isEqualTo(SmallFolder.TITLE);
    assertThat(r.configuration()).isEqualTo(SmallFolder.YAML);
    assertThat(r.provenance())
        .containsEntry("jvm.version", "17.0.15")
        .containsEntry("seeds.1", "2");
    assertThat(r.arms()).extracting(Arm::label).containsExactly("min-avg", "morbit");
    SeedRun run = r.arms().get(1).seeds().get(0);
    assertThat(run.seed()).isEqualTo(1);
    assertThat(run.series().rows()).isEqualTo(21);
    assertThat(run.series().at("step", 20)).isEqualTo(200);
    assertThat(run.series().at("calls", 20)).isEqualTo(600);
    assertThat(run.series().at("stationarity", 1)).isNaN();
    assertThat(run.series().last("stationarity")).isPositive();
    assertThat(run.finalValue("test.loss.worst")).isEqualTo(0.36);
    assertThat(run.finalValue("no.such")).isNaN();
    assertThat(run.sound()).isTrue();
  }

  @Test
  void should_say_once_what_all_runs_remark_and_name_the_seeds_of_what_some_do() {
    folder.put(
        "provenance.json",
        "{\"remarks\": {\"saba\": [\"tables take 800 bytes.\", \"eta_y is 0.5.\"]}}");
    for (int seed = 1; seed <= 2; seed++) {
      folder.put(
          "runs/saba/" + seed + "/result.json",
          "{\"arm\": \"saba\", \"outcome\": \"COMPLETED\", \"steps\": 1, \"remarks\":"
              + " [\"tables take 800 bytes.\""
              + (seed == 2 ? ", \"a <ridge>.\"" : "")
              + "]}");
    }

    ResultSet r = RunFolder.read(root);

    assertThat(r.remarks())
        .isEqualTo(
            Map.of(
                "saba",
                List.of("tables take 800 bytes.", "eta_y is 0.5.", "a <ridge>. (of seeds [2])")));
    assertThat(new HtmlTables(r, Findings.of(r)).remarks())
        .contains("tables take 800 bytes.", "a &lt;ridge&gt;.");
  }

  @Test
  void should_sort_seeds_as_numbers_when_there_are_ten() {
    folder.write(10);

    assertThat(RunFolder.read(root).arms().get(0).seeds())
        .extracting(SeedRun::seed)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
  }

  @Test
  void should_read_what_is_there_when_a_run_is_unfinished() {
    folder.put(METRICS, "step,test.loss.worst\n0,1.5\n10,1.25\n20,1.");

    ResultSet r = RunFolder.read(root);

    SeedRun run = r.arms().get(0).seeds().get(0);
    assertThat(run.sound()).isFalse();
    assertThat(run.series().rows()).isEqualTo(2); // the torn last line is left out
    assertThat(run.series().at("seconds", 0)).isNaN();
    assertThat(r.title()).isEqualTo(root.getFileName().toString());
    assertThat(r.configuration()).isEmpty();
  }

  @Test
  void should_read_quoted_names_when_a_task_has_a_comma() {
    folder.put(METRICS, "step,\"test.loss.task.A, \"\"B\"\"\"\n0,1\n");

    assertThat(RunFolder.read(root).columns()).contains("test.loss.task.A, \"B\"");
  }

  @Test
  void should_not_count_a_run_as_sound_when_it_diverged() {
    folder.put(METRICS, "step,test.loss.worst\n0,1.5\n10,NaN\n20,Infinity\n");
    folder.put(
        "runs/morbit/3/result.json",
        "{\"arm\": \"MORBiT\", \"outcome\": \"DIVERGED\", \"metrics\": {\"test.loss.worst\": null,"
            + " \"gap\": \"Infinity\"}, \"message\": \"step 15\"}");

    Arm arm = RunFolder.read(root).arms().get(0);

    assertThat(arm.label()).isEqualTo("MORBiT");
    assertThat(arm.sound()).isEmpty();
    assertThat(arm.seeds().get(0).finalValue("gap")).isInfinite();
    assertThat(arm.seeds().get(0).finalValue("test.loss.worst")).isNaN();
  }

  @Test
  void should_name_line_and_column_when_a_cell_is_not_a_number() {
    folder.put(METRICS, "step,samples,test.loss.worst\n0,0,1.5\n10,8,abc\n");

    refused("metrics.csv, line 3, column 3 (test.loss.worst): 'abc' is not a number.");
  }

  @Test
  void should_name_the_line_when_a_row_has_too_few_cells() {
    folder.put(METRICS, "step,samples\n0,0\n10\n20,16\n");

    refused("metrics.csv, line 3: 1 cells, the header has 2.");
  }

  @Test
  void should_refuse_when_the_header_is_broken() {
    folder.put(METRICS, "samples,loss\n0,0\n");
    refused("line 1: the column 'step' is missing");

    folder.put(METRICS, "step,loss,loss\n0,0,0\n");
    refused("line 1, column 3 (loss): the column is there already as number 2.");

    folder.put(METRICS, "step,,loss\n0,0,0\n");
    refused("line 1, column 2: the column has no name.");

    folder.put(METRICS, "step,\"loss\n0,0\n");
    refused("line 1, column 2: the quote is not closed.");

    folder.put(METRICS, "");
    refused("has no header line");
  }

  @Test
  void should_refuse_when_steps_do_not_ascend() {
    folder.put(METRICS, "step,loss\n0,1\n10,1\n10,1\n");

    refused("line 4, column 1 (step): 10.0 does not come after 10.0.");
  }

  @Test
  void should_name_line_and_column_when_json_is_torn() {
    folder.put(METRICS, "step,loss\n0,1\n");
    folder.put("runs/morbit/3/result.json", "{\"arm\": \"morbit\",\n \"outcome\": FIN");

    refused("result.json, line 2, column", "not JSON");
  }

  @Test
  void should_name_the_key_when_a_result_is_wrong() {
    folder.put(METRICS, "step,loss\n0,1\n");
    folder.put("runs/morbit/3/result.json", "{\"arm\": \"morbit\"}");
    refused("result.json: the key 'outcome' is missing.");

    folder.put("runs/morbit/3/result.json", "{\"outcome\": \"OK\", \"metrics\": {\"a\": \"x\"}}");
    refused("result.json: metrics.a is 'x', not a number.");

    folder.put("runs/morbit/3/result.json", "[]");
    refused("result.json holds no JSON object.");
  }

  @Test
  void should_refuse_when_it_is_no_run_folder() {
    refused("has no folder 'runs'.", "Hint: give the folder");

    folder.put("runs/readme.txt", "nothing");
    refused("holds no run yet");

    folder.put("runs/morbit/first/metrics.csv", "step\n0\n");
    refused("'first' is not a seed");
  }
}
