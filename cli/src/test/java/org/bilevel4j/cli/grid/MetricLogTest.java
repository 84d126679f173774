package org.bilevel4j.cli.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricLogTest {
  private static final List<String> COLUMNS = List.of("step", "loss");

  @TempDir private Path folder;

  @BeforeEach
  void write_steps_0_10_20() {
    write(0, 0, 10, 20);
  }

  private void write(long resumed, long... steps) {
    try (MetricLog log = MetricLog.open(folder, COLUMNS, resumed, 10)) {
      for (long step : steps) {
        log.put(step, Map.of("loss", step / 8.0));
      }
    }
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }

  private void cut(String file, int bytes) throws IOException {
    String text = Files.readString(folder.resolve(file));
    Files.writeString(folder.resolve(file), text.substring(0, text.length() - bytes));
  }

  private void assertWhole() throws IOException {
    assertThat(lines("metrics.csv")).containsExactly("step,loss", "0,0", "10,1.25", "20,2.5");
    assertThat(lines("metrics.jsonl"))
        .containsExactly(
            "{\"step\":0,\"loss\":0}", "{\"step\":10,\"loss\":1.25}", "{\"step\":20,\"loss\":2.5}");
  }

  @Test
  void should_replace_the_last_line_when_its_step_is_written_again() throws IOException {
    write(20, 20);

    assertWhole();
  }

  @Test
  void should_cut_lines_when_they_are_after_the_checkpoint() throws IOException {
    write(15, 20);

    assertWhole();
  }

  @Test
  void should_lose_no_line_when_a_kill_left_the_last_one_in_the_csv_only() throws IOException {
    cut("metrics.jsonl", "{\"step\":20,\"loss\":2.5}\n".length());

    write(20, 20);

    assertWhole();
  }

  @Test
  void should_lose_no_line_when_a_kill_left_the_last_one_in_the_json_only() throws IOException {
    cut("metrics.csv", "20,2.5\n".length());

    write(20, 20);

    assertWhole();
  }

  @Test
  void should_cut_a_line_when_a_kill_left_half_of_it() throws IOException {
    cut("metrics.csv", 3);

    write(20, 20);

    assertWhole();
  }

  @Test
  void should_refuse_a_log_when_a_line_has_no_step() throws IOException {
    Files.writeString(folder.resolve("metrics.csv"), "step,loss\nten,1\n");

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> write(20))
        .withMessageContaining("metrics.csv is damaged: a line does not begin with its step.");
  }

  @Test
  void should_refuse_to_go_on_and_leave_the_files_when_lines_are_missing() throws IOException {
    Files.writeString(folder.resolve("metrics.csv"), "step,loss\n0,0\n");
    List<String> before = lines("metrics.jsonl");

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> write(20))
        .withMessageContaining("metrics.csv ends at step 0, its checkpoint stands at 20.");
    assertThat(lines("metrics.jsonl")).isEqualTo(before);
  }

  @Test
  void should_refuse_to_go_on_when_the_log_is_missing() throws IOException {
    Files.delete(folder.resolve("metrics.csv"));

    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> write(20))
        .withMessageContaining("metrics.csv is missing");
    assertThat(folder.resolve("metrics.csv")).doesNotExist();
  }
}
