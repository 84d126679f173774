package org.bilevel4j.datasets.arff;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.TextLines;
import org.bilevel4j.datasets.table.BinaryWords;
import org.bilevel4j.datasets.table.CategoricalColumn;

/** The cells of a binary label attribute. */
final class ArffLabel {
  private final ArffAttribute attribute;
  private final List<String> words;
  private final boolean swapped;
  private byte[] codes = new byte[16];
  private int rows;

  private ArffLabel(ArffAttribute attribute, List<String> words, boolean swapped) {
    this.attribute = attribute;
    this.words = words;
    this.swapped = swapped;
  }

  /**
   * A label.
   *
   * @param at where its attribute is used, for messages
   * @throws UserError if it has not two values whose positive one is known
   */
  static ArffLabel of(ArffAttribute attribute, TextLines at) {
    if (attribute.type() == ArffAttribute.Type.NUMERIC) {
      return new ArffLabel(attribute, List.of("0", "1"), false);
    }
    Optional<BinaryWords> found = BinaryWords.of(attribute.values());
    if (found.isEmpty()) {
      throw at.error(
          "label '%s' is %s, must be %s."
              .formatted(
                  attribute.name(),
                  attribute.values().isEmpty()
                      ? "a text"
                      : "{" + TextLines.shown(String.join(",", attribute.values())) + "}",
                  BinaryWords.TEXT),
          "the attribute is no label.");
    }
    List<String> words = found.get().words();
    boolean swapped = words.get(1).equalsIgnoreCase(attribute.values().get(0));
    return new ArffLabel(attribute, words, swapped);
  }

  /** The number of a cell, or the place of its value; NaN where it is missing. */
  void add(double cell, TextLines at) {
    if (!(cell == 0 || cell == 1 || Double.isNaN(cell))) {
      throw at.error(
          "label '%s': found '%s', must be 0 or 1.".formatted(attribute.name(), cell),
          "the attribute is no label.");
    }
    if (rows == codes.length) {
      codes = Arrays.copyOf(codes, 2 * rows);
    }
    codes[rows++] =
        (byte) (Double.isNaN(cell) ? CategoricalColumn.MISSING : swapped ? 1 - cell : cell);
  }

  CategoricalColumn column() {
    return new CategoricalColumn(attribute.name(), words, Arrays.copyOf(codes, rows));
  }
}
