package org.bilevel4j.eval.exact;

import java.util.Arrays;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.set.ConvexSet;

/** One convex function per block on one convex set per block, known by its gradients. */
interface BlockGradients {

  /**
   * Gradients at a place.
   *
   * @param set which blocks
   * @param at at least the blocks of the set, not modified
   * @return the blocks of the set, alive until the next call
   */
  Blocks gradients(BlockSet set, Blocks at);

  /** The set of a block. */
  ConvexSet set(int block);

  /** The natural residual ||z - P(z - g)||, which is ||g|| on the whole space. */
  static double residual(ConvexSet set, Vec z, Vec g) {
    if (set.isAll()) {
      return g.norm();
    }
    Vec moved = z.copy();
    moved.axpy(-1, g);
    set.project(moved);
    return moved.distance(z);
  }

  /** Per block, max(1, the residual at P(0)); 1 for blocks outside the set. */
  default double[] scales(BlockSet blocks, Blocks like) {
    Blocks zero = Blocks.zeros(like.set(), like.dims());
    zero.project(blocks, this::set);
    Blocks g = gradients(blocks, zero);
    double[] scales = new double[like.set().blocks()];
    Arrays.fill(scales, 1);
    for (int p = 0; p < blocks.size(); p++) {
      int id = blocks.id(p);
      scales[id] = Math.max(1, residual(set(id), zero.at(id), g.atPosition(p)));
    }
    return scales;
  }
}
