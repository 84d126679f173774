package org.bilevel4j.oracles.network;

import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;

/** Where the rows of the tasks come from. Immutable; asked from many threads at once. */
public interface RowSource {

  /** The rows of a task. */
  Rows rows(int block);

  /** Numbers in a row. */
  int columns();

  /**
   * Writes inputs and targets of some rows of a draw.
   *
   * @param block the task
   * @param draw where a stream takes its rows from; a full draw of a stream is its fixed grid
   * @param ids row ids of a finite task: entry {@code idAt} is the row at position 0 of the draw;
   *     not looked at for streams; not modified
   * @param idAt see {@code ids}
   * @param first position within the draw of the first row wanted
   * @param count how many rows
   * @param input receives the rows from row {@code row} on, in its precision; modified
   * @param row see {@code input}
   * @param targets receives class numbers (0, 1, ...) or values from {@code at} on; modified
   * @param at see {@code targets}
   */
  void read(
      int block,
      Draw draw,
      int[] ids,
      int idAt,
      int first,
      int count,
      Mat input,
      int row,
      double[] targets,
      int at);

  /**
   * The most entries a row has, where rows are sparse and {@link #readSparse} may be asked for
   * them; 0 where they are dense.
   */
  default int mostEntries() {
    return 0;
  }

  /**
   * {@link #read} with the entries of the rows alone, for embeddings that take sparse rows.
   *
   * @param input receives the rows from row {@code row} on; modified
   * @throws IllegalStateException when rows are dense
   */
  default void readSparse(
      int block,
      Draw draw,
      int[] ids,
      int idAt,
      int first,
      int count,
      SparseInput input,
      int row,
      double[] targets,
      int at) {
    throw new IllegalStateException("rows of this source are dense, sparse ones were asked for.");
  }
}
