package org.bilevel4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryFilesTest {
  @TempDir Path root;

  @Test
  void should_hold_a_line_per_run_when_written_as_csv() throws IOException {
    SmallFolder small = new SmallFolder(root);
    small.write(2);
    small.put("runs/morbit/9/metrics.csv", "step,test.loss.worst\n0,1\n");

    SummaryFiles.write(RunFolder.read(root), root);

    List<String> lines = Files.readAllLines(root.resolve("summary.csv"));
    assertThat(lines.get(0))
        .isEqualTo(
            "arm,seed,outcome,steps,samples,seconds,test.loss.worst,test.loss.mean,"
                + "test.loss.task.A-B,test.loss.task.C-D");
    assertThat(lines.get(1)).isEqualTo("min-avg,1,FINISHED,200,1600,2,0.41,0.205,0.41,0.1025");
    assertThat(lines.get(5)).isEqualTo("morbit,9,UNFINISHED,,,,,,,");
    assertThat(lines).hasSize(6);
  }

  @Test
  void should_hold_medians_and_tests_when_written_as_json() throws IOException {
    SummaryFiles.write(RunFolder.read(new SmallFolder(root).write(10)), root);

    JsonNode json = new JsonMapper().readTree(root.resolve("summary.json").toFile());

    assertThat(json.path("runs")).hasSize(20);
    JsonNode first = json.path("medians").path(0);
    assertThat(first.path("arm").asText()).isEqualTo("min-avg");
    assertThat(first.path("metric").asText()).isEqualTo("test.loss.worst");
    assertThat(first.path("median").asDouble()).isEqualTo(0.455);
    JsonNode test = json.path("tests").path(0);
    assertThat(test.path("p").asDouble()).isEqualTo(2 / 1024.0);
    assertThat(test.path("adjusted").asDouble()).isEqualTo(4 / 1024.0);
    assertThat(test.path("verdict").asText()).startsWith("morbit is lower than min-avg");
  }

  @Test
  void should_hold_a_column_per_arm_when_written_as_markdown() {
    ResultSet results = RunFolder.read(new SmallFolder(root).write(10));

    assertThat(MarkdownTable.finals(results))
        .startsWith("| measure | min-avg | morbit |\n| --- | ---: | ---: |\n")
        .contains(
            "| Test loss, worst task | 0.455 [0.4325, 0.4775] | **0.405 [0.3825, 0.4275]** |");
    assertThat(MarkdownTable.tests(results))
        .contains("| Test loss, worst task | morbit is lower than min-avg: ")
        .contains("| Test loss, over tasks | morbit and min-avg were not tested: 2 pairs of tasks");
    assertThat(Text.markdown("a|b\n<c>")).isEqualTo("a\\|b &lt;c&gt;");
  }
}
