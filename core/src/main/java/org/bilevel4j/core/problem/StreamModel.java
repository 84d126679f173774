package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Rng;

/**
 * A model whose rows are fresh samples. A level whose {@link Rows} are a stream is asked for the
 * loss of samples that {@link #sample} makes from the draw's key; a full draw takes the points of
 * {@link #gridSample}, which stand for the whole distribution. Both levels draw from the same
 * distribution; draws with different addresses are independent.
 */
public interface StreamModel extends BilevelModel {

  /**
   * A fresh sample.
   *
   * @param block i
   * @param rng its random numbers, consumed
   */
  double[] sample(int block, Rng rng);

  /**
   * A point of the fixed grid.
   *
   * @param block i
   * @param point 0..count-1 of the level's rows
   */
  double[] gridSample(int block, int point);

  /**
   * f_i of one sample.
   *
   * @param block i
   * @param x (d_x), not modified
   * @param y (d_i), not modified
   * @param dual alpha_i, of dimension 0 when there is none; not modified
   * @param sample not modified
   */
  double upperLoss(int block, Vec x, Vec y, Vec dual, double[] sample);

  /**
   * g_i of one sample, regularisation included.
   *
   * @param block i
   * @param x (d_x), not modified
   * @param y (d_i), not modified
   * @param sample not modified
   */
  double lowerLoss(int block, Vec x, Vec y, double[] sample);

  @Override
  default double upperLoss(int block, Vec x, Vec y, Vec dual, int row) {
    return upperLoss(block, x, y, dual, gridSample(block, row));
  }

  @Override
  default double lowerLoss(int block, Vec x, Vec y, int row) {
    return lowerLoss(block, x, y, gridSample(block, row));
  }
}
