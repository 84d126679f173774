package org.bilevel4j.applications.auc;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bilevel4j.applications.parts.Encoder;
import org.bilevel4j.applications.parts.LinearEncoder;
import org.bilevel4j.applications.parts.MlpEncoder;
import org.bilevel4j.applications.parts.TableRows;
import org.bilevel4j.core.problem.Aggregate;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.TaskRows;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.oracles.network.Mlp;
import org.bilevel4j.oracles.tensor.AutodiffProblem;

/**
 * Tasks on a small table, as models with an encoder and an objective.
 *
 * @param rows features, one row each
 * @param tasks the rows of each task, positives first
 */
record SmallTasks(double[][] rows, List<TaskRows> tasks) {

  /** Tasks on the same normal rows, with different positives. */
  static SmallTasks random(int count, int rows, int features, long seed) {
    Rng rng = Key.of(seed).rng();
    double[][] z = new double[rows][features];
    for (double[] row : z) {
      Arrays.setAll(row, j -> (float) rng.nextGaussian());
    }
    List<TaskRows> tasks =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new TaskRows(
                        IntStream.range(0, rows).filter(r -> r % (3 + i) == 0).toArray(),
                        IntStream.range(0, rows).filter(r -> r % (3 + i) != 0).toArray()))
            .toList();
    return new SmallTasks(z, tasks);
  }

  /** One task. */
  static SmallTasks of(double[][] positives, double[][] negatives) {
    double[][] all = Arrays.copyOf(positives, positives.length + negatives.length);
    System.arraycopy(negatives, 0, all, positives.length, negatives.length);
    int[] first = IntStream.range(0, positives.length).toArray();
    int[] others = IntStream.range(positives.length, all.length).toArray();
    return new SmallTasks(all, List.of(new TaskRows(first, others)));
  }

  int features() {
    return rows[0].length;
  }

  TableRows source() {
    float[] values = new float[rows.length * features()];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) rows[k / features()][k % features()];
    }
    LabelledTable table =
        new LabelledTable(
            "small",
            new FloatFeatures(rows.length, features(), values),
            List.of(),
            List.of(),
            new DataOrigin("small", "", "", List.of()));
    return new TableRows(table, tasks);
  }

  /** Nothing shared. */
  Encoder linear() {
    return new LinearEncoder(features());
  }

  /** Two layers. */
  Encoder mlp(Activation activation) {
    return new MlpEncoder(Mlp.of(true, activation, features(), 5, 4));
  }

  ScoreModel model(ScoreNetwork network, ScoreForm form, String objective, FprRange fpr) {
    ScoreSpec spec =
        new ScoreSpec(network, form, ScoreObjective.parse(objective), fpr, Aggregate.MEAN);
    return new ScoreModel("small", spec, source(), tasks.size(), Map.of(), List.of());
  }

  /** In double precision. */
  AutodiffProblem problem(ScoreNetwork network, ScoreForm form, String objective, FprRange fpr) {
    return AutodiffProblem.of(model(network, form, objective, fpr));
  }
}
