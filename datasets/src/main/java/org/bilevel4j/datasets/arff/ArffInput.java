package org.bilevel4j.datasets.arff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.NumericColumn;

/** The dense cells of an input attribute. */
final class ArffInput {
  private final ArffAttribute attribute;
  private double[] values = new double[16];
  private int rows;

  ArffInput(ArffAttribute attribute) {
    this.attribute = attribute;
  }

  /** Names of the features of an attribute in sparse rows. */
  static List<String> sparseNames(ArffAttribute attribute) {
    List<String> values = attribute.values();
    if (attribute.type() == ArffAttribute.Type.NUMERIC || values.equals(List.of("0", "1"))) {
      return List.of(attribute.name());
    }
    return values.stream().skip(1).map(v -> attribute.name() + "=" + v).toList();
  }

  /** A number, the place of a nominal value, or NaN where the cell is missing. */
  void add(double cell) {
    if (rows == values.length) {
      values = Arrays.copyOf(values, 2 * rows);
    }
    values[rows++] = cell;
  }

  InputColumn column() {
    double[] cells = Arrays.copyOf(values, rows);
    if (attribute.type() == ArffAttribute.Type.NUMERIC) {
      return new NumericColumn(attribute.name(), cells);
    }
    if (attribute.isBinary()) {
      boolean swapped = attribute.values().get(0).equals("1");
      return new NumericColumn(
          attribute.name(), Arrays.stream(cells).map(v -> swapped ? 1 - v : v).toArray());
    }
    List<String> sorted = new ArrayList<>(attribute.values());
    sorted.sort(null);
    int[] place = attribute.values().stream().mapToInt(sorted::indexOf).toArray();
    int[] codes =
        Arrays.stream(cells)
            .mapToInt(v -> Double.isNaN(v) ? CategoricalColumn.MISSING : place[(int) v])
            .toArray();
    return new CategoricalColumn(attribute.name(), sorted, codes);
  }
}
