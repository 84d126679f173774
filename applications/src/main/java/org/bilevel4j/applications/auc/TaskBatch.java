package org.bilevel4j.applications.auc;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bilevel4j.applications.parts.Encoder.Weight;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;

/** One task's batch of rows, scored by the weights in x or by a copy of them in y. */
public final class TaskBatch {
  private final ScoreSpec spec;
  private final ScoreShape shape;
  private final Inputs in;

  TaskBatch(ScoreSpec spec, ScoreShape shape, Inputs in) {
    this.spec = spec;
    this.shape = shape;
    this.in = in;
  }

  /** Scalars and thresholds by name, numbers, row ids. */
  public Inputs in() {
    return in;
  }

  /** What the objective may know. */
  public ScoreShape shape() {
    return shape;
  }

  /** Scored by (w, w_i), the weights in x. */
  public ScoredBatch scored() {
    return scored(in::upper);
  }

  /** Scored by u_i, the copy in y_i. */
  public ScoredBatch scoredByCopy() {
    return scored(name -> in.lower(copyOf(name)));
  }

  private ScoredBatch scored(Function<String, Tensor> weights) {
    Tensor outputs = spec.network().outputs(in.row(TaskInputs.FEATURES), weights);
    return new ScoredBatch(
        outputs, spec.form().of(outputs), in.row(TaskInputs.LABEL), in.number(1));
  }

  /** (w, w_i). */
  public List<Tensor> weights() {
    return shape.weights().stream().map(w -> in.upper(w.name())).toList();
  }

  /** u_i, likewise. */
  public List<Tensor> copy() {
    return shape.weights().stream().map(w -> in.lower(copyOf(w.name()))).toList();
  }

  /** |u_i - v|^2 over all weights. */
  public Tensor distanceOfCopy(List<Tensor> v) {
    List<Tensor> u = copy();
    Tensor sum = in.number(0);
    for (int k = 0; k < u.size(); k++) {
      sum = sum.plus(u.get(k).minus(v.get(k)).normSquared());
    }
    return sum;
  }

  private static String copyOf(String name) {
    return "u." + name;
  }

  /** Adds a copy of the network in y_i. */
  static Parameters withCopy(Parameters all, ScoreShape shape) {
    Parameters more = all;
    for (Weight w : shape.weights()) {
      more = more.lower(copyOf(w.name()), w.rows(), w.cols());
    }
    return more;
  }

  /** The copy as it is in x. */
  static Map<String, Tensor> copied(Inputs in, ScoreShape shape) {
    return shape.weights().stream()
        .collect(Collectors.toMap(w -> copyOf(w.name()), w -> in.upper(w.name())));
  }

  /** n+ over n+ + n-, of all rows of the task: 1 x 1. */
  public Tensor prior() {
    Tensor classes = in.row(TaskInputs.CLASSES).meanOverRows();
    return classes.columns(0, 1).over(classes.sum());
  }

  /** n-, of all rows of the task: 1 x 1. */
  public Tensor negatives() {
    return in.row(TaskInputs.CLASSES).meanOverRows().columns(1, 2);
  }
}
