package org.bilevel4j.oracles.tensor;

import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.program.Tiles;

/** Looks at the first rows that a source writes for a block: all of them, and finite numbers. */
final class RowCheck {
  private RowCheck() {}

  /** Fills the rows to be written with NaN. */
  static void begin(Mat[] into, int row, int count) {
    for (Mat target : into) {
      target.rowRange(row, row + count).fill(Double.NaN);
    }
  }

  /**
   * Looks at what was written.
   *
   * @throws UserError naming input, block, row and column of what is not finite
   */
  static void end(Tiles tiles, RowInputs source, int block, Mat[] into, int row, int count) {
    for (int k = 0; k < into.length; k++) {
      int cols = into[k].cols();
      int at = into[k].offset() + row * cols; // rows are packed
      boolean finite = Double.isFinite(tiles.sum(into[k], at, count * cols));
      for (int r = 0; r < count && !finite; r++) {
        for (int j = 0; j < cols; j++) {
          double value = into[k].get(row + r, j);
          if (!Double.isFinite(value)) {
            throw bad(source, k, block, r, j, value);
          }
        }
      }
    }
  }

  private static UserError bad(
      RowInputs source, int input, int block, int row, int column, double value) {
    return new UserError(
        "row input '"
            + source.inputs().get(input).name()
            + "' of block "
            + block
            + " is "
            + value
            + " in row "
            + row
            + " of a batch, column "
            + column
            + (Double.isNaN(value) ? ", or was not written." : "."),
        "finite numbers in every row that read is asked for.");
  }

  /** Checks how many rows of a sparse input were added. */
  static void sparse(RowInputs source, int input, int block, int added, int asked) {
    if (added != asked) {
      throw new UserError(
          "row input '"
              + source.inputs().get(input).name()
              + "' of block "
              + block
              + " has "
              + added
              + " rows in a batch of "
              + asked
              + ".",
          "one row for each that readSparse is asked for.");
    }
  }
}
