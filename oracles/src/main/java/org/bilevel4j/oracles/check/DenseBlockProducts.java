package org.bilevel4j.oracles.check;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;

/** Products with dense row-major matrices, one per block. */
final class DenseBlockProducts {
  private DenseBlockProducts() {}

  /**
   * M_i v_i.
   *
   * @param matrices rows * d_i entries each
   * @param columns the d_i
   */
  static Blocks times(Blocks matrices, Dims columns, Blocks v) {
    BlockSet set = matrices.set();
    Vec[] parts = new Vec[set.size()];
    int[] rows = new int[set.blocks()];
    for (int p = 0; p < set.size(); p++) {
      Vec m = matrices.atPosition(p);
      int d = columns.of(set.id(p));
      int r = d == 0 ? 0 : m.dim() / d;
      rows[set.id(p)] = r;
      parts[p] = Vec.zeros(r);
      for (int a = 0; a < r; a++) {
        parts[p].set(a, m.slice(a * d, (a + 1) * d).dot(v.atPosition(p)));
      }
    }
    return CheckRun.join(set, Dims.of(rows), parts);
  }

  /**
   * M_i^T u.
   *
   * @param matrices rows * d_i entries each
   * @param columns the d_i
   */
  static Blocks transposedTimes(Blocks matrices, Dims columns, Vec u) {
    BlockSet set = matrices.set();
    Blocks out = Blocks.zeros(set, columns);
    for (int p = 0; p < set.size(); p++) {
      int d = columns.of(set.id(p));
      for (int a = 0; d > 0 && a < u.dim(); a++) {
        out.atPosition(p).axpy(u.get(a), matrices.atPosition(p).slice(a * d, (a + 1) * d));
      }
    }
    return out;
  }
}
