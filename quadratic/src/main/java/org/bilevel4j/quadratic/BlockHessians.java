package org.bilevel4j.quadratic;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.KnownHessians;

/** What the lower Hessians of quadratic blocks are: the identity, diagonals, or matrices. */
final class BlockHessians {
  private BlockHessians() {}

  static KnownHessians of(List<QuadraticBlock> blocks) {
    Map<QuadraticBlock, Vec> each = new IdentityHashMap<>(); // copies of a block share a matrix
    List<Vec> matrices = new ArrayList<>();
    List<Vec> diagonals = new ArrayList<>();
    boolean diagonal = true;
    boolean identity = true;
    for (QuadraticBlock b : blocks) {
      Vec h = each.computeIfAbsent(b, BlockHessians::matrix);
      int d = b.g().lowerDim();
      Vec own = Vec.zeros(d);
      for (int j = 0; j < h.dim(); j++) {
        boolean on = j / d == j % d;
        diagonal &= on || h.get(j) == 0;
        identity &= h.get(j) == (on ? 1 : 0);
        if (on) {
          own.set(j / d, h.get(j));
        }
      }
      matrices.add(h);
      diagonals.add(own);
    }
    if (identity) {
      return KnownHessians.identity();
    }
    return diagonal ? KnownHessians.diagonal(diagonals::get) : KnownHessians.constant(matrices);
  }

  private static Vec matrix(QuadraticBlock b) {
    Vec h = Vec.zeros(b.g().lowerDim() * b.g().lowerDim());
    b.g().addDenseYY(1, h);
    return h;
  }
}
