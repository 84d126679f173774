package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.eval.metric.AucMetric;
import org.bilevel4j.eval.metric.PartialAucMetric;
import org.bilevel4j.eval.metric.RankedScores;
import org.bilevel4j.eval.metric.RowBootstrap;
import org.bilevel4j.eval.report.LiveReport;
import org.bilevel4j.eval.report.RankingReport;
import org.bilevel4j.eval.report.RankingResults;
import org.bilevel4j.eval.report.Reports;
import org.bilevel4j.eval.statistics.Bootstrap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a browser shows it. Skipped, with a word, where there is no Chromium. */
class ReportInChromiumIT {
  @TempDir Path root;
  private Chromium browser;
  private Path report;

  @BeforeEach
  void open() throws IOException {
    Optional<Chromium> found = Chromium.find(root);
    if (found.isEmpty()) {
      System.out.println(
          "ReportInChromiumIT is skipped: no chromium or google-chrome on the PATH.");
    }
    assumeTrue(found.isPresent(), "no chromium or google-chrome on the PATH");
    browser = found.orElseThrow();
    report = Reports.write(MadeUpRuns.write(root.resolve("folder")));
  }

  @Test
  void should_draw_every_chart_when_opened() throws IOException {
    Chromium.Visit visit = browser.open(report, 1280, 2400);

    assertThat(visit.console()).isEmpty();
    assertThat(visit.dom()).contains("data-ready=\"true\"").doesNotContain("settings.</text>");
    // 2 losses, 1 chosen measure and 2 rates of 2 arms; 2 weights of 2 arms
    assertThat(count("<path class=\"line\" d=\"M[0-9]", visit.dom())).isEqualTo(14);
    assertThat(count("<path class=\"band\" d=\"M[0-9]", visit.dom())).isEqualTo(10);
    assertThat(count("<path class=\"ref\" d=\"M[0-9]", visit.dom())).isEqualTo(4);
    assertThat(count("class=\"mark\"", visit.dom())).isEqualTo(4);
    assertThat(visit.dom())
        .contains("MORBiT is lowest")
        .contains("MORBiT is lower than min-avg: median difference -0.1055")
        .contains("All 20 runs finished without a failure.");
    assertThat(visit.dom()).doesNotContainPattern("d=\"[^\"]*(NaN|Infinity|undefined)");
  }

  @Test
  void should_draw_curves_and_bars_when_the_report_of_a_model_is_opened() throws IOException {
    List<RankedScores> rankings = new ArrayList<>();
    for (int t = 0; t < 5; t++) {
      double[] scores = new double[60];
      boolean[] positive = new boolean[60];
      for (int r = 0; r < 60; r++) {
        positive[r] = t == 4 || r % 3 == 0;
        scores[r] = (r * 17 + t) % 23 + (positive[r] ? 6 : 0);
      }
      rankings.add(RankedScores.of(scores, positive));
    }
    RankingResults results =
        RankingResults.of(
            "five tasks",
            List.of("a", "b", "c", "d", "e"),
            rankings,
            List.of(new AucMetric(), new PartialAucMetric()),
            new RowBootstrap(new Bootstrap(100, 0.95, Key.of(1))));

    Chromium.Visit visit =
        browser.open(RankingReport.write(results, root.resolve("model")), 1280, 2400);

    assertThat(visit.console()).isEmpty();
    assertThat(visit.dom()).contains("data-ready=\"true\"").doesNotContain("settings.</text>");
    // two figures with the mean, four thin curves, chance and the shaded range each
    assertThat(count("<path class=\"line\" d=\"M[0-9]", visit.dom())).isEqualTo(2);
    assertThat(count("<path class=\"single\" d=\"M[0-9]", visit.dom())).isEqualTo(8);
    assertThat(count("<path class=\"ref\" d=\"M[0-9]", visit.dom())).isEqualTo(2);
    assertThat(count("<rect class=\"region\"", visit.dom())).isEqualTo(2);
    assertThat(count("<rect class=\"bar\"", visit.dom())).isEqualTo(8);
    assertThat(visit.dom()).doesNotContainPattern("d=\"[^\"]*(NaN|Infinity|undefined)");
  }

  @Test
  void should_answer_when_a_reader_uses_it() throws IOException {
    Chromium.Visit visit = browser.open(withProbe(), 1280, 2400);

    assertThat(visit.console()).hasSize(1).allMatch(l -> l.contains("PROBE"));
    assertThat(visit.dom())
        .contains("seconds=true")
        .contains("tooltip=true")
        .contains("keyboard=100 iterations ")
        .contains("zoomed=true")
        .contains("reset=true")
        .contains("seeds=20")
        .contains("one-arm=1+10")
        .contains("drawn=true")
        .contains("theme=dark");
  }

  @Test
  void should_keep_what_was_chosen_when_the_page_loads_itself_again() throws IOException {
    new LiveReport(root.resolve("folder")).write(Optional.of(Duration.ofSeconds(1)));
    String page = Files.readString(report);
    Path live =
        Files.writeString(
            root.resolve("live.html"),
            page.replace("</body>", "<script>" + script("live-probe.js") + "</script></body>"));

    Chromium.Visit visit = browser.open(live, 1280, 900);

    assertThat(visit.console()).isEmpty();
    assertThat(visit.dom())
        .contains("axis=seconds")
        .contains("linear=true")
        .contains("hidden=MORBiT")
        .contains("metric=stationarity")
        .contains("scroll=300")
        .contains("details=true");
  }

  @Test
  void should_stay_as_it_is_when_the_runs_have_ended() throws IOException {
    new LiveReport(root.resolve("folder")).write(Optional.empty());

    assertThat(Files.readString(report)).doesNotContain("data-renewal=");
    assertThat(browser.open(report, 1280, 900).dom())
        .contains("id=\"renewal\" role=\"status\" hidden");
  }

  @Test
  void should_not_scroll_sideways_when_the_phone_is_375_wide() throws IOException {
    Path page = withProbe();
    Path phone =
        Files.writeString(
            root.resolve("phone.html"),
            "<iframe width=375 height=2000 style='border:0' src='" + page.toUri() + "'></iframe>");

    Chromium.Visit visit = browser.open(phone, 800, 2200);

    assertThat(visit.console()).hasSize(1);
    assertThat(visit.console().get(0)).contains("PROBE width=375 scroll=375");
  }

  @Test
  void should_look_light_or_dark_when_the_system_asks_for_it() throws IOException {
    BufferedImage light = ImageIO.read(browser.screenshot(report, 1280, 1600, false).toFile());
    BufferedImage dark = ImageIO.read(browser.screenshot(report, 1280, 1600, true).toFile());

    assertThat(brightness(light)).isGreaterThan(220);
    assertThat(brightness(dark)).isLessThan(60);
    assertThat(count(light, 0x0072B2)).isGreaterThan(200); // the first arm's blue
    assertThat(count(dark, 0x4AA8E0)).isGreaterThan(200);
  }

  private Path withProbe() throws IOException {
    String page = Files.readString(report);
    return Files.writeString(
        root.resolve("probe.html"),
        page.replace("</body>", "<script>" + script("probe.js") + "</script></body>"));
  }

  private String script(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static long count(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  private static double brightness(BufferedImage image) {
    double sum = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        int rgb = image.getRGB(x, y);
        sum += ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3.0;
      }
    }
    return sum / ((double) image.getWidth() * image.getHeight());
  }

  private static int count(BufferedImage image, int color) {
    int found = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        found += (image.getRGB(x, y) & 0xFFFFFF) == color ? 1 : 0;
      }
    }
    return found;
  }
}
