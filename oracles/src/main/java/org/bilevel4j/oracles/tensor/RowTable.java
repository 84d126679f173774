package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Mat;
import org.jspecify.annotations.Nullable;

/** Rows of a table in memory; every block has all of them, or a list of its own. */
public final class RowTable implements RowInputs {
  private final int size;
  private final List<Input> inputs;
  private final List<PackedRows> columns;
  private final List<int[]> blocks; // rows of each block; empty: all rows
  private final boolean additive;

  private RowTable(
      int size,
      List<Input> inputs,
      List<PackedRows> columns,
      List<int[]> blocks,
      boolean additive) {
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
    return new RowTable(values.length, List.of(), List.of(), List.of(), true).with(name, values);
  }

  /**
   * One more input.
   *
   * @param values as many rows as the table has; copied
   */
  public RowTable with(String name, double[][] values) {
    if (inputs.stream().anyMatch(i -> i.name().equals(name))) {
      throw new UserError("row input '" + name + "' is named twice.", "another name.");
    }
    if (values.length == 0 || values.length != size) {
      throw new UserError(
          "row input '" + name + "' has " + values.length + " rows, the table has " + size + ".",
          "one row for each row of the table, at least one.");
    }
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
    List<Input> more = new ArrayList<>(inputs);
    more.add(new Input(name, width));
    List<PackedRows> data = new ArrayList<>(columns);
    data.add(PackedRows.of(values));
    return new RowTable(size, more, data, blocks, additive);
  }

  /** One more input of one number a row. */
  public RowTable with(String name, double[] values) {
    double[][] column = new double[values.length][];
    for (int r = 0; r < values.length; r++) {
      column[r] = new double[] {values[r]};
    }
    return with(name, column);
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

  @Override
  public void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row) {
    int @Nullable [] own = blocks.isEmpty() ? null : blocks.get(block);
    for (int k = 0; k < into.length; k++) {
      columns.get(k).copyTo(into[k], row, ids, at, count, own);
    }
  }
}
