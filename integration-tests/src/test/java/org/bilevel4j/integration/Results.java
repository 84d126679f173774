package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What runs have come to, without the time they took: equal exactly when all bits are. */
final class Results {
  private Results() {}

  /** Results, final states and measurements of every run of a folder, by file. */
  static Map<String, String> of(Path folder) throws IOException {
    Map<String, String> found = new TreeMap<>();
    Path runs = folder.resolve("runs");
    for (Path file : FileTree.below(runs)) {
      String name = runs.relativize(file).toString();
      if (name.endsWith(".csv")) {
        found.put(name, withoutSeconds(Files.readAllLines(file)));
      } else if (name.endsWith(".json") || name.endsWith(".jsonl")) {
        found.put(name, Files.readString(file).replaceAll("\"seconds\" ?: ?[-+0-9.E]+", ""));
      }
    }
    return found;
  }

  private static String withoutSeconds(List<String> lines) {
    int column = Arrays.asList(lines.get(0).split(",")).indexOf("seconds");
    assertThat(column).isNotNegative();
    return lines.stream().map(l -> without(column, l)).collect(Collectors.joining("\n"));
  }

  private static String without(int column, String line) {
    List<String> cells = new ArrayList<>(Arrays.asList(line.split(",", -1)));
    cells.remove(column);
    return String.join(",", cells);
  }
}
