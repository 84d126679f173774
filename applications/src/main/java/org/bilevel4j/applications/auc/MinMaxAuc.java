package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * AUC as a min-max problem without a lower level (docs/ALGORITHMS.md 9.1).
 *
 * <pre>
 * f_i = E+[(h-a)^2] + E-[(h-b)^2] + 2 alpha (c + E-[h] - E+[h]) - alpha^2,  times p (1-p) if weighted
 *       p = n+ / n of the task
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "mauc",
    title = "AUC by the square loss of pairs, as a min-max problem",
    source =
        "Ying, Wen, Lyu, NeurIPS 2016; Liu, Yuan, Ying, Yang, ICLR 2020; alpha at least 0: Yuan,"
            + " Yan, Sonka, Yang, ICCV 2021")
public record MinMaxAuc(
    @Param(value = "distance wanted between mean scores", symbol = "c", range = "above 0")
        double margin,
    @Param("free, or nonnegative: no loss once mean scores are the margin apart") DualRange alpha,
    @Param("whether the loss is that of all rows by the task's prior, which is p (1-p) times it")
        boolean priorWeighted)
    implements ScoreObjective {

  /** Checks the margin. */
  public MinMaxAuc {
    Args.positive(margin, "margin");
  }

  /** Margin 1, alpha in R, without the prior. */
  public MinMaxAuc() {
    this(1, DualRange.FREE, false);
  }

  @Override
  public Parameters variables(Parameters network, ScoreShape shape) {
    return SquareSaddle.variables(network);
  }

  @Override
  public Tensor upperLoss(TaskBatch batch) {
    Tensor loss = SquareSaddle.of(batch.scored(), batch.in(), margin);
    Tensor p = batch.prior();
    return priorWeighted ? loss.times(p).times(p.complement()) : loss;
  }

  @Override
  public ConvexSet dualSet() {
    return alpha.set();
  }
}
