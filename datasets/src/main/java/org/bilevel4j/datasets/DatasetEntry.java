package org.bilevel4j.datasets;

/**
 * A data set that the platform can tell about: one service of this type each, found by {@link
 * java.util.ServiceLoader}. A jar on the class path adds its own by naming a class with a public
 * constructor without arguments in {@code META-INF/services}.
 */
public interface DatasetEntry {
  /** Name: lower-case letters, digits and hyphens, for instance "fashion-mnist". */
  String name();

  /** What it is, in one line. */
  String description();

  /** Licence of the data. */
  String licence();

  /** Whom to cite. */
  String citation();

  /** Rows, columns and classes or what corresponds to them, in one line. */
  String size();

  /**
   * Looks for the data and verifies what it finds. Bad data is a state of the answer, not an
   * exception.
   *
   * @param finder where to look
   */
  DataStatus status(DataFinder finder);
}
