package org.bilevel4j.datasets.table;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A packed table of features with any number of label columns, each of which may have missing
 * cells. Immutable; solvers work on this. {@code label}, {@code classNames} and the like speak of
 * the only label column of a table that has exactly one.
 */
public final class LabelledTable {
  private final String name;
  private final Features features;
  private final List<String> featureNames;
  private final List<CategoricalColumn> labels;
  private final DataOrigin origin;

  /**
   * A table with one label column that has no missing cells and features without names. Takes the
   * arrays over; the caller must not touch them again.
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
    this(
        name,
        features,
        List.of(),
        List.of(new CategoricalColumn(name, classNames, labels)),
        origin);
  }

  /**
   * A table with named features and label columns.
   *
   * @param name name of the table, for messages and provenance
   * @param features the matrix
   * @param featureNames one name a column, or empty for numbered names; copied
   * @param labels the label columns, as long as the matrix has rows; copied
   * @param origin where the table comes from
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public LabelledTable(
      String name,
      Features features,
      List<String> featureNames,
      List<CategoricalColumn> labels,
      DataOrigin origin) {
    for (CategoricalColumn label : labels) {
      if (label.rows() != features.rows()) {
        throw new IllegalArgumentException(
            name + ": " + label.rows() + " labels for " + features.rows() + " rows.");
      }
    }
    if (!featureNames.isEmpty() && featureNames.size() != features.cols()) {
      throw new IllegalArgumentException(
          name + ": " + featureNames.size() + " names for " + features.cols() + " columns.");
    }
    this.name = name;
    this.features = features;
    this.featureNames = List.copyOf(featureNames);
    this.labels = List.copyOf(labels);
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

  /** The label columns. */
  public List<CategoricalColumn> labelColumns() {
    return labels;
  }

  /** The same rows and labels with other features in the same columns, scaled ones for instance. */
  public LabelledTable withFeatures(Features others) {
    return new LabelledTable(name, others, featureNames, labels, origin);
  }

  /** The same features with other label columns, for instance one against the rest. */
  public LabelledTable withLabels(List<CategoricalColumn> others) {
    return new LabelledTable(name, features, featureNames, others, origin);
  }

  /** The same table said to come from elsewhere. */
  public LabelledTable withOrigin(DataOrigin other) {
    return new LabelledTable(name, features, featureNames, labels, other);
  }

  /** The same features with one binary label column for each class of the only label. */
  public LabelledTable oneVersusRest() {
    CategoricalColumn classes = onlyLabels();
    return withLabels(
        IntStream.range(0, classes.categories().size()).mapToObj(classes::oneVersusRest).toList());
  }

  /** Label of one row. */
  public int label(int row) {
    return onlyLabels().code(row);
  }

  /** All labels, a copy. */
  public int[] labels() {
    return onlyLabels().codes();
  }

  /** Names of the classes in label order. */
  public List<String> classNames() {
    return onlyLabels().categories();
  }

  private CategoricalColumn onlyLabels() {
    if (labels.size() != 1) {
      throw new IllegalStateException(name + ": has " + labels.size() + " label columns, not 1.");
    }
    return labels.get(0);
  }

  /** Where the table comes from. */
  public DataOrigin origin() {
    return origin;
  }

  /** Rows of each class, in label order. */
  public int[] classCounts() {
    return onlyLabels().counts();
  }

  /**
   * Rows of one class within a range, ascending.
   *
   * @param label the class
   * @param from first row of the range
   * @param to end of the range, exclusive, at most rows()
   */
  public int[] rowsOfClass(int label, int from, int to) {
    return onlyLabels().rowsOf(label, from, to);
  }

  /**
   * Name of a column. Where the columns have no names it is "p007": padded with zeros so that the
   * order of the names is the order of the columns, which Tribuo relies on.
   */
  public String featureName(int col) {
    if (!featureNames.isEmpty()) {
      return featureNames.get(col);
    }
    int digits = Math.max(3, Integer.toString(cols() - 1).length());
    return String.format(Locale.ROOT, "p%0" + digits + "d", col);
  }

  @Override
  public String toString() {
    return labels.size() == 1
        ? "%s (%d rows, %d columns, %d classes)"
            .formatted(name, rows(), cols(), classNames().size())
        : "%s (%d rows, %d columns, %d label columns)"
            .formatted(name, rows(), cols(), labels.size());
  }
}
