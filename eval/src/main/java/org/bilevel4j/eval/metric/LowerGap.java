package org.bilevel4j.eval.metric;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.eval.exact.BlockSolution;
import org.bilevel4j.eval.exact.ExactSolver;

/**
 * {@code lower.gap} = max_i ||y_i - y_i*(x)||^2, NaN where the solver tracks no y; {@code
 * lower.residual} = the largest relative residual at the y_i* found; {@code lower.reached} = 1 when
 * all are within tolerance, otherwise 0 and every exact value is to be doubted.
 */
@AutoService(Component.class)
@Listed(
    name = "lower",
    title = "squared distance of the lower variables from their solutions, largest over blocks")
public record LowerGap() implements Metric {

  @Override
  public Tier tier() {
    return Tier.EXACT;
  }

  @Override
  public List<Measure> columns(Application application) {
    return application.problem().lowerDims().max() > 0
            && ExactSolver.solvesLower(application.problem())
        ? List.of(
            Measure.lower("lower.gap"),
            Measure.lower("lower.residual"),
            Measure.higher("lower.reached"))
        : List.of();
  }

  @Override
  public double[] measure(Evaluation e) {
    BlockSolution solved = e.exact().lower();
    return new double[] {
      e.snapshot().lower().map(y -> gap(y, solved.at())).orElse(Double.NaN),
      solved.worstResidual(),
      solved.allReached() ? 1 : 0
    };
  }

  private static double gap(Blocks y, Blocks solved) {
    double worst = 0;
    for (int i = 0; i < solved.set().blocks(); i++) {
      double d = y.at(i).distance(solved.at(i));
      worst = Math.max(worst, d * d);
    }
    return worst;
  }
}
