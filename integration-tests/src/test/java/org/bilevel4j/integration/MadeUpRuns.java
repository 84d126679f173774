package org.bilevel4j.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A run folder of two arms, ten seeds and two tasks, made from formulas: for looking at reports.
 */
final class MadeUpRuns {
  private static final String HEADER =
      "step,samples,seconds,calls.lower_hvp,test.loss.worst,test.loss.mean,weights.A-B,weights.C-D,"
          + "stationarity,step.length\n";

  private MadeUpRuns() {}

  static Path write(Path root) throws IOException {
    put(root.resolve("experiment.yaml"), "experiment: made-up\nseeds: 10\n");
    put(
        root.resolve("provenance.json"),
        "{\"experiment\": \"Made up\", \"kernel\": \"plain\", \"measures\": {\"lower\":"
            + " \"test.loss.worst,test.loss.mean,test.loss,stationarity,step.length\"}}");
    for (int seed = 1; seed <= 10; seed++) {
      run(root.resolve("runs/min-avg/" + seed), "min-avg", seed, 0.45 + 0.004 * seed, 0);
      run(root.resolve("runs/morbit/" + seed), "MORBiT", seed, 0.35 + 0.003 * seed, 0.004);
    }
    return root;
  }

  private static void run(Path folder, String label, int seed, double worst, double drift)
      throws IOException {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int k = 0; k <= 50; k++) {
      double decay = Math.exp(-k / 12.0) * (1 + 0.02 * seed);
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%.3f,%d,%.8f,%.8f,%.6f,%.6f,%.8f,%.8f\n",
              100 * k,
              6400 * k,
              0.05 * k * (1 + 0.1 * seed),
              1000 * k,
              worst + decay,
              worst / 2 + decay,
              0.5 + drift * k,
              0.5 - drift * k,
              0.3 * Math.pow(k + 1.0, -0.4),
              0.01 * Math.pow(k + 1.0, -0.6)));
    }
    put(folder.resolve("metrics.csv"), csv.toString());
    put(
        folder.resolve("result.json"),
        String.format(
            Locale.ROOT,
            "{\"arm\": \"%s\", \"seed\": %d, \"outcome\": \"COMPLETED\", \"steps\": 5000,"
                + " \"samples\": 320000, \"seconds\": 2.5, \"metrics\": {"
                + "\"test.loss.worst\": %.4f, \"test.loss.mean\": %.4f,"
                + " \"test.loss.task.A-B\": %.4f, \"test.loss.task.C-D\": %.4f}, \"message\": \"\"}",
            label,
            seed,
            worst,
            worst / 2,
            worst,
            worst / 4));
  }

  private static void put(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
