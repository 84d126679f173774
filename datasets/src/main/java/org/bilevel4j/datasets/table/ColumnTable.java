package org.bilevel4j.datasets.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/**
 * A table as it was read: typed input columns, label columns, and columns kept beside them, for
 * instance the name of a row's part. An encoding turns it into a {@link LabelledTable}. Immutable.
 */
public final class ColumnTable {
  private final String name;
  private final int rows;
  private final Map<String, InputColumn> inputs;
  private final Map<String, CategoricalColumn> labels;
  private final Map<String, CategoricalColumn> kept;
  private final DataOrigin origin;
  private final List<String> remarks;
  private final int @Nullable [] lines;

  /**
   * Joins columns of equal length.
   *
   * @param name name of the table, for messages and provenance
   * @param rows number of rows
   * @param inputs columns that become features, in the order of the file
   * @param labels label columns, in the order of the file
   * @param kept columns that are neither
   * @param origin where the table comes from
   * @param remarks sentences about what the reader decided, for instance a column left out
   * @param lines the line of the file on which each row begins, or null where there are no lines;
   *     kept, not copied
   * @throws IllegalArgumentException if a length differs or a name occurs twice
   */
  public ColumnTable(
      String name,
      int rows,
      List<InputColumn> inputs,
      List<CategoricalColumn> labels,
      List<CategoricalColumn> kept,
      DataOrigin origin,
      List<String> remarks,
      int @Nullable [] lines) {
    this.name = name;
    this.rows = rows;
    this.inputs = byName(name, rows, inputs);
    this.labels = byName(name, rows, labels);
    this.kept = byName(name, rows, kept);
    this.origin = origin;
    this.remarks = List.copyOf(remarks);
    this.lines = lines;
  }

  private static <C extends InputColumn> Map<String, C> byName(
      String table, int rows, List<C> columns) {
    Map<String, C> found = new LinkedHashMap<>();
    for (C column : columns) {
      if (column.rows() != rows || found.put(column.name(), column) != null) {
        throw new IllegalArgumentException(
            table + ": column '" + column.name() + "' occurs twice or has not " + rows + " rows.");
      }
    }
    return found;
  }

  /** Name of the table. */
  public String name() {
    return name;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** The columns that become features, in the order of the file. */
  public List<InputColumn> inputs() {
    return new ArrayList<>(inputs.values());
  }

  /** The label columns, in the order of the file. */
  public List<CategoricalColumn> labels() {
    return new ArrayList<>(labels.values());
  }

  /**
   * An input column by name.
   *
   * @throws UserError if there is none; names the nearest ones
   */
  public InputColumn input(String column) {
    return get(inputs, column, "input column");
  }

  /** A label column by name. */
  public CategoricalColumn label(String column) {
    return get(labels, column, "label column");
  }

  /** A column kept beside inputs and labels, by name. */
  public CategoricalColumn kept(String column) {
    return get(kept, column, "kept column");
  }

  private <C> C get(Map<String, C> columns, String column, String what) {
    C found = columns.get(column);
    if (found == null) {
      throw Names.unknown(name + ": " + what, column, columns.keySet());
    }
    return found;
  }

  /** Where the table comes from. */
  public DataOrigin origin() {
    return origin;
  }

  /** What the reader decided and a user should know, one sentence each. */
  public List<String> remarks() {
    return remarks;
  }

  /** How messages name a row: file and line where they are known, else table and row. */
  public String place(int row) {
    return lines == null || origin.files().isEmpty()
        ? name + ": row " + row
        : name + ": " + origin.files().get(0).location() + ", line " + lines[row];
  }

  @Override
  public String toString() {
    return "%s (%d rows, %d input columns, %d label columns)"
        .formatted(name, rows, inputs.size(), labels.size());
  }
}
