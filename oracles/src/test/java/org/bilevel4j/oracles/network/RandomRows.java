package org.bilevel4j.oracles.network;

import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.kernels.Mat;

/** Finite rows of Gaussian inputs; targets are classes, or numbers where there are none. */
public final class RandomRows implements RowSource {
  private final int columns;
  private final int[] counts;
  private final double[][] inputs;
  private final double[][] targets;

  public RandomRows(Key key, int columns, int classes, int... counts) {
    this.columns = columns;
    this.counts = counts;
    this.inputs = new double[counts.length][];
    this.targets = new double[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      Rng rng = key.child(i).rng();
      inputs[i] = new double[counts[i] * columns];
      targets[i] = new double[counts[i]];
      for (int j = 0; j < inputs[i].length; j++) {
        inputs[i][j] = rng.nextGaussian();
      }
      for (int r = 0; r < counts[i]; r++) {
        targets[i][r] = classes > 0 ? rng.nextInt(classes) : rng.nextGaussian();
      }
    }
  }

  @Override
  public Rows rows(int block) {
    return Rows.finite(counts[block]);
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void read(
      int block,
      Draw draw,
      int[] ids,
      int idAt,
      int first,
      int count,
      Mat input,
      int row,
      double[] out,
      int at) {
    for (int r = 0; r < count; r++) {
      int id = draw.isFull() ? first + r : ids[idAt + first + r];
      for (int j = 0; j < columns; j++) {
        input.set(row + r, j, inputs[block][id * columns + j]);
      }
      out[at + r] = targets[block][id];
    }
  }
}
