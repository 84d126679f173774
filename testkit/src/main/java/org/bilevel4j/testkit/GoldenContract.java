package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;

/**
 * The first 20 iterates at seed 1 are those of {@code golden/SOLVER-DUAL.csv}, to 1e-12 relative.
 * The file is rewritten only with {@code -Dgolden.write=DIRECTORY}, in a commit of its own.
 */
final class GoldenContract {
  private static final int STEPS = 20;
  private static final double RELATIVE = 1e-12;

  private GoldenContract() {}

  static void check(Fixture f) throws IOException {
    String name =
        f.entry().name()
            + "-"
            + f.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
            + ".csv";
    List<double[]> rows = rows(f);
    String directory = System.getProperty("golden.write", "");
    if (!directory.isEmpty()) {
      write(Path.of(directory), name, rows);
      SolverContract.skip(f, "golden", "its file was just rewritten");
    }
    List<double[]> golden = read(name);
    assertThat(golden).as("steps in %s", name).hasSameSizeAs(rows);
    for (int k = 0; k < rows.size(); k++) {
      double[] was = golden.get(k);
      double[] is = rows.get(k);
      assertThat(is).as("step %s", k + 1).hasSameSizeAs(was);
      for (int j = 0; j < is.length; j++) {
        assertThat(is[j])
            .as("%s, step %s, number %s", name, k + 1, j)
            .isCloseTo(was[j], within(RELATIVE * Math.max(1e-3, Math.abs(was[j]))));
      }
    }
  }

  private static List<double[]> rows(Fixture f) {
    List<double[]> rows = new ArrayList<>();
    try (Run<?> run = f.run(f.noisy(), RunSpec.of(1, STEPS))) {
      while (run.step()) {
        rows.add(Fixture.numbers(run));
      }
    }
    return rows;
  }

  private static void write(Path directory, String name, List<double[]> rows) throws IOException {
    Files.createDirectories(directory);
    Path beside = directory.resolve(name + ".tmp");
    Files.write(
        beside,
        rows.stream()
            .map(r -> Arrays.stream(r).mapToObj(Double::toString).collect(Collectors.joining(",")))
            .toList());
    Files.move(beside, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<double[]> read(String name) throws IOException {
    try (InputStream in = GoldenContract.class.getResourceAsStream("/golden/" + name)) {
      if (in == null) {
        throw new AssertionError(
            "golden/"
                + name
                + " is missing. Hint: write it with -Dgolden.write=src/test/resources/golden.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toList();
    }
  }
}
