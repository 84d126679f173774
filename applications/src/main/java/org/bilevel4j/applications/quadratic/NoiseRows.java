package org.bilevel4j.applications.quadratic;

import java.util.List;
import java.util.function.IntFunction;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.tensor.RowInputs;
import org.bilevel4j.quadratic.RowNoise;

/**
 * What the rows of one level add to a quadratic form, and the block they belong to.
 *
 * @param count rows of a block; 0 for exact losses, one row that adds nothing
 * @param dim entries of (x, y), or of (x, y, alpha)
 * @param noise by block; only asked where there are rows
 */
record NoiseRows(int count, int dim, IntFunction<RowNoise> noise) implements RowInputs {
  static final String BLOCK = "block";
  static final String FACTOR = "factor";
  static final String LINEAR = "linear";

  @Override
  public List<Input> inputs() {
    return List.of(new Input(BLOCK, 1), new Input(FACTOR, 1), new Input(LINEAR, dim));
  }

  @Override
  public Rows rows(int block) {
    return count == 0 ? Rows.exact() : Rows.finite(count);
  }

  @Override
  public void read(int block, Draw draw, int[] ids, int at, int rows, Mat[] into, int row) {
    for (int r = 0; r < rows; r++) {
      into[0].set(row + r, 0, block);
      into[1].set(row + r, 0, count == 0 ? 0 : noise.apply(block).factor(ids[at + r]));
      for (int j = 0; j < dim; j++) {
        into[2].set(row + r, j, count == 0 ? 0 : noise.apply(block).linear(ids[at + r], j));
      }
    }
  }
}
