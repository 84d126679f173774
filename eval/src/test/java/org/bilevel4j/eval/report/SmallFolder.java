package org.bilevel4j.eval.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A run folder with two arms whose values follow simple formulas. */
final class SmallFolder {
  static final String TITLE = "two <arms> & one story";
  static final String MEASURES =
      "\"measures\": {\"lower\": \"test.loss.worst,test.loss.mean,test.loss,stationarity\"}";
  static final String YAML = "experiment: small # </script><img src=x onerror=alert(1)>\n";

  private final Path root;

  SmallFolder(Path root) {
    this.root = root;
  }

  /** Writes everything; in each pair of seeds morbit's worst test loss is 0.05 lower. */
  Path write(int seeds) {
    put("experiment.yaml", YAML);
    put(
        "provenance.json",
        "{\"experiment\": \""
            + TITLE
            + "\", "
            + MEASURES
            + ", \"jvm\": {\"version\": \"17.0.15\"}, \"seeds\": [1, 2]}");
    for (int seed = 1; seed <= seeds; seed++) {
      run("min-avg", "min-avg", seed, 0.4 + 0.01 * seed);
      run("morbit", "morbit", seed, 0.35 + 0.01 * seed);
    }
    return root;
  }

  private void run(String slug, String label, int seed, double worst) {
    StringBuilder csv =
        new StringBuilder(
            "step,samples,seconds,calls.lower_hvp,calls.upper_grad,test.loss.worst,"
                + "test.loss.mean,weights.A-B,weights.C-D,stationarity,step.length\n");
    for (int k = 0; k <= 20; k++) {
      double decay = Math.exp(-k / 5.0);
      csv.append(
          String.format(
              Locale.ROOT,
              "%d,%d,%.3f,%d,%d,%.8f,%.8f,%.6f,%.6f,%s,%.8f%n",
              10 * k,
              80 * k,
              0.1 * k,
              20 * k,
              10 * k,
              worst + decay,
              worst / 2 + decay,
              0.5 + 0.01 * k,
              0.5 - 0.01 * k,
              k % 2 == 0 ? String.valueOf(0.1 * decay) : "",
              0.01 * decay));
    }
    put("runs/" + slug + "/" + seed + "/metrics.csv", csv.toString().replace("\r", ""));
    put(
        "runs/" + slug + "/" + seed + "/result.json",
        String.format(
            Locale.ROOT,
            "{\"arm\": \"%s\", \"seed\": %d, \"outcome\": \"FINISHED\", \"steps\": 200,"
                + " \"samples\": 1600, \"seconds\": 2.0, \"metrics\": {\"test.loss.worst\": %.4f,"
                + " \"test.loss.mean\": %.4f, \"test.loss.task.A-B\": %.4f,"
                + " \"test.loss.task.C-D\": %.4f}, \"message\": \"\"}",
            label,
            seed,
            worst,
            worst / 2,
            worst,
            worst / 4));
  }

  /** Writes one file. */
  Path put(String name, String text) {
    Path file = root.resolve(name);
    try {
      Files.createDirectories(file.resolveSibling("."));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
