package org.bilevel4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String DATA = "<script type=\"application/json\" id=\"data\">";

  @TempDir Path root;

  private String page(int seeds) throws IOException {
    Path out = root.resolve("report.html");
    HtmlReport.write(RunFolder.read(new SmallFolder(root).write(seeds)), out);
    return Files.readString(out);
  }

  private static String json(String page) {
    int from = page.indexOf(DATA) + DATA.length();
    return page.substring(from, page.indexOf("</script>", from));
  }

  @Test
  void should_say_the_verdict_in_words_when_ten_seeds_agree() throws IOException {
    String page = page(10);

    assertThat(page)
        .contains("morbit is lowest")
        .contains("morbit is lower than min-avg: median difference -0.05 [-0.05, -0.05], p = 0.004")
        .contains("(Holm), 10 seeds")
        .contains("<b class=\"best\">0.405</b>") // median of 0.36..0.45
        .contains("0.455 [0.4325, 0.4775]") // min-avg in its card
        .contains("All 20 runs finished without a failure.");
  }

  @Test
  void should_not_name_a_winner_when_seeds_are_few() throws IOException {
    assertThat(page(3))
        .contains("were not tested: 3 pairs of seeds, a test takes 8")
        .contains("Not tested: too few pairs of seeds")
        .doesNotContain("morbit is lowest");
  }

  @Test
  void should_escape_all_text_when_names_hold_markup() throws IOException {
    String page = page(2);

    assertThat(page)
        .contains("<h1>two &lt;arms&gt; &amp; one story</h1>")
        .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<img src=x")
        .doesNotContain("<arms>");
    assertThat(json(page)).doesNotContain("<").contains("two \\u003carms\\u003e");
  }

  @Test
  void should_ask_the_network_for_nothing() throws IOException {
    String page = page(2);

    // the namespace of SVG is a name, not an address
    assertThat(page.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("url(//")
        .doesNotContain("@import")
        .doesNotContain("<link")
        .doesNotContain("<script src");
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void should_embed_the_numbers_when_charts_are_drawn_from_them() throws IOException {
    JsonNode data = new JsonMapper().readTree(json(page(2)));

    JsonNode morbit = data.path("arms").path(1);
    JsonNode band = morbit.path("bands").path("test.loss.worst");
    assertThat(band.path("m").path(0).asDouble()).isEqualTo(1.365); // median of 1.36 and 1.37
    assertThat(band.path("lo").path(0).asDouble()).isEqualTo(1.3625);
    assertThat(band.path("n").path(0).asInt()).isEqualTo(2);
    JsonNode grid = morbit.path("grids").path(band.path("g").asInt());
    assertThat(grid.path("step").path(20).asDouble()).isEqualTo(200);
    assertThat(grid.path("samples").path(20).asDouble()).isEqualTo(1600);
    assertThat(grid.path("calls").path(20).asDouble()).isEqualTo(600);
    assertThat(morbit.path("curves").path("test.loss.worst")).hasSize(2);
    assertThat(morbit.path("weights").path(0).path("block").asText()).isEqualTo("A-B");
    assertThat(morbit.path("tasks").path("test.loss")).hasSize(2);
    assertThat(data.path("thinned").asBoolean()).isFalse();
    assertThat(data.path("axes")).hasSize(4);
  }

  @Test
  void should_list_runs_when_they_diverged_or_are_unfinished() throws IOException {
    SmallFolder small = new SmallFolder(root);
    small.write(2);
    small.put("runs/morbit/7/metrics.csv", "step,test.loss.worst\n0,1\n10,9e9\n");
    small.put(
        "runs/morbit/7/result.json",
        "{\"arm\": \"morbit\", \"outcome\": \"DIVERGED\", \"message\": \"x is NaN <b>\"}");
    small.put("runs/morbit/8/metrics.csv", "step,test.loss.worst\n0,1\n");

    HtmlReport.write(RunFolder.read(root), root.resolve("report.html"));

    assertThat(root.resolve("report.html"))
        .content()
        .contains("6 runs (2 diverged or unfinished)")
        .contains("<td>DIVERGED</td><td>10</td><td>x is NaN &lt;b&gt;</td>")
        .contains("<td>UNFINISHED</td><td>0</td><td>no result.json yet</td>");
  }

  @Test
  void should_write_a_page_when_nothing_but_a_loss_was_measured() throws IOException {
    new SmallFolder(root).put("runs/a/1/metrics.csv", "step,loss\n0,1\n");

    HtmlReport.write(RunFolder.read(root), root.resolve("report.html"));

    assertThat(root.resolve("report.html"))
        .content()
        .contains("No run has final values yet.")
        .contains("Not measured in these runs.");
  }

  @Test
  void should_say_so_when_the_file_cannot_be_written() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "not a folder");
    ResultSet results = RunFolder.read(new SmallFolder(root).write(1));

    assertThatThrownBy(() -> HtmlReport.write(results, file.resolve("report.html")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be written");
  }
}
