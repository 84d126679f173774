package org.bilevel4j.solvers.estimators;

import com.google.auto.service.AutoService;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.solvers.lower.LowerTrajectory;

/**
 * The last lower step unrolled (docs/ALGORITHMS.md 3.10; 3.7 with T = 1).
 *
 * <pre>
 * y+ = y - eta_y grad_y g(x, y; B'),   dy+/dx = -eta_y J(x, y; B')^T
 * h  = grad_x f(x, y+) - eta_y J(x, y; B') grad_y f(x, y+)
 * cost 1 product J v at the point of the lower step: no further forward pass
 * bias O(1): a descent direction when H is near a multiple of I
 * </pre>
 *
 * <p>It has no parameters: eta_y and the rows are those of the solver's last lower step.
 */
@AutoService(Component.class)
@Listed(
    name = "one-step",
    title = "the last lower step unrolled",
    source = "Liu, Simonyan, Yang 2019; with eta_y = 1 Luketina, Berglund, Greff, Raiko 2016")
public record OneStep() implements Hypergradient {

  @Override
  public Adjoint start(Step k) {
    return OneStep::direction;
  }

  private static Vec direction(Step k, LowerTrajectory y, UpperPoints f, Weights w) {
    if (y.steps() == 0) {
      throw new IllegalStateException("one-step: the solver made no lower step to unroll.");
    }
    int t = y.steps() - 1;
    Vec h = f.gradX(w);
    y.pointsBefore(t).addCrossXY(w.times(-y.size(t)), f.gradY(), h);
    return h;
  }

  @Override
  public boolean unrolls() {
    return true;
  }

  @Override
  public Set<OracleCall> calls() {
    return ProductBatches.IMPLICIT;
  }

  @Override
  public Cost cost(int lowerSteps) {
    return ProductBatches.implicitCost();
  }

  @Override
  public String error() {
    return "O(1): a descent direction only where H is near a multiple of I";
  }
}
