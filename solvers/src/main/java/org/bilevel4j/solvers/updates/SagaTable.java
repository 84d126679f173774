package org.bilevel4j.solvers.updates;

import java.util.function.IntUnaryOperator;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * SAGA estimates of one question, with an entry per block and row, or group of rows.
 *
 * <pre>
 * estimate  new - table[row] + average;   then
 * average := average + (new - table[row]) / rows,   table[row] := new
 * </pre>
 *
 * Tables and averages start at zero; a block's are allocated when it is first touched.
 */
public final class SagaTable implements StatePart {
  private final Dims dims;
  private final int[] rows;
  private final Blocks entries;
  private final Blocks averages;

  /**
   * Room for a question, not allocated yet.
   *
   * @param dims the answer's dimension, by block
   * @param rows how many rows a block has
   */
  public SagaTable(Dims dims, IntUnaryOperator rows) {
    this.dims = dims;
    this.rows = new int[dims.blocks()];
    int[] sizes = new int[dims.blocks()];
    for (int i = 0; i < sizes.length; i++) {
      this.rows[i] = rows.applyAsInt(i);
      sizes[i] = Math.multiplyExact(this.rows[i], dims.of(i));
    }
    this.entries = Blocks.state(Dims.of(sizes));
    this.averages = Blocks.state(dims);
  }

  /** The bytes of table and averages once all blocks are touched. */
  public static long bytes(Dims dims, IntUnaryOperator rows) {
    long sum = 0;
    for (int i = 0; i < dims.blocks(); i++) {
      sum += (rows.applyAsInt(i) + 1L) * dims.of(i) * Double.BYTES;
    }
    return sum;
  }

  /**
   * out += factor * estimate; the table takes the new answer.
   *
   * @param answer of the row (d of the block), not modified
   * @param share what the answer is multiplied by: 1, or for a group the number of its rows over
   *     the mean number, so that the mean of the entries is the mean over rows
   * @param out (d of the block), modified
   */
  public void estimate(int block, int row, Vec answer, double share, double factor, Vec out) {
    int d = dims.of(block);
    Vec entry = entries.at(block).slice(row * d, (row + 1) * d);
    Vec average = averages.at(block);
    for (int j = 0; j < d; j++) {
      double change = share * answer.get(j) - entry.get(j); // small in the end: no digits are lost
      out.add(j, factor * (average.get(j) + change));
      average.add(j, change / rows[block]);
    }
    entry.copyFrom(answer);
    if (share != 1) {
      entry.scale(share);
    }
  }

  /** Shows table and averages. */
  @Override
  public void visit(StateVisitor v) {
    v.blocks("table", entries);
    v.blocks("average", averages);
  }
}
