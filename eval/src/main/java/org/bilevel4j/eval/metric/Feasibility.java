package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.ConvexSet;

/** {@code feasibility}: the largest violation of the sets of x, lambda and alpha; 0 inside. */
@AutoService(MetricEntry.class)
public final class Feasibility implements Metric, MetricEntry {

  /** Registered as a service. */
  public Feasibility() {}

  @Override
  public String name() {
    return "feasibility";
  }

  @Override
  public String title() {
    return "how far x, the weights and the dual lie outside their sets";
  }

  @Override
  public Tier tier() {
    return Tier.TRACKED;
  }

  @Override
  public Metric create(Record params) {
    return this;
  }

  @Override
  public List<String> columns(Application application) {
    return List.of("feasibility");
  }

  @Override
  public double[] measure(Evaluation e) {
    BilevelProblem problem = e.problem();
    Snapshot s = e.snapshot();
    double worst = problem.upperSet().violation(s.x());
    if (s.weights().isPresent()) {
      worst = Math.max(worst, ConvexSet.simplex().violation(s.weights().get()));
    }
    if (s.dual() instanceof Dual.Shared shared) {
      worst = Math.max(worst, problem.dualSet(0).violation(shared.alpha()));
    } else if (s.dual() instanceof Dual.PerBlock p) {
      for (int i = 0; i < problem.blocks(); i++) {
        if (p.alpha().isTouched(i)) {
          worst = Math.max(worst, problem.dualSet(i).violation(p.alpha().at(i)));
        }
      }
    }
    return new double[] {worst};
  }
}
