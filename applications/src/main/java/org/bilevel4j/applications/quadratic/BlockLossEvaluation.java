package org.bilevel4j.applications.quadratic;

import java.util.List;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;

/**
 * f_i over all rows at (x, y), with the alpha that is best there.
 *
 * @param problem the problem
 * @param taskNames one per block
 */
public record BlockLossEvaluation(QuadraticProblem problem, List<String> taskNames)
    implements EvaluationSet {
  @Override
  public String name() {
    return "validation";
  }

  @Override
  public List<Measure> metrics() {
    return List.of(Measure.lower("loss"));
  }

  @Override
  public double[][] measure(Vec x, Blocks y, Workspace workspace) {
    Dual alpha = new QuadraticSolution(problem).bestDual(x, y);
    double[] losses = new double[problem.blocks()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = problem.block(i).f().value(x, y.at(i), alpha.at(i));
    }
    return new double[][] {losses};
  }
}
