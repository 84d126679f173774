package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;

/**
 * Judges (x, y) on rows by numbers in tensor operations: the upper loss, and others with a name.
 */
public final class TensorEvaluation implements EvaluationSet {
  private final String name;
  private final List<String> taskNames;
  private final AutodiffProblem problem;
  private final TensorModel model;
  private final RowInputs rows;
  private final List<String> metrics;
  private final List<Recording> recordings;

  private TensorEvaluation(
      String name,
      List<String> taskNames,
      AutodiffProblem problem,
      TensorModel model,
      RowInputs rows,
      List<String> metrics,
      List<Recording> recordings) {
    this.name = name;
    this.taskNames = List.copyOf(taskNames);
    this.problem = problem;
    this.model = model;
    this.rows = rows;
    this.metrics = List.copyOf(metrics);
    this.recordings = List.copyOf(recordings);
  }

  /**
   * The upper loss on some rows.
   *
   * @param name "validation", "test", ...
   * @param taskNames one per block
   * @param problem whose model and precision it is
   * @param rows all of them are judged on
   */
  public static TensorEvaluation of(
      String name, List<String> taskNames, AutodiffProblem problem, RowInputs rows) {
    TensorModel model = problem.losses();
    return new TensorEvaluation(name, taskNames, problem, model, rows, List.of(), List.of())
        .with("loss", model::upperLoss);
  }

  /** One more number; its name says what it is and, where it must, which way is better. */
  public TensorEvaluation with(String metric, Function<Inputs, Tensor> measure) {
    List<String> names = new ArrayList<>(metrics);
    names.add(metric);
    List<Recording> all = new ArrayList<>(recordings);
    all.add(Recording.measure(model, metric, rows, measure));
    return new TensorEvaluation(name, taskNames, problem, model, rows, names, all);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> taskNames() {
    return taskNames;
  }

  @Override
  public List<String> metrics() {
    return metrics;
  }

  @Override
  public double[][] measure(Vec x, Blocks y, Workspace workspace) {
    double[][] all = new double[metrics.size()][taskNames.size()];
    BlockSet set = BlockSet.all(taskNames.size());
    for (int k = 0; k < all.length; k++) {
      double[] row = all[k];
      LevelReplay level = new LevelReplay(problem, recordings.get(k), workspace);
      workspace.within(
          () -> {
            Vec values = level.at(set, x, y, Dual.none(), Draw.full()).values();
            for (int i = 0; i < row.length; i++) {
              row[i] = values.get(i);
            }
          });
    }
    return all;
  }
}
