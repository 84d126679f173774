package org.bilevel4j.datasets.encode;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.NumericColumn;

/** Fits the encoding of one column to training rows. */
final class ColumnFit {
  private ColumnFit() {}

  static ColumnEncoding of(InputColumn column, int[] rows, EncodingOptions options) {
    int known = 0;
    for (int row : rows) {
      known += column.isMissing(row) ? 0 : 1;
    }
    if (known == 0) {
      return new ColumnEncoding.LeftOut(
          column.name(),
          "column '"
              + column.name()
              + "' has no known cell in the "
              + rows.length
              + " training rows and is left out.");
    }
    boolean indicator = options.indicators() && known < rows.length;
    if (column instanceof NumericColumn numbers) {
      return numeric(numbers, rows, known, options.standardise(), indicator);
    }
    return oneHot((CategoricalColumn) column, rows, indicator);
  }

  /** Mean and deviation in two passes, so that a large common offset costs no digits. */
  private static ColumnEncoding numeric(
      NumericColumn column, int[] rows, int known, boolean standardise, boolean indicator) {
    double mean = 0;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      if (!column.isMissing(row)) {
        mean += column.value(row) / known;
        low = Math.min(low, column.value(row));
        high = Math.max(high, column.value(row));
      }
    }
    if (low == high && !indicator) {
      return constant(column.name(), Double.toString(low), rows.length);
    }
    double largest = Math.max(high - mean, mean - low);
    double squares = 0;
    for (int row : rows) {
      if (!column.isMissing(row)) {
        double ratio = (column.value(row) - mean) / largest; // squares of ratios cannot overflow
        squares += ratio * ratio / known;
      }
    }
    double deviation = low == high ? 1 : largest * Math.sqrt(squares);
    return new ColumnEncoding.Numeric(
        column.name(), mean, standardise ? mean : 0, standardise ? deviation : 1, indicator);
  }

  private static ColumnEncoding oneHot(CategoricalColumn column, int[] rows, boolean indicator) {
    boolean[] seen = new boolean[column.categories().size()];
    for (int row : rows) {
      if (!column.isMissing(row)) {
        seen[column.code(row)] = true;
      }
    }
    List<String> categories = new ArrayList<>();
    for (int c = 0; c < seen.length; c++) {
      if (seen[c]) {
        categories.add(column.categories().get(c));
      }
    }
    return categories.size() == 1 && !indicator
        ? constant(column.name(), categories.get(0), rows.length)
        : new ColumnEncoding.OneHot(column.name(), categories, indicator);
  }

  private static ColumnEncoding constant(String column, String value, int rows) {
    return new ColumnEncoding.LeftOut(
        column,
        "column '"
            + column
            + "' has the one value '"
            + value
            + "' in all "
            + rows
            + " training rows and is left out.");
  }
}
