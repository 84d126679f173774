package org.bilevel4j.benchmarks.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockCostTest {

  private static List<String> table(List<String> solvers, int... sizes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new BlockCost(20, 1, out).table(solvers, sizes);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void should_read_the_same_state_per_step_whatever_the_number_of_blocks() {
    List<String> lines = table(List.of("mmb-v2"), 50, 500, 5000);

    assertThat(lines).hasSize(2 + 6);
    // 16 blocks: y and v of 10 entries, alpha of 1; with local parts also 10 of x and 10 of d
    assertThat(lines.subList(2, 5))
        .allMatch(l -> l.contains("| shared | ") && l.contains("| 2688 |"));
    assertThat(lines.subList(5, 8)).allMatch(l -> l.contains("| local ") && l.contains("| 5248 |"));
  }

  @Test
  void should_keep_no_more_than_the_state_of_blocks() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new ScaleCheck(20, 1, out).table(List.of("mmb-v1", "mmb-v2"), 20, 2000, 1000);

    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().skip(2).toList();
    assertThat(lines).hasSize(2);
    for (String line : lines) { // times of so few steps say nothing
      double ratio = Double.parseDouble(line.split("\\|")[6].trim());
      assertThat(ratio).as(line).isBetween(0.9, ScaleCheck.MOST_MEMORY);
    }
  }

  @Test
  void should_time_every_solver_that_samples_blocks() {
    List<String> solvers = BlockCost.samplers();

    assertThat(solvers).contains("mmb-v1", "memcs", "sgda", "robust-ma-soba");
    assertThat(table(solvers, 30)).hasSize(2 + 2 * solvers.size());
  }
}
