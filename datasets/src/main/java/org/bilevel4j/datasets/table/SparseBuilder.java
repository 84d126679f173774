package org.bilevel4j.datasets.table;

import java.util.Arrays;
import org.bilevel4j.core.util.UserError;

/** Collects sparse rows entry by entry; room grows as it is needed. */
public final class SparseBuilder {
  private static final int MOST = Integer.MAX_VALUE - 8;

  private final String name;
  private int[] starts = new int[16];
  private int[] columns = new int[16];
  private float[] values = new float[16];
  private boolean ones = true;
  private int rows;
  private int entries;

  /** Rows of a table; the name begins messages. */
  public SparseBuilder(String name) {
    this.name = name;
  }

  /**
   * Adds an entry to the row that is begun; a number 0 is left out.
   *
   * @param column column of the entry, above those of the row's other entries
   * @param value a finite number
   */
  public void add(int column, float value) {
    if (value == 0) {
      return;
    }
    if (entries == columns.length) {
      if (entries == MOST) {
        throw new UserError(name + ": has more than " + MOST + " entries that are not 0.");
      }
      columns = Arrays.copyOf(columns, grown(entries));
      values = Arrays.copyOf(values, columns.length);
    }
    columns[entries] = column;
    values[entries++] = value;
    ones &= value == 1;
  }

  /** Ends the row and begins the next one. */
  public void endRow() {
    if (rows + 1 == starts.length) {
      starts = Arrays.copyOf(starts, grown(rows + 1));
    }
    starts[++rows] = entries;
  }

  private static int grown(int length) {
    return (int) Math.min(MOST, 2L * length);
  }

  /** Number of rows that were ended. */
  public int rows() {
    return rows;
  }

  /**
   * The rows; the builder must not be used again.
   *
   * @param cols number of columns, above every column that was added
   */
  public SparseFeatures build(int cols) {
    return new SparseFeatures(
        cols,
        Arrays.copyOf(starts, rows + 1),
        Arrays.copyOf(columns, entries),
        ones ? null : Arrays.copyOf(values, entries));
  }
}
