package org.bilevel4j.datasets.celeba;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.CellNumber;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.file.TextLines;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.SourceFile;
import org.bilevel4j.datasets.task.Part;

/** Reads the official attribute and partition files, strictly. */
final class CelebaText {
  private static final String CURE = "the file is damaged or another one; fetch it again.";
  private static final int MOST = 10_000_000;

  private CelebaText() {}

  /** What the attribute file holds. */
  record Attributes(List<String> images, List<CategoricalColumn> labels, SourceFile source) {}

  /** What the partition file holds. */
  record Partition(List<Part> parts, SourceFile source) {}

  /** A line with the number of images, one with the names, then "image 1 -1 ..." a line. */
  static Attributes attributes(Path path) {
    try (DataFile file = DataFile.open(Celeba.NAME, path)) {
      TextLines lines = new TextLines(file);
      double count = lines.nextNotBlank() ? number(lines.line().strip()) : Double.NaN;
      if (!(count >= 1 && count <= MOST && count == Math.rint(count)) || !lines.nextNotBlank()) {
        throw new UserError(
            Celeba.NAME
                + ": "
                + path
                + " does not begin with the number of images and a line of names.",
            CURE);
      }
      String[] names = words(lines);
      byte[][] codes = new byte[names.length][(int) count];
      List<String> images = new ArrayList<>();
      while (lines.nextNotBlank()) {
        String[] words = words(lines);
        if (words.length != names.length + 1 || images.size() == count) {
          throw lines.error(
              "has %d values, must have %d in %.0f lines."
                  .formatted(words.length - 1, names.length, count),
              CURE);
        }
        for (int a = 0; a < names.length; a++) {
          codes[a][images.size()] = code(lines, names[a], words[a + 1]);
        }
        images.add(words[0]);
      }
      if (images.size() != count) {
        throw new UserError(
            "%s: %s has %d images, must have %.0f as its first line says."
                .formatted(Celeba.NAME, path, images.size(), count),
            CURE);
      }
      List<CategoricalColumn> labels = new ArrayList<>();
      for (int a = 0; a < names.length; a++) {
        labels.add(new CategoricalColumn(names[a], List.of("-1", "1"), codes[a]));
      }
      return new Attributes(images, labels, file.source());
    }
  }

  /** "image k" a line, k = 0, 1, 2 for training, validation and test, in the order of images. */
  static Partition partition(Path path, List<String> images) {
    try (DataFile file = DataFile.open(Celeba.NAME, path)) {
      TextLines lines = new TextLines(file);
      List<Part> parts = new ArrayList<>();
      while (lines.nextNotBlank()) {
        String[] words = words(lines);
        String image = parts.size() < images.size() ? images.get(parts.size()) : "none";
        if (words.length != 2 || !words[0].equals(image) || !words[1].matches("[012]")) {
          throw lines.error(
              "found '%s', must be '%s' and 0, 1 or 2."
                  .formatted(TextLines.shown(lines.line()), image),
              "both files must list the same images in the same order.");
        }
        parts.add(Part.values()[words[1].charAt(0) - '0']);
      }
      if (parts.size() != images.size()) {
        throw new UserError(
            "%s: %s has %d lines, must have %d."
                .formatted(Celeba.NAME, path, parts.size(), images.size()),
            CURE);
      }
      return new Partition(parts, file.source());
    }
  }

  private static byte code(TextLines lines, String name, String word) {
    return switch (word) {
      case "1" -> 1;
      case "-1" -> 0;
      default ->
          throw lines.error(
              name + ": found '" + TextLines.shown(word) + "', must be 1 or -1.", CURE);
    };
  }

  private static String[] words(TextLines lines) {
    return lines.line().strip().split("\\s+", -1);
  }

  private static double number(String text) {
    return CellNumber.parse(text.toCharArray(), 0, text.length());
  }
}
