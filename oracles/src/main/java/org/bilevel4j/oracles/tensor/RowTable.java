package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.program.SparseRows;
import org.jspecify.annotations.Nullable;

/** Rows of a table in memory; every block has all of them, or a list of its own. */
public final class RowTable implements RowInputs {
  private final int size;
  private final List<Input> inputs;
  private final List<Column> columns;
  private final List<int[]> blocks; // rows of each block; empty: all rows
  private final boolean additive;
  private boolean isFinite; // whether it was looked at; threads that see it late look again

  /** The values of an input. */
  private interface Column {}

  private record Dense(PackedRows values) implements Column {}

  private record Csr(int[] starts, int[] columnOf, double @Nullable [] values) implements Column {}

  private RowTable(
      int size, List<Input> inputs, List<Column> columns, List<int[]> blocks, boolean additive) {
    this.size = size;
    this.inputs = List.copyOf(inputs);
    this.columns = List.copyOf(columns);
    this.blocks = List.copyOf(blocks);
    this.additive = additive;
  }

  /**
   * A table with one input.
   *
   * @param values rows by columns, at least one row; copied
   */
  public static RowTable of(String name, double[][] values) {
    return empty(values.length).with(name, values);
  }

  /** A table with one input of one number a row. */
  public static RowTable of(String name, double[] values) {
    return empty(values.length).with(name, values);
  }

  private static RowTable empty(int size) {
    return new RowTable(size, List.of(), List.of(), List.of(), true);
  }

  /**
   * One more input.
   *
   * @param values as many rows as the table has; copied
   */
  public RowTable with(String name, double[][] values) {
    refuse(name, values.length);
    int width = values[0].length;
    for (int r = 0; r < size; r++) {
      if (values[r].length != width || width == 0) {
        throw new UserError(
            "row input '"
                + name
                + "': row "
                + r
                + " has "
                + values[r].length
                + " numbers, row 0 has "
                + width
                + ".",
            "the same number in every row, at least one.");
      }
    }
    return with(new Input(name, width), new Dense(PackedRows.of(values)));
  }

  /** One more input of one number a row. */
  public RowTable with(String name, double[] values) {
    double[][] column = new double[values.length][];
    for (int r = 0; r < values.length; r++) {
      column[r] = new double[] {values[r]};
    }
    return with(name, column);
  }

  /**
   * One more input, given by its entries that are not zero (CSR).
   *
   * @param width columns
   * @param starts row r has entries {@code starts[r]} to {@code starts[r + 1] - 1}; not copied
   * @param columnOf column of each entry, each at most once in a row; not copied
   * @param values of entries; not copied
   */
  public RowTable withSparse(
      String name, int width, int[] starts, int[] columnOf, double[] values) {
    return sparse(name, width, new Csr(starts, columnOf, values));
  }

  /** The same where every entry is 1. */
  public RowTable withSparse(String name, int width, int[] starts, int[] columnOf) {
    return sparse(name, width, new Csr(starts, columnOf, null));
  }

  private RowTable sparse(String name, int width, Csr csr) {
    refuse(name, csr.starts.length - 1);
    int entries = csr.values == null ? csr.columnOf.length : csr.values.length;
    for (int r = 0; r < size; r++) {
      int from = csr.starts[r];
      int to = csr.starts[r + 1];
      if (from < 0 || from > to || to > Math.min(entries, csr.columnOf.length)) {
        throw new UserError(
            "row input '" + name + "': row " + r + " has entries " + from + " to " + to + " - 1.",
            "starts that do not fall, from 0 to the number of entries.");
      }
      for (int e = from; e < to; e++) {
        if (csr.columnOf[e] < 0 || csr.columnOf[e] >= width) {
          throw new UserError(
              "row input '"
                  + name
                  + "': row "
                  + r
                  + " has an entry in column "
                  + csr.columnOf[e]
                  + ".",
              "0 to " + (width - 1) + ".");
        }
      }
    }
    return with(new Input(name, width, true), csr);
  }

