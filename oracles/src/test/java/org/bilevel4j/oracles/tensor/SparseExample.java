package org.bilevel4j.oracles.tensor;

import java.util.Arrays;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.Value;
import org.bilevel4j.oracles.program.Place;
import org.bilevel4j.oracles.program.Replay;
import org.bilevel4j.oracles.program.SparseRows;

/** Random sparse rows, every fifth of them empty. */
record SparseExample(int width, int[] starts, int[] columns, double[] values) {

  /**
   * Rows.
   *
   * @param most entries of a row
   */
  static SparseExample of(int rows, int width, int most) {
    Rng rng = Key.of(7).child("sparse").rng();
    int[] starts = new int[rows + 1];
    int[] columns = new int[rows * most];
    double[] values = new double[rows * most];
    int at = 0;
    for (int r = 0; r < rows; r++) {
      int count = r % 5 == 3 ? 0 : 1 + rng.nextInt(most);
      int first = rng.nextInt(width);
      for (int e = 0; e < count; e++, at++) {
        columns[at] = (first + e) % width;
        values[at] = rng.uniform(-1, 1);
      }
      starts[r + 1] = at;
    }
    return new SparseExample(width, starts, Arrays.copyOf(columns, at), Arrays.copyOf(values, at));
  }

  int rows() {
    return starts.length - 1;
  }

  double[][] dense() {
    return dense(values);
  }

  /** The rows with 1 in the place of every value. */
  double[][] pattern() {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return dense(ones);
  }

  private double[][] dense(double[] of) {
    double[][] all = new double[rows()][width];
    for (int r = 0; r < rows(); r++) {
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        all[r][columns[e]] = of[e];
      }
    }
    return all;
  }

  /** Writes rows to where a program reads them, if it does and the value is sparse. */
  static void fill(Replay replay, Value n, int rows) {
    Place place = n.op() instanceof Leaf.Sparse ? replay.input(n) : null;
    if (place != null && n.op() instanceof Leaf.Sparse input) {
      SparseRows to = replay.frame(place).sparse(place);
      SparseExample some = of(rows, input.width(), 2);
      to.begin(rows);
      for (int r = 0; r < rows; r++) {
        int from = some.starts[r];
        to.add(from, some.starts[r + 1] - from, some.columns, some.values);
      }
    }
  }
}
