package org.bilevel4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bilevel4j.core.application.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepFitTest {
  private final Map<String, String> provenance = new HashMap<>();
  private final List<ResultSet.Arm> arms = new ArrayList<>();
  @TempDir private Path folder;

  /** Values 8/K, 4/K, 2/K, 0 over the run, different by seed. */
  private static SeedRun run(long seed, double k) {
    double scale = 1 + 0.01 * seed;
    double[] values = {8 * scale / k, 4 * scale / k, 2 * scale / k, 0};
    Series series =
        new Series(Map.of("step", new double[] {0, k / 4, k / 2, k}, "optimum.gap", values));
    SeedRun.End end =
        new SeedRun.End("COMPLETED", (long) k, 0, 1, Map.of("optimum.gap", 0.0), "", List.of());
    return new SeedRun(seed, series, Optional.of(end));
  }

  private ResultSet results(String measure) {
    provenance.put("sweep.axis", "horizon K");
    provenance.put("sweep.measure", measure);
    provenance.put("sweep.expected", "-1");
    for (int k : new int[] {1000, 10, 100}) {
      String label = "morbit at " + k;
      provenance.put("sweep.arms." + label + ".series", "morbit");
      provenance.put("sweep.arms." + label + ".at", String.valueOf(k));
      arms.add(new ResultSet.Arm("morbit-at-" + k, label, List.of(run(1, k), run(2, k))));
    }
    return new ResultSet("sweep", arms, "", provenance);
  }

  @ParameterizedTest
  @CsvSource({"mean optimum.gap,-1", "steps optimum.gap 0,1"})
  void should_fit_the_exponent_of_each_series(String measure, double exponent) {
    SweepFit fit = SweepFit.of(results(measure)).orElseThrow();

    SweepFit.Line line = fit.lines().get(0);
    assertThat(line.name()).isEqualTo("morbit");
    assertThat(line.points()).extracting(SweepFit.Point::at).containsExactly(10.0, 100.0, 1000.0);
    assertThat(line.law().orElseThrow().exponent()).isCloseTo(exponent, within(1e-12));
    assertThat(fit.expected()).isEqualTo(OptionalDouble.of(-1));
  }

  @Test
  void should_count_steps_until_the_mean_so_far_is_low_and_say_which_points_are_missed() {
    SweepFit fit = SweepFit.of(results("averaged optimum.gap 0.5")).orElseThrow();

    // K = 10, seed 1: the means so far are 0.808, 0.606, 0.471, 0.354; at 100 and 1000 step 0 will
    // do
    SweepFit.Line line = fit.lines().get(0);
    assertThat(line.points()).hasSize(1);
    assertThat(line.points().get(0).bySeed()).isEqualTo(Map.of(1L, 5.0, 2L, 5.0));
    assertThat(line.law()).isEmpty();
    assertThat(fit.sentences().get(0))
        .contains("until the mean of ", "no exponent")
        .endsWith("; 0 of 2 runs have a number at 100, 0 of 2 at 1000");
  }

  @Test
  void should_count_steps_until_a_value_is_high_where_higher_is_better() {
    provenance.put("measures.higher", "optimum.gap");

    SweepFit fit = SweepFit.of(results("steps optimum.gap 0.5")).orElseThrow();

    assertThat(fit.measure().words()).endsWith("is at least 0.5");
    assertThat(SweepFit.of(results("averaged optimum.gap 0.5")).orElseThrow().measure().words())
        .endsWith("so far is at least 0.5");
    Series series = new Series(Map.of("step", new double[] {0, 5}, "a", new double[] {1, 2}));
    RunMeasure read = RunMeasure.parse("steps a 2");
    assertThat(read.of(series)).isZero();
    assertThat(read.by(Direction.HIGHER).of(series)).isEqualTo(5);
  }

  @Test
  void should_fit_nothing_when_no_run_has_a_number_above_zero() {
    SweepFit fit = SweepFit.of(results("last optimum.gap")).orElseThrow();

    assertThat(fit.lines()).isEmpty();
    assertThat(fit.sentences()).isEmpty();
  }

  @Test
  void should_show_slopes_in_the_report_and_make_no_tests_of_points() throws Exception {
    ResultSet results = results("mean optimum.gap");
    Path page = folder.resolve("report.html");

    HtmlReport.write(results, page);

    assertThat(Files.readString(page))
        .contains("<section id=\"sweep\">")
        .contains("exponent -1 ")
        .contains("expected -1");
    assertThat(Findings.of(results).comparisons()).isEmpty();
    assertThat(StaticCharts.write(results, folder.resolve("charts")))
        .contains(folder.resolve("charts").resolve("sweep.svg"));
  }

  @Test
  void should_turn_tables_and_name_no_crowd_when_there_are_many_arms() throws Exception {
    for (int a = 0; a < 30; a++) {
      arms.add(new ResultSet.Arm("s" + a, "solver " + a, List.of(run(1, 10), run(2, 10))));
    }
    Path page = folder.resolve("report.html");

    HtmlReport.write(new ResultSet("crowd", arms, "", Map.of("compared", "optimum.gap")), page);

    assertThat(Files.readString(page))
        .contains("<body class=\"many\">")
        .contains("30 arms on crowd")
        .contains("<th scope=\"col\">Arm</th>")
        .doesNotContain("<section id=\"sweep\">");
  }
}
