package org.bilevel4j.oracles.tensor;

import java.util.List;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.program.SparseRows;

/**
 * Where the rows of one level come from, as named inputs: features, targets, weights, indices.
 * Immutable; asked from many threads at once.
 */
public interface RowInputs {

  /**
   * A named input.
   *
   * @param name for {@link Inputs#row}
   * @param width numbers in a row, at least 1
   * @param sparse whether only entries that are not zero are written, by {@link #readSparse}
   */
  record Input(String name, int width, boolean sparse) {
    /** An input whose rows are written in full. */
    public Input(String name, int width) {
      this(name, width, false);
    }
  }

  /** The inputs. */
  List<Input> inputs();

  /** The rows of a block. */
  Rows rows(int block);

  /**
   * Writes some rows of a block.
   *
   * @param block its id
   * @param draw where a stream takes fresh rows from; a full draw of a stream is its fixed grid
   * @param ids row ids of a finite block, or of the grid of a stream, from entry {@code at} on; not
   *     modified
   * @param count how many rows
   * @param into one matrix per input, filled from row {@code row} on; modified; that of a sparse
   *     input has no columns
   */
  void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row);

  /**
   * Writes the same rows of a sparse input.
   *
   * @param input its place among the inputs
   * @param into receives the rows, in order; modified
   */
  default void readSparse(
      int block, Draw draw, int[] ids, int at, int count, int input, SparseRows into) {
    throw new IllegalStateException(
        "row input '" + inputs().get(input).name() + "' is sparse and readSparse writes no rows.");
  }

  /** No rows: the loss is known exactly. */
  static RowInputs none() {
    return new RowInputs() {
      @Override
      public List<Input> inputs() {
        return List.of();
      }

      @Override
      public Rows rows(int block) {
        return Rows.exact();
      }

      @Override
      public void read(int block, Draw draw, int[] ids, int at, int count, Mat[] into, int row) {}
    };
  }
}
