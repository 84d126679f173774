package org.bilevel4j.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceReportTest {
  private static final BlasSetting DEFAULT = BlasSetting.parse("default");
  private static final Race.Plan PLAN =
      new Race.Plan("python", Path.of("peers"), "", List.of(DEFAULT), 3, 1, 2, true, "vector");

  private static Lap lap(double rate, double cpuRate) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("iters_per_s", rate).put("iters_per_cpu_s", cpuRate).put("peak_rss_mb", 100);
    line.put("blas_kernel", "Haswell").put("kernel", "vector 512").put("torch", "1.13");
    return Lap.of(line);
  }

  private static RaceReport report() {
    Result r = new Result(Contest.of("letter"));
    double[] theirs = {100, 200, 100};
    double[] ours = {900, 1000, 700};
    for (int k = 0; k < theirs.length; k++) {
      r.add(Race.theirs(DEFAULT), lap(theirs[k], theirs[k]));
      r.add(Race.OURS, lap(ours[k], ours[k] / 2));
      r.add(Race.OURS_TWO, lap(1.7 * ours[k], ours[k]));
    }
    return new RaceReport(PLAN, List.of(r), 200, 0.1, 1.1);
  }

  @Test
  void should_quote_the_median_of_ratios_round_by_round() {
    String text = report().text();
    assertThat(text).contains("7.00 [5.00, 9.00]").contains("missed").contains("Haswell");
    assertThat(text).contains("1.70 [1.70, 1.70]").contains("met");
  }

  @Test
  void should_write_the_same_as_markdown() {
    String markdown = report().markdown();
    assertThat(markdown).startsWith("# Race against PyTorch\n").contains("| letter | default |");
    assertThat(markdown.lines().filter(l -> l.startsWith("| --- ")).count()).isEqualTo(3);
  }

  @Test
  void should_keep_every_lap_as_json() {
    assertThat(report().json().at("/contests/0/laps/ours").size()).isEqualTo(3);
    assertThat(report().json().at("/contests/0/ratios/0/wall/median").asDouble()).isEqualTo(7);
  }

  @Test
  void should_ask_less_of_us_only_against_tuned_kernels() {
    Contest fashion = Contest.of("fashion-mnist");
    assertThat(fashion.target(DEFAULT)).isEqualTo(1.5);
    assertThat(fashion.target(BlasSetting.parse("haswell"))).isEqualTo(1.5);
    assertThat(fashion.target(BlasSetting.parse("skylakex"))).isEqualTo(1.2);
  }

  @Test
  void should_measure_a_peak() {
    assertThat(Peak.gflops(0.02)).isPositive();
  }

  @Test
  void should_leave_the_variable_alone_by_default() {
    assertThat(DEFAULT.environment()).isEmpty();
    assertThat(BlasSetting.parse("skylakex").environment())
        .containsEntry("OPENBLAS_CORETYPE", "SKYLAKEX");
  }
}
