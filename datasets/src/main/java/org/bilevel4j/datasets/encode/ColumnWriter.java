package org.bilevel4j.datasets.encode;

import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.NumericColumn;

/** Writes the features of one column into a row-major matrix. */
final class ColumnWriter {
  private static final int LISTED = 10;

  private ColumnWriter() {}

  /** Numbers; {@code out} has {@code width} columns, those from {@code at} on are written. */
  static void write(
      ColumnTable table, ColumnEncoding.Numeric encoding, float[] out, int at, int width) {
    InputColumn found = table.input(encoding.column());
    if (!(found instanceof NumericColumn column)) {
      throw wrongType(table, encoding.column(), "numeric", "categorical");
    }
    for (int r = 0; r < table.rows(); r++) {
      boolean missing = column.isMissing(r);
      double value = missing ? encoding.fill() : column.value(r);
      float feature = (float) ((value - encoding.centre()) / encoding.scale());
      if (!Float.isFinite(feature)) {
        throw new UserError(
            table.place(r)
                + ": column '"
                + column.name()
                + "' is "
                + value
                + ", which as a feature must be at most "
                + Float.MAX_VALUE
                + " in absolute value.",
            "the cell is in error.");
      }
      out[r * width + at] = feature;
      if (encoding.indicator()) {
        out[r * width + at + 1] = missing ? 1 : 0;
      }
    }
  }

  /** Categories; {@code out} is 0 where this is called. */
  static void write(
      ColumnTable table,
      ColumnEncoding.OneHot encoding,
      EncodingOptions.Unseen unseen,
      float[] out,
      int at,
      int width) {
    InputColumn found = table.input(encoding.column());
    if (!(found instanceof CategoricalColumn column)) {
      throw wrongType(table, encoding.column(), "categorical", "numeric");
    }
    Map<String, Integer> places = new HashMap<>();
    for (String category : encoding.categories()) {
      places.put(category, places.size());
    }
    for (int r = 0; r < table.rows(); r++) {
      Integer place =
          column.isMissing(r) ? null : places.get(column.categories().get(column.code(r)));
      if (place != null) {
        out[r * width + at + place] = 1;
      } else if (!column.isMissing(r) && unseen == EncodingOptions.Unseen.REFUSED) {
        throw unseen(table, r, column, encoding);
      } else if (encoding.indicator()) {
        out[r * width + at + encoding.categories().size()] = 1;
      }
    }
  }

  private static UserError unseen(
      ColumnTable table, int row, CategoricalColumn column, ColumnEncoding.OneHot encoding) {
    int known = encoding.categories().size();
    return new UserError(
        table.place(row)
            + ": column '"
            + column.name()
            + "' is '"
            + column.categories().get(column.code(row))
            + "', a category that the training rows do not have; they have "
            + String.join(", ", encoding.categories().subList(0, Math.min(known, LISTED)))
            + (known > LISTED ? " and " + (known - LISTED) + " more." : "."),
        "unseen categories are to be taken as missing, which is an option of the encoding.");
  }

  private static UserError wrongType(
      ColumnTable table, String column, String needed, String found) {
    return new UserError(
        table.name() + ": column '" + column + "' is " + found + ", must be " + needed + ".",
        "it must be declared so when the file is read.");
  }
}
