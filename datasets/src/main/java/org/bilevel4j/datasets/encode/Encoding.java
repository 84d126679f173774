package org.bilevel4j.datasets.encode;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.InputColumn;
import org.bilevel4j.datasets.table.LabelledTable;

/**
 * How the input columns of a table become numeric features: the schema of a model's inputs. Fitted
 * on training rows, kept with the model, applied to any table that has the columns, in any order.
 *
 * @param columns one encoding an input column, in the order of the features; copied
 * @param unseen what happens to a category that the training rows do not have
 */
public record Encoding(List<ColumnEncoding> columns, EncodingOptions.Unseen unseen) {
  /** Copies the list. */
  public Encoding {
    columns = List.copyOf(columns);
  }

  /**
   * Fits an encoding.
   *
   * @param table the columns
   * @param trainRows rows that means, deviations and categories are taken from; not modified
   * @param options choices
   * @return an encoding; a column without a known cell or with one value only in these rows is left
   *     out, which {@link #remarks()} says
   * @throws UserError if no feature is left
   */
  public static Encoding fit(ColumnTable table, int[] trainRows, EncodingOptions options) {
    List<ColumnEncoding> fitted = new ArrayList<>();
    for (InputColumn column : table.inputs()) {
      fitted.add(ColumnFit.of(column, trainRows, options));
    }
    Encoding encoding = new Encoding(fitted, options.unseen());
    if (encoding.width() == 0) {
      throw new UserError(
          table.name()
              + ": has no feature: of its "
              + fitted.size()
              + " input columns none has two different values in the "
              + trainRows.length
              + " training rows.",
          "labels and identifiers were all the file has, or the training part is too small.");
    }
    return encoding;
  }

  /** Number of features. */
  public int width() {
    return columns.stream().mapToInt(ColumnEncoding::width).sum();
  }

  /** Names of the features, in order. */
  public List<String> featureNames() {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.addAll(column.features()));
    return names;
  }

  /** Why columns were left out, one sentence each; empty if none was. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (ColumnEncoding column : columns) {
      if (column instanceof ColumnEncoding.LeftOut out) {
        remarks.add(out.reason());
      }
    }
    return remarks;
  }

  /**
   * Encodes all rows of a table; its labels come along.
   *
   * @param table has every column of this encoding, with the same type
   * @throws UserError if a column is missing or has another type, a category is unseen and refused,
   *     or the features do not fit into an array
   */
  public LabelledTable apply(ColumnTable table) {
    int width = width();
    long entries = (long) table.rows() * width;
    if (entries > Integer.MAX_VALUE - 8) {
      throw new UserError(
          table.name()
              + ": has "
              + table.rows()
              + " rows of "
              + width
              + " features, "
              + entries
              + " numbers, must be at most "
              + (Integer.MAX_VALUE - 8)
              + ".",
          "columns with many categories must be left out.");
    }
    float[] features = new float[(int) entries];
    int at = 0;
    for (ColumnEncoding column : columns) {
      if (column instanceof ColumnEncoding.Numeric numeric) {
        ColumnWriter.write(table, numeric, features, at, width);
      } else if (column instanceof ColumnEncoding.OneHot hot) {
        ColumnWriter.write(table, hot, unseen, features, at, width);
      }
      at += column.width();
    }
    return new LabelledTable(
        table.name(),
        new FloatFeatures(table.rows(), width, features),
        featureNames(),
        table.labels(),
        table.origin());
  }
}
