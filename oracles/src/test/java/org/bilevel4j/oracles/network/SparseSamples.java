package org.bilevel4j.oracles.network;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/** Generated sparse rows. */
public final class SparseSamples {
  private SparseSamples() {}

  /**
   * Tasks of so many rows, on rows of which a seventh of the entries is there; every eleventh row
   * has none.
   */
  public static CsrRows rows(Key key, int columns, int classes, int... counts) {
    List<Integer> columnOf = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    int[][] tasks = new int[counts.length][];
    int rows = 0;
    for (int i = 0; i < counts.length; i++) {
      tasks[i] = new int[counts[i]];
      for (int r = 0; r < counts[i]; r++) {
        tasks[i][r] = rows++;
      }
    }
    int[] starts = new int[rows + 1];
    double[] targets = new double[rows];
    Rng rng = key.rng();
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns && r % 11 != 5; j++) {
        if (rng.nextInt(7) == 0) {
          columnOf.add(j);
          values.add(rng.nextGaussian());
        }
      }
      starts[r + 1] = columnOf.size();
      targets[r] = classes > 0 ? rng.nextInt(classes) : rng.nextGaussian();
    }
    int[] at = columnOf.stream().mapToInt(Integer::intValue).toArray();
    double[] entries = values.stream().mapToDouble(Double::doubleValue).toArray();
    return new CsrRows(columns, starts, at, entries, targets, tasks);
  }
}
