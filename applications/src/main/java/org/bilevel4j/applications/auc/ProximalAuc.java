package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import java.util.Map;
import org.bilevel4j.core.catalogue.Basis;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * AUC of a network that made a proximal step of cross-entropy, whose gradients hide no second
 * derivative (docs/ALGORITHMS.md 9.5).
 *
 * <pre>
 * f_i = E+[(h-a)^2] + E-[(h-b)^2] + 2 alpha (c + E-[h] - E+[h]) - alpha^2,  h scores by u_i
 * g_i = L_CE(u_i) + |u_i - w|^2 / (2 eta),  w the encoder with the head of the task
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "mauc-ct-proximal",
    title = "AUC after a proximal step of cross-entropy, for first-order methods",
    source = "the compositional problem of Hu, Zhong, Yang 2022, for FOSL (Yang, Si, Lyu, Ji 2024)",
    differs = "the lower level: a gradient step hides a Hessian, this one does not",
    basis = Basis.RECONSTRUCTION)
public record ProximalAuc(
    @Param(value = "distance wanted between mean scores", symbol = "c", range = "above 0")
        double margin,
    @Param(value = "the proximal step of cross-entropy", symbol = "eta~", range = "above 0")
        double eta,
    @Param("nonnegative as in the compositional problem, or free") DualRange alpha)
    implements ScoreObjective {

  /** Checks the ranges. */
  public ProximalAuc {
    Args.positive(margin, "margin");
    Args.positive(eta, "eta");
  }

  /** Margin 1, the smallest eta~ of the compositional problem's grid. */
  public ProximalAuc() {
    this(1, 0.1, DualRange.NONNEGATIVE);
  }

  @Override
  public Parameters variables(Parameters network, ScoreShape shape) {
    return TaskBatch.withCopy(SquareSaddle.variables(network), shape);
  }

  @Override
  public Map<String, Tensor> lowerStart(Inputs in, ScoreShape shape) {
    return TaskBatch.copied(in, shape);
  }

  @Override
  public Tensor upperLoss(TaskBatch batch) {
    return SquareSaddle.of(batch.scoredByCopy(), batch.in(), margin);
  }

  @Override
  public Tensor lowerLoss(TaskBatch batch) {
    return CrossEntropyObjective.of(batch.scoredByCopy())
        .plus(batch.distanceOfCopy(batch.weights()).times(0.5 / eta));
  }

  @Override
  public ConvexSet dualSet() {
    return alpha.set();
  }
}
