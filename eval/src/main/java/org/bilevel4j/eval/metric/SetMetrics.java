package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Direction;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.eval.exact.ExactSolver;

/**
 * Every metric of every evaluation set: {@code SET.METRIC.worst}, {@code .mean}, {@code .gap} and
 * {@code .task.NAME}.
 *
 * <p>Tracked ones look at the y of the state (at y_i*(x) where the solver tracks none). Exact ones,
 * prefixed {@code exact.}, look at y_i*(x); sets whose tasks are not blocks fit every task to
 * convergence anyway, whatever y is, and appear there alone.
 */
public sealed interface SetMetrics extends Metric {

  private List<EvaluationSet> sets(Application application) {
    boolean exact = tier() == Tier.EXACT;
    boolean solvable = ExactSolver.solvesLower(application.problem());
    return application.evaluationSets().stream()
        .filter(s -> exact ? solvable || s.adapts() : !s.adapts())
        .toList();
  }

  @Override
  default List<Measure> columns(Application application) {
    String prefix = tier() == Tier.EXACT ? "exact." : "";
    List<Measure> out = new ArrayList<>();
    for (EvaluationSet set : sets(application)) {
      for (Measure metric : set.metrics()) {
        String stem = prefix + set.name() + "." + metric.name();
        Direction direction = metric.direction();
        out.add(new Measure(stem + ".worst", direction));
        out.add(new Measure(stem + ".mean", direction));
        out.add(Measure.lower(stem + ".gap"));
        set.taskNames().forEach(task -> out.add(new Measure(stem + ".task." + task, direction)));
      }
    }
    return out;
  }

  @Override
  default double[] measure(Evaluation e) {
    double[] out = new double[columns(e.application()).size()];
    int at = 0;
    for (EvaluationSet set : sets(e.application())) {
      double[][] values = values(e, set);
      for (int m = 0; m < values.length; m++) {
        TaskSummary.of(values[m], set.metrics().get(m).direction()).write(out, at);
        System.arraycopy(values[m], 0, out, at + 3, values[m].length);
        at += 3 + values[m].length;
      }
    }
    return out;
  }

  private double[][] values(Evaluation e, EvaluationSet set) {
    if (tier() == Tier.TRACKED) {
      return e.judged(set).values();
    }
    Blocks y = set.adapts() ? Blocks.state(e.problem().lowerDims()) : e.exact().lower().at();
    try (Workspace workspace = e.workspace()) {
      return set.measure(e.snapshot().x(), y, workspace);
    }
  }

  /** At the state's y. */
  @AutoService(Component.class)
  @Listed(
      name = "tracked",
      title = "losses and accuracies per task at the lower variables as they are")
  record Tracked() implements SetMetrics {
    @Override
    public Tier tier() {
      return Tier.TRACKED;
    }
  }

  /** At y_i*(x). */
  @AutoService(Component.class)
  @Listed(
      name = "exact",
      title = "losses and accuracies per task at lower variables solved to tolerance")
  record Exact() implements SetMetrics {
    @Override
    public Tier tier() {
      return Tier.EXACT;
    }
  }
}
