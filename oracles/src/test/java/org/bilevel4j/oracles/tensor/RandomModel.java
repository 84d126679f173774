package org.bilevel4j.oracles.tensor;

import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/**
 * Three blocks of 5, 1 and 7 rows with random losses.
 *
 * @param data "a" and "b" of the table
 */
record RandomModel(
    String name,
    RandomLoss upper,
    RandomLoss lower,
    double[][][] data,
    Parameters parameters,
    RowInputs upperInputs,
    RowInputs lowerInputs)
    implements TensorModel {
  private static final List<int[]> ROWS =
      List.of(new int[] {0, 3, 5, 7, 9}, new int[] {4}, new int[] {1, 2, 3, 4, 6, 8, 10});
  private static final int TABLE = 11;
  private static final int LONGEST = 16;
  private static final SparseExample SPARSE = SparseExample.of(TABLE, RandomLoss.FEATURES, 2);

  /**
   * A model.
   *
   * @param seed also says how many operations
   * @param stops whether some values are held constant
   */
  static RandomModel of(long seed, boolean stops) {
    Key key = Key.of(seed);
    Rng rng = key.child("data").rng();
    double[][][] data = new double[2][TABLE][];
    for (int r = 0; r < TABLE; r++) {
      data[0][r] = random(rng, RandomLoss.FEATURES);
      data[1][r] = random(rng, RandomLoss.WIDTH);
    }
    int steps = 1 + (int) (seed % LONGEST);
    RowTable rows = table(data);
    return new RandomModel(
        "random " + seed,
        new RandomLoss(key.child("upper"), steps, stops, List.of("S", "p", "L", "W", "z", "d")),
        new RandomLoss(key.child("lower"), steps, stops, List.of("S", "p", "L", "W", "z")),
        data,
        RandomLoss.declared(),
        rows,
        rows);
  }

  private static double[] random(Rng rng, int n) {
    double[] v = new double[n];
    for (int j = 0; j < n; j++) {
      v[j] = rng.uniform(-1, 1);
    }
    return v;
  }

  private static double index(int row) {
    return row * 7 % 3;
  }

  @Override
  public int blocks() {
    return ROWS.size();
  }

  private static RowTable table(double[][][] data) {
    double[] k = new double[TABLE];
    for (int r = 0; r < TABLE; r++) {
      k[r] = index(r);
    }
    return RowTable.of("a", data[0])
        .with("b", data[1])
        .with("k", k)
        .withSparse("s", RandomLoss.FEATURES, SPARSE.starts(), SPARSE.columns(), SPARSE.values())
        .blocks(ROWS)
        .notAdditive();
  }

  @Override
  public Tensor upperLoss(Inputs in) {
    return upper.of(new TensorAlgebra(in, parameters()));
  }

  @Override
  public Tensor lowerLoss(Inputs in) {
    return lower.of(new TensorAlgebra(in, parameters()));
  }

  /** A row input of a block: "a", "b", "k" or "s". */
  double[][] rows(String input, int block) {
    int[] rows = ROWS.get(block);
    double[][] values = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      values[r] =
          switch (input) {
            case "k" -> new double[] {index(rows[r])};
            case "s" -> SPARSE.dense()[rows[r]];
            default -> data[input.equals("a") ? 0 : 1][rows[r]];
          };
    }
    return values;
  }

  @Override
  public void startUpper(Vec x, Key key) {
    Rng rng = key.rng();
    for (int j = 0; j < x.dim(); j++) {
      x.set(j, rng.uniform(-1, 1));
    }
  }
}
