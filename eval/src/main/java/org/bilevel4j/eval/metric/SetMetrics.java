package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.eval.exact.ExactSolver;

/**
 * Every metric of every evaluation set: {@code SET.METRIC.worst}, {@code .mean}, {@code .gap} and
 * {@code .task.NAME}.
 *
 * <p>Tracked ones look at the y of the state (at y_i*(x) where the solver tracks none). Exact ones,
 * prefixed {@code exact.}, look at y_i*(x); sets whose tasks are not blocks fit every task to
 * convergence anyway, whatever y is, and appear there alone.
 */
public final class SetMetrics implements Metric {
  private final boolean exact;

  private SetMetrics(boolean exact) {
    this.exact = exact;
  }

  /** At the state's y. */
  public static SetMetrics tracked() {
    return new SetMetrics(false);
  }

  /** At y_i*(x). */
  public static SetMetrics exact() {
    return new SetMetrics(true);
  }

  private List<EvaluationSet> sets(Application application) {
    boolean solvable = ExactSolver.solvesLower(application.problem());
    return application.evaluationSets().stream()
        .filter(s -> exact ? solvable || s.adapts() : !s.adapts())
        .toList();
  }

  @Override
  public List<String> columns(Application application) {
    List<String> out = new ArrayList<>();
    for (EvaluationSet set : sets(application)) {
      for (String metric : set.metrics()) {
        String stem = (exact ? "exact." : "") + set.name() + "." + metric;
        out.add(stem + ".worst");
        out.add(stem + ".mean");
        out.add(stem + ".gap");
        set.taskNames().forEach(task -> out.add(stem + ".task." + task));
      }
    }
    return out;
  }

  @Override
  public double[] measure(Evaluation e) {
    double[] out = new double[columns(e.application()).size()];
    int at = 0;
    for (EvaluationSet set : sets(e.application())) {
      double[][] values = set.measure(e.snapshot().x(), lower(e, set), e.workspace());
      for (int m = 0; m < values.length; m++) {
        TaskSummary.of(values[m], TaskSummary.largerIsWorse(set.metrics().get(m))).write(out, at);
        System.arraycopy(values[m], 0, out, at + 3, values[m].length);
        at += 3 + values[m].length;
      }
    }
    return out;
  }

  private Blocks lower(Evaluation e, EvaluationSet set) {
    if (set.adapts()) {
      return Blocks.state(e.problem().lowerDims());
    }
    return exact ? e.exact().lower().at() : e.trackedLower();
  }

  /** Registers the tracked ones. */
  @AutoService(MetricEntry.class)
  public static final class Tracked implements MetricEntry {
    @Override
    public String name() {
      return "tracked";
    }

    @Override
    public String title() {
      return "losses and accuracies per task at the lower variables as they are";
    }

    @Override
    public Tier tier() {
      return Tier.TRACKED;
    }

    @Override
    public Metric create(Record params) {
      return tracked();
    }
  }

  /** Registers the exact ones. */
  @AutoService(MetricEntry.class)
  public static final class Exact implements MetricEntry {
    @Override
    public String name() {
      return "exact";
    }

    @Override
    public String title() {
      return "losses and accuracies per task at lower variables solved to tolerance";
    }

    @Override
    public Tier tier() {
      return Tier.EXACT;
    }

    @Override
    public Metric create(Record params) {
      return exact();
    }
  }
}
