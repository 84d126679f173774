package org.bilevel4j.datasets.arff;

import java.util.List;

/**
 * A column that an ARFF file declares.
 *
 * @param name its name, without quotes and escapes
 * @param type what its cells are
 * @param values the values of a nominal attribute, in the order declared; else empty
 */
public record ArffAttribute(String name, Type type, List<String> values) {
  /** Copies the list. */
  public ArffAttribute {
    values = List.copyOf(values);
  }

  /** What the cells of an attribute are. */
  public enum Type {
    /** Numbers: numeric, real or integer. */
    NUMERIC,
    /** One of the declared values. */
    NOMINAL,
    /** A text or a date. */
    TEXT
  }

  /** Whether the values are 0 and 1, in this order or the other one. */
  public boolean isBinary() {
    return values.size() == 2 && values.contains("0") && values.contains("1");
  }
}
