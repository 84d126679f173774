package org.bilevel4j.solvers.updates;

import java.util.Optional;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;

/**
 * The weights lambda of a run in which n of m blocks take part in a step.
 *
 * <pre>
 * weights of a sum over I   c_i lambda_i              unbiased for sum_i lambda_i h_i
 * climb                     u_i = c_i f_i in I, 0 elsewhere: unbiased for (f_1, ..., f_m);
 *                           then the step of {@link SimplexStep}
 * </pre>
 *
 * with c_i the set's design weights, m/n where every block is as likely.
 *
 * <p>With every block in I both are those of MORBiT. The plain entropic rule (no pull, floor or
 * momentum) costs n log2(m) per step; every other rule moves all weights and costs m.
 */
public final class SimplexWeights implements StatePart {
  private final SimplexStep rule;
  private final int blocks;
  private final Vec lambda; // of dimension 0 when the tree is in use
  private final HeavyBall ball;
  private final Optional<WeightTree> tree;

  private SimplexWeights(SimplexStep rule, int blocks, boolean sparse) {
    this.rule = rule;
    this.blocks = blocks;
    this.lambda = sparse ? Vec.zeros(0) : SimplexStep.uniform(blocks);
    this.ball = sparse ? HeavyBall.of(0, 0) : rule.start(blocks);
    this.tree = sparse ? Optional.of(new WeightTree(blocks)) : Optional.empty();
  }

  /** lambda = 1/m. */
  public static SimplexWeights start(SimplexStep rule, int m) {
    boolean sparse =
        rule.rule() == SimplexStep.Rule.ENTROPIC
            && rule.pull() == 0
            && rule.floor() == 0
            && rule.momentum() == 0
            && rule.weightDecay() == 0;
    return new SimplexWeights(rule, m, sparse);
  }

  /** lambda (m); live or fresh, read-only. */
  public Vec lambda() {
    return tree.map(WeightTree::all).orElse(lambda);
  }

  /** c_i lambda_i for the blocks of a set. */
  public Weights over(Step k, BlockSet set) {
    Vec own = k.vec(set.size());
    for (int p = 0; p < set.size(); p++) {
      int i = set.id(p);
      double weight = tree.isPresent() ? tree.get().get(i) : lambda.get(i);
      own.set(p, set.designWeight(p) * weight);
    }
    return Weights.over(set, own);
  }

  /**
   * One step along the losses of the sampled blocks.
   *
   * @param gamma the step size
   * @param losses f_i by position in the set, not modified
   */
  public void climb(Step k, BlockSet set, double gamma, Vec losses) {
    if (tree.isPresent()) {
      for (int p = 0; p < set.size(); p++) {
        tree.get().multiply(set.id(p), gamma * set.designWeight(p) * losses.get(p));
      }
    } else if (set.isAll()) {
      rule.climb(lambda, gamma, losses, ball);
    } else {
      Vec u = k.vec(blocks);
      for (int p = 0; p < set.size(); p++) {
        u.set(set.id(p), set.designWeight(p) * losses.get(p));
      }
      rule.climb(lambda, gamma, u, ball);
    }
  }

  /** Shows the weights and their momentum. */
  @Override
  public void visit(StateVisitor v) {
    v.vec("lambda", lambda);
    ball.visit(v.within("momentum.lambda"));
    tree.ifPresent(t -> t.visit(v));
  }
}
