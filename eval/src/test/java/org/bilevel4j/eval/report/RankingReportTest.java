package org.bilevel4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.eval.metric.AucMetric;
import org.bilevel4j.eval.metric.AveragePrecisionMetric;
import org.bilevel4j.eval.metric.PartialAuc;
import org.bilevel4j.eval.metric.PartialAucMetric;
import org.bilevel4j.eval.metric.RankedScores;
import org.bilevel4j.eval.metric.RowBootstrap;
import org.bilevel4j.eval.statistics.Bootstrap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingReportTest {
  private static final String DATA = "<script type=\"application/json\" id=\"data\">";

  @TempDir Path root;

  /** Twelve tasks from easy to hard, and one without negatives. */
  private static RankingResults results() {
    List<String> names = new ArrayList<>();
    List<RankedScores> rankings = new ArrayList<>();
    for (int t = 0; t < 13; t++) {
      Rng rng = Key.of(7).child(t).rng();
      int rows = 200 + 50 * t;
      double[] scores = new double[rows];
      boolean[] positive = new boolean[rows];
      for (int r = 0; r < rows; r++) {
        positive[r] = t == 12 || rng.nextInt(5) == 0;
        scores[r] = rng.nextGaussian() + (positive[r] ? 2.2 - 0.18 * t : 0);
      }
      names.add(t == 4 ? "NR-<AhR>, \"x\"" : "task " + t);
      rankings.add(RankedScores.of(scores, positive));
    }
    return RankingResults.of(
        "rankings of <rows>",
        names,
        rankings,
        List.of(
            new AucMetric(),
            new PartialAucMetric(0.2, 0, PartialAuc.Form.MCCLISH),
            new AveragePrecisionMetric()),
        new RowBootstrap(new Bootstrap(200, 0.95, Key.of(1))));
  }

  @Test
  void should_write_a_page_with_curves_bars_and_intervals_that_asks_the_network_for_nothing()
      throws IOException {
    RankingResults results = results();

    String page = Files.readString(RankingReport.write(results, root));

    RankingResults.Measured auc = results.measured().get(0);
    assertThat(page)
        .contains("<h1>rankings of &lt;rows&gt;</h1>")
        .contains("13 tasks")
        .contains("Without rows of both classes, and left out: task 12.")
        .contains("NR-&lt;AhR&gt;, &quot;x&quot;")
        .contains(auc.intervals().mean().toString())
        .contains("Shaded: the false positive rates of pAUC@0.2")
        .contains("<span class=\"none\">undefined</span>")
        .contains("default-src 'none'")
        .doesNotContain("<AhR>")
        .doesNotContain("<script src");
    assertThat(page.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http://");
    int from = page.indexOf(DATA) + DATA.length();
    JsonNode data =
        new JsonMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    assertThat(data.path("roc").path("tasks")).hasSize(12);
    assertThat(data.path("roc").path("region").path(1).asDouble()).isEqualTo(0.2);
    JsonNode worst = data.path("arms").path(0).path("tasks").path("auc").path(0);
    assertThat(worst.path("m").asDouble()).isCloseTo(auc.summary().worst(), within(1e-5));
    assertThat(worst.path("lo").asDouble()).isLessThan(worst.path("m").asDouble());
  }

  @Test
  void should_write_the_numbers_and_the_curves_as_data() throws IOException {
    RankingResults results = results();
    RankingReport.write(results, root);

    List<String> values = Files.readAllLines(root.resolve("values.csv"));
    assertThat(values)
        .hasSize(14)
        .startsWith(
            "task,rows,positive,auc,auc.low,auc.high,pauc@0.2,pauc@0.2.low,pauc@0.2.high,"
                + "average-precision,average-precision.low,average-precision.high");
    assertThat(values.get(13)).isEqualTo("task 12,800,800,,,,,,,,,");
    assertThat(values.get(5)).startsWith("\"NR-<AhR>, \"\"x\"\"\",400,");
    assertThat(Files.readAllLines(root.resolve("roc.csv"))).contains("task 0,0.0,0.0");
    for (String chart : List.of("roc", "tasks-auc", "tasks-pauc-0.2", "tasks-average-precision")) {
      assertThat(root.resolve("charts").resolve(chart + ".svg")).isNotEmptyFile();
      assertThat(root.resolve("charts").resolve(chart + ".png")).isNotEmptyFile();
    }
  }
}
