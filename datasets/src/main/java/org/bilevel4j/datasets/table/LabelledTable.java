package org.bilevel4j.datasets.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A packed table of features with one class label a row. Immutable; solvers work on this. */
public final class LabelledTable {
  private final String name;
  private final Features features;
  private final int[] labels;
  private final List<String> classNames;
  private final DataOrigin origin;

  /**
   * Takes the arrays over; the caller must not touch them again.
   *
   * @param name name of the table, for messages and provenance
   * @param features the matrix
   * @param labels one label a row, 0 <= label < classNames.size(); kept, not copied
   * @param classNames names of the classes in label order; copied
   * @param origin where the table comes from
   * @throws IllegalArgumentException if the sizes do not fit or a label is out of range
   */
  public LabelledTable(
      String name, Features features, int[] labels, List<String> classNames, DataOrigin origin) {
    if (labels.length != features.rows()) {
      throw new IllegalArgumentException(
          name + ": " + labels.length + " labels for " + features.rows() + " rows.");
    }
    for (int r = 0; r < labels.length; r++) {
      if (labels[r] < 0 || labels[r] >= classNames.size()) {
        throw new IllegalArgumentException(
            name + ": label of row " + r + " is " + labels[r] + ", classes " + classNames.size());
      }
    }
    this.name = name;
    this.features = features;
    this.labels = labels;
    this.classNames = List.copyOf(classNames);
    this.origin = origin;
  }

  /** Name of the table. */
  public String name() {
    return name;
  }

  /** Number of rows. */
  public int rows() {
    return features.rows();
  }

  /** Number of feature columns. */
  public int cols() {
    return features.cols();
  }

  /** The feature matrix. */
  public Features features() {
    return features;
  }

  /** Label of one row. */
  public int label(int row) {
    return labels[row];
  }

  /** All labels, a copy. */
  public int[] labels() {
    return labels.clone();
  }

  /** Names of the classes in label order. */
  public List<String> classNames() {
    return classNames;
  }

  /** Where the table comes from. */
  public DataOrigin origin() {
    return origin;
  }

  /** Rows a class, in label order. */
  public int[] classCounts() {
    int[] counts = new int[classNames.size()];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /**
   * Rows of one class within a range, ascending.
   *
   * @param label the class
   * @param from first row of the range
   * @param to end of the range, exclusive, at most rows()
   */
  public int[] rowsOfClass(int label, int from, int to) {
    int[] found = new int[to - from];
    int n = 0;
    for (int r = from; r < to; r++) {
      if (labels[r] == label) {
        found[n++] = r;
      }
    }
    return Arrays.copyOf(found, n);
  }

  /**
   * Name of a column, "p007": padded with zeros so that the order of the names is the order of the
   * columns, which Tribuo relies on.
   */
  public String featureName(int col) {
    int digits = Math.max(3, Integer.toString(cols() - 1).length());
    return String.format(Locale.ROOT, "p%0" + digits + "d", col);
  }

  @Override
  public String toString() {
    return name
        + " ("
        + rows()
        + " rows, "
        + cols()
        + " columns, "
        + classNames.size()
        + " classes)";
  }
}
