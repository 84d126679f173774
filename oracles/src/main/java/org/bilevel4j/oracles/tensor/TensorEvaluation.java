package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
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
  private final RowInputs rows;
  private final List<Measure> metrics;
  private final Map<String, Function<Inputs, Tensor>> measures; // by name, in the same order
  private final Recording recording; // one, so that all numbers share a forward pass

  private TensorEvaluation(
      String name,
      List<String> taskNames,
      AutodiffProblem problem,
      RowInputs rows,
      List<Measure> metrics,
      Map<String, Function<Inputs, Tensor>> measures) {
    this.name = name;
    this.taskNames = List.copyOf(taskNames);
    this.problem = problem;
    this.rows = rows;
    this.metrics = List.copyOf(metrics);
    this.measures = measures;
    this.recording = Recording.measures(problem.losses(), rows, measures);
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
    return new TensorEvaluation(
        name,
        taskNames,
        problem,
        rows,
        List.of(Measure.lower("loss")),
        Map.of("loss", model::upperLoss));
  }

  /** One more number. */
  public TensorEvaluation with(Measure metric, Function<Inputs, Tensor> measure) {
    Map<String, Function<Inputs, Tensor>> more = new LinkedHashMap<>(measures);
    more.put(metric.name(), measure);
    List<Measure> all = new ArrayList<>(metrics);
    all.add(metric);
    return new TensorEvaluation(name, taskNames, problem, rows, all, more);
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
  public List<Measure> metrics() {
    return metrics;
  }

  @Override
  public double[][] measure(Vec x, Blocks y, Workspace workspace) {
    int tasks = taskNames.size();
    double[][] all = new double[measures.size()][tasks];
    LevelReplay level = new LevelReplay(problem, recording, workspace);
    workspace.within(
        () -> {
          ReplayPoint point = level.at(BlockSet.all(tasks), x, y, Dual.none(), Draw.full());
          int k = 0;
          for (String metric : measures.keySet()) {
            Vec values = point.values(metric);
            for (int i = 0; i < tasks; i++) {
              all[k][i] = values.get(i);
            }
            k++;
          }
        });
    return all;
  }
}
