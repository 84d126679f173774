package org.bilevel4j.integration.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A small experiment that works, which cases then break. */
final class Samples {
  /** Two methods on two pairs of letters. */
  static final String LETTER =
      """
      title: Two pairs of letters
      application: robust-hpo-letter
      parameters: {tasks: 2, frequencies: 8}
      arms:
        - solver: morbit
          parameters: {lowerBatch: 8, upperBatch: 8}
        - solver: min-avg
      seeds: 1
      steps: 20
      evaluate: {every: 10, metrics: tracked}
      """;

  /** One method on one pair of images. */
  static final String FASHION =
      """
      application: robust-representation-fashion-mnist
      parameters: {pairs: 0-6, unseenPairs: '', widths: 4, maxTrainRows: 100}
      arms:
        - solver: morbit
      steps: 2
      """;

  private Samples() {}

  /** The words that run a text as an experiment, written into the folder. */
  static List<String> run(Path folder, String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("case.yaml"), text);
    List<String> words = new ArrayList<>(List.of("run", file.toString()));
    if (Stream.of(more).noneMatch(w -> w.startsWith("--threads"))) {
      words.add("--threads=1");
    }
    if (!List.of(more).contains("--out")) {
      words.addAll(List.of("--out", folder.resolve("out").toString()));
    }
    words.addAll(List.of(more));
    return words;
  }
}
