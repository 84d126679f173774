package org.bilevel4j.oracles.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reverse mode: the gradient of one number per block. In a value that blocks share it is either the
 * gradient of each block, or the sum over blocks with weights, which then is made on the way, so
 * that no matrix of the size of a shared parameter is kept per block.
 */
public final class Gradients {
  private final Graph graph;
  private final @Nullable Value weights;
  private final Map<Value, Value> cotangents = new HashMap<>();

  private Gradients(Graph graph, @Nullable Value weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /**
   * The gradient of each block.
   *
   * @param loss 1 x 1
   * @param in values it may depend on
   */
  public static Gradients perBlock(Graph graph, Value loss, List<Value> in) {
    Gradients all = new Gradients(graph, null);
    all.run(loss, in);
    return all;
  }

  /**
   * The gradient of sum_i w_i loss_i in values that blocks share; in values per block, the gradient
   * of each block without its weight.
   *
   * @param loss 1 x 1
   * @param in values it may depend on
   * @param weights 1 x 1 per block
   */
  public static Gradients weighted(Graph graph, Value loss, List<Value> in, Value weights) {
    Gradients all = new Gradients(graph, weights);
    all.run(loss, in);
    return all;
  }

  /** The gradient in one of the values; null where the loss does not depend on it. */
  public @Nullable Value in(Value value) {
    return cotangents.get(value);
  }

  private void run(Value loss, List<Value> in) {
    List<Value> below = Reach.below(loss);
    Set<Value> active = Reach.above(below, in);
    if (!active.contains(loss)) {
      return;
    }
    Value one = graph.scalar(1);
    Value w = weights;
    cotangents.put(loss, w == null || loss.perBlock() ? one : graph.overBlocks(w));
    for (int k = below.size() - 1; k >= 0; k--) {
      Value n = below.get(k);
      Value c = cotangents.get(n);
      if (c == null || !active.contains(n)) {
        continue;
      }
      n.op()
          .transpose(
              graph,
              n,
              c,
              (operand, contribution) -> {
                Value target = n.in(operand);
                if (active.contains(target)) {
                  accept(n, target, contribution);
                }
              });
    }
  }

  private void accept(Value from, Value target, Value contribution) {
    Value w = weights;
    Value whole =
        w != null && from.perBlock() && !target.perBlock()
            ? overBlocks(w, contribution)
            : contribution;
    Value old = cotangents.get(target);
    cotangents.put(target, old == null ? whole : graph.plus(old, whole));
  }

  /** sum_i w_i a_i, summed as early as possible. */
  private Value overBlocks(Value w, Value a) {
    Graph g = graph;
    if (!a.perBlock()) {
      return g.mul(a, g.overBlocks(w));
    }
    Primitive op = a.op();
    if (op instanceof MatMul m) {
      boolean second = weighsLess(a.in(1), a.in(0));
      Value left = second ? a.in(0) : g.mul(w, a.in(0));
      Value right = second ? g.mul(w, a.in(1)) : a.in(1);
      return g.matmul(left, m.transposeA(), right, m.transposeB(), true);
    }
    if (op instanceof SparseProduct.TransposedTimes) {
      return g.sparseTransposed(a.in(0), g.mul(w, a.in(1)), true);
    }
    if (op instanceof Indexing.ScatterAdd s) {
      return g.scatterAdd(g.mul(w, a.in(0)), a.in(1), s.rows(), true);
    }
    if (op instanceof Layout.Transpose) {
      return g.transpose(overBlocks(w, a.in(0)));
    }
    if (op instanceof Layout.Reshape r && a.shape().power() == 0) {
      return g.reshape(overBlocks(w, a.in(0)), r.rows(), r.cols());
    }
    if (op instanceof Layout.Pad p) {
      return g.pad(overBlocks(w, a.in(0)), p.ofRows(), p.from(), p.length());
    }
    if (op instanceof Reduction.Broadcast b && b.rows().isFixed() && b.cols().isFixed()) {
      return g.broadcast(overBlocks(w, a.in(0)), b.rows(), b.cols());
    }
    if (op == Binary.MUL && !a.in(0).perBlock()) {
      return g.mul(a.in(0), overBlocks(w, a.in(1)));
    }
    if ((op == Binary.MUL || op == Binary.DIV) && !a.in(1).perBlock()) {
      return g.binary((Binary) op, overBlocks(w, a.in(0)), a.in(1));
    }
    if ((op == Binary.ADD || op == Binary.SUB)
        && a.in(0).shape().sameSides(a.shape())
        && a.in(1).shape().sameSides(a.shape())) {
      return g.binary((Binary) op, overBlocks(w, a.in(0)), overBlocks(w, a.in(1)));
    }
    return g.overBlocks(g.mul(w, a));
  }

  /** Which factor of a product takes the weights: the smaller one, of those that are per block. */
  private static boolean weighsLess(Value second, Value first) {
    if (!second.perBlock() || !first.perBlock()) {
      return second.perBlock();
    }
    Shape a = first.shape();
    Shape b = second.shape();
    return b.power() < a.power() || (b.power() == a.power() && b.factor() <= a.factor());
  }
}
