package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.ConvexSet;

/**
 * {@code feasibility}: the largest violation of the sets of x, lambda, alpha and the tracked y_i,
 * and of the lower constraints P(x, y_i) <= 0, Q(x, y_i) = 0; 0 where all hold. Blocks that were
 * never touched are not looked at.
 */
@AutoService(Component.class)
@Listed(
    name = "feasibility",
    title = "how far x, y, the weights and the dual lie outside sets and lower constraints")
public record Feasibility() implements Metric {

  @Override
  public Tier tier() {
    return Tier.TRACKED;
  }

  @Override
  public List<Measure> columns(Application application) {
    return List.of(Measure.lower("feasibility"));
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
    return new double[] {Math.max(worst, s.lower().map(y -> lower(problem, s.x(), y)).orElse(0.0))};
  }

  private static double lower(BilevelProblem problem, Vec x, Blocks y) {
    double worst = 0;
    for (int i = 0; i < problem.blocks(); i++) {
      if (y.isTouched(i)) {
        worst = Math.max(worst, problem.lowerSet(i).violation(y.at(i)));
        if (problem.lowerConstraints().isPresent()) {
          worst = Math.max(worst, violation(problem.lowerConstraints().get(), i, x, y.at(i)));
        }
      }
    }
    return worst;
  }

  private static double violation(LowerConstraints constraints, int block, Vec x, Vec y) {
    Vec c = Vec.zeros(constraints.rows(block));
    constraints.values(block, x, y, c);
    double worst = 0;
    for (int j = 0; j < c.dim(); j++) {
      double outside = j < constraints.inequalities(block) ? c.get(j) : Math.abs(c.get(j));
      worst = Math.max(worst, outside);
    }
    return worst;
  }
}
