package org.bilevel4j.oracles.program;

import java.util.Arrays;
import org.bilevel4j.oracles.graph.Shape;

/** Numbers of rows of the blocks of a set, and where their elements begin. Immutable. */
public final class Binding {
  private static final int POWERS = 3;

  private final int[] rows;
  private final long[][] base = new long[POWERS][]; // sums of n^0, n^1, n^2 over the blocks before

  private Binding(int[] rows) {
    this.rows = rows;
    for (int p = 0; p < POWERS; p++) {
      base[p] = new long[rows.length + 1];
      for (int i = 0; i < rows.length; i++) {
        long size = p == 0 ? 1 : p == 1 ? rows[i] : (long) rows[i] * rows[i];
        base[p][i + 1] = base[p][i] + size;
      }
    }
  }

  /**
   * A binding of these numbers of rows; the old one where they are the same.
   *
   * @param rows the first {@code blocks} entries; copied
   */
  public static Binding of(int[] rows, int blocks, Binding old) {
    return Arrays.equals(rows, 0, blocks, old.rows, 0, old.rows.length)
        ? old
        : new Binding(Arrays.copyOf(rows, blocks));
  }

  /** Of no blocks. */
  public static Binding none() {
    return new Binding(new int[0]);
  }

  /** How many blocks. */
  public int blocks() {
    return rows.length;
  }

  /** n of the block at a position. */
  public int rows(int block) {
    return rows[block];
  }

  /** All elements of a value. */
  public int elements(Shape s) {
    return s.perBlock() ? times(s.factor(), base[s.power()][rows.length]) : s.factor();
  }

  /** Where the elements of a block begin. */
  public int start(Shape s, int block) {
    return s.perBlock() ? times(s.factor(), base[s.power()][block]) : 0;
  }

  private static int times(int factor, long sum) {
    return Math.toIntExact(factor * sum);
  }

  /** The block that an element of a value lies in. */
  int blockOf(Shape s, int element) {
    long[] b = base[s.power()];
    int at = Arrays.binarySearch(b, element / s.factor());
    int i = at < 0 ? -at - 2 : at;
    while (b[i + 1] == b[i]) {
      i++; // blocks without elements
    }
    return i;
  }

  /** Rows of all blocks of a value below each other. */
  int stackedRows(Shape s) {
    return s.perBlock()
        ? times(s.rows().factor(), base[s.rows().power()][rows.length])
        : s.rows().factor();
  }
}