  private void refuse(String name, int rows) {
    if (inputs.stream().anyMatch(i -> i.name().equals(name))) {
      throw new UserError("row input '" + name + "' is named twice.", "another name.");
    }
    if (rows <= 0 || rows != size) {
      throw new UserError(
          "row input '" + name + "' has " + rows + " rows, the table has " + size + ".",
          "one row for each row of the table, at least one.");
    }
  }

  private RowTable with(Input input, Column column) {
    List<Input> more = new ArrayList<>(inputs);
    more.add(input);
    List<Column> data = new ArrayList<>(columns);
    data.add(column);
    return new RowTable(size, more, data, blocks, additive);
  }

  /** The same rows, of which each block sees its own. */
  public RowTable blocks(List<int[]> rowsOfBlocks) {
    for (int[] rows : rowsOfBlocks) {
      for (int r : rows) {
        if (r < 0 || r >= size) {
          throw new UserError(
              "row " + r + " of a block is not in the table of " + size + " rows.",
              "0 to " + (size - 1) + ".");
        }
      }
    }
    return new RowTable(size, inputs, columns, rowsOfBlocks, additive);
  }

  /** The same rows under a loss that is not the mean of the losses of its rows. */
  public RowTable notAdditive() {
    return new RowTable(size, inputs, columns, blocks, false);
  }

  @Override
  public List<Input> inputs() {
    return inputs;
  }

  @Override
  public Rows rows(int block) {
    if (!blocks.isEmpty() && block >= blocks.size()) {
      throw new UserError(
          "block " + block + " has no rows: the table lists rows of " + blocks.size() + " blocks.",
          "a list of rows for each block of the model.");
    }
    int n = blocks.isEmpty() ? size : blocks.get(block).length;
    return new Rows(Rows.Kind.FINITE, n, -1, additive);
  }

  /** The row of the table that a block calls id. */
  private int row(int block, int id) {
    return blocks.isEmpty() ? id : blocks.get(block)[id];
  }

  /** Looks at every row that a block sees, once; rows that none sees may be anything. */
  private void requireFinite() {
    if (!isFinite) {
      IntStream seen =
          blocks.isEmpty() ? IntStream.range(0, size) : blocks.stream().flatMapToInt(IntStream::of);
      seen.forEach(this::requireFinite);
      isFinite = true;
    }
  }

  private void requireFinite(int row) {
    for (int k = 0; k < columns.size(); k++) {
      if (columns.get(k) instanceof Dense dense) {
        int from = dense.values.begin(row);
        int to = from + inputs.get(k).width();
        finite(inputs.get(k).name(), row, dense.values.piece(row), from, to);
      } else if (columns.get(k) instanceof Csr csr && csr.values != null) {
        finite(inputs.get(k).name(), row, csr.values, csr.starts[row], csr.starts[row + 1]);
      }
    }
  }

  private static void finite(String name, int row, double[] values, int from, int to) {
    for (int j = from; j < to; j++) {
      if (!Double.isFinite(values[j])) {
        throw new UserError(
            "row input '" + name + "': row " + row + " has the entry " + values[j] + ".",
            "finite numbers.");
      }
    }
  }

  @Override
  public void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row) {
    requireFinite();
    int @Nullable [] own = blocks.isEmpty() ? null : blocks.get(block);
    for (int k = 0; k < into.length; k++) {
      if (columns.get(k) instanceof Dense dense) {
        dense.values.copyTo(into[k], row, ids, at, count, own);
      }
    }
  }

  @Override
  public void readSparse(
      int block, Draw draw, int[] ids, int at, int count, int input, SparseRows into) {
    for (int r = 0; columns.get(input) instanceof Csr csr && r < count; r++) {
      int row = row(block, ids[at + r]);
      int from = csr.starts[row];
      into.add(from, csr.starts[row + 1] - from, csr.columnOf, csr.values);
    }
  }
}
