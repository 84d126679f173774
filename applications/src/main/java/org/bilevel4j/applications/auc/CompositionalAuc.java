package org.bilevel4j.applications.auc;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.KnownHessians;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.oracles.tensor.Inputs;
import org.bilevel4j.oracles.tensor.Parameters;
import org.bilevel4j.oracles.tensor.Tensor;

/**
 * AUC of a network that made one step of cross-entropy (docs/ALGORITHMS.md 9.5).
 *
 * <pre>
 * f_i = E+[(h-a)^2] + E-[(h-b)^2] + 2 alpha (c + E-[h] - E+[h]) - alpha^2,  h scores by u_i
 * g_i = 1/2 |u_i - (w - eta grad L_CE(w))|^2,  w the encoder with the head of the task
 * </pre>
 *
 * The Hessian of g_i is the identity, so that J v = -(I - eta grad^2 L_CE(w)) v: one product with
 * the Hessian of the cross-entropy, which a gradient of g_i in x hides too.
 */
@AutoService(Component.class)
@Listed(
    name = "mauc-ct",
    title = "AUC after a step of cross-entropy: compositional training",
    source = "Hu, Zhong, Yang 2022, section 4.1; Yuan, Guo, Chawla, Yang, ICLR 2022",
    differs =
        "the paper prints no loss: this is the min-max form of the square loss, without prior")
public record CompositionalAuc(
    @Param(value = "distance wanted between mean scores", symbol = "c", range = "above 0")
        double margin,
    @Param(value = "the step of cross-entropy", symbol = "eta~", range = "above 0") double eta,
    @Param("whether J loses the Hessian of the cross-entropy: J = -I") boolean firstOrder,
    @Param("nonnegative as in the paper, or free") DualRange alpha)
    implements ScoreObjective {

  /** Checks the ranges. */
  public CompositionalAuc {
    Args.positive(margin, "margin");
    Args.positive(eta, "eta");
  }

  /** Margin 1, the smallest eta~ of the paper's grid, the true J. */
  public CompositionalAuc() {
    this(1, 0.1, false, DualRange.NONNEGATIVE);
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
    List<Tensor> w = batch.weights();
    List<Tensor> slopes =
        Tensor.grad(CrossEntropyObjective.of(batch.scored()), w.toArray(new Tensor[0]));
    List<Tensor> stepped = new ArrayList<>();
    for (int k = 0; k < w.size(); k++) {
      Tensor slope = firstOrder ? slopes.get(k).stopGradient() : slopes.get(k);
      stepped.add(w.get(k).minus(slope.times(eta)));
    }
    return batch.distanceOfCopy(stepped).times(0.5);
  }

  @Override
  public Optional<KnownHessians> lowerHessians() {
    return Optional.of(KnownHessians.identity());
  }

  @Override
  public ConvexSet dualSet() {
    return alpha.set();
  }
}
