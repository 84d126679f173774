package org.bilevel4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticChartsTest {
  @TempDir Path root;

  @Test
  void should_draw_all_charts_as_png_and_svg() throws IOException {
    ResultSet results = RunFolder.read(new SmallFolder(root).write(3));

    List<Path> files = StaticCharts.write(results, root.resolve("charts"));

    assertThat(files)
        .extracting(f -> f.getFileName().toString())
        .contains(
            "test.loss.worst.png",
            "test.loss.worst.svg",
            "test.loss.mean.svg",
            "test.loss.worst-by-samples.svg",
            "test.loss.mean-by-seconds.png",
            "rate-stationarity.png",
            "rate-step.length.svg",
            "weights-min-avg.png",
            "weights-morbit.svg",
            "tasks-test.loss.png");
    for (Path file : files) {
      if (file.toString().endsWith(".png")) {
        assertThat(colors(file)).as(file.toString()).hasSizeGreaterThan(30);
      } else {
        assertThat(Files.readString(file))
            .contains("<svg")
            .contains("<path")
            .contains("rgb(0,114,178)");
      }
    }
    // 80 rows per step and a tenth of a second per 10 steps
    Curve curve = Curve.over(results.runs(), "test.loss.worst");
    assertThat(curve.along("samples").step()).hasSize(21).contains(80, 1600);
    assertThat(curve.along("seconds").step()).hasSize(21).contains(0.1, 2.0);
    assertThat(root.resolve("charts/test.loss.worst-by-samples.svg"))
        .content()
        .isNotEqualTo(Files.readString(root.resolve("charts/test.loss.worst.svg")));
  }

  @Test
  void should_draw_a_map_when_there_are_more_than_ten_blocks() throws IOException {
    StringBuilder csv = new StringBuilder("step");
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      csv.append(",weights.T").append(i);
      row.append(',').append(i / 66.0);
    }
    csv.append("\n0")
        .append(row)
        .append("\n10")
        .append(row)
        .append("\n20")
        .append(row)
        .append('\n');
    new SmallFolder(root).put("runs/morbit/1/metrics.csv", csv.toString());

    List<Path> files = StaticCharts.write(RunFolder.read(root), root.resolve("charts"));

    assertThat(files).hasSize(2);
    assertThat(colors(files.get(0))).contains(0x00224E, 0xFEE838);
  }

  private static Set<Integer> colors(Path png) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image).as(png.toString()).isNotNull();
    Set<Integer> found = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        found.add(image.getRGB(x, y) & 0xFFFFFF);
      }
    }
    return found;
  }
}
