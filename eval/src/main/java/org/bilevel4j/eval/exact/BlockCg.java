package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;

/**
 * Conjugate gradients on H_i v_i = b_i (Hestenes, Stiefel 1952; docs/ALGORITHMS.md 3.2), all blocks
 * of a set at once. A block that is done, or meets a direction of no positive curvature, keeps its
 * last v.
 */
final class BlockCg {
  private final HessianProducts hessian;
  private final BlockSet set;
  private final Blocks r;
  private final Blocks p;
  private final double[] rr;
  private final boolean[] open;

  private BlockCg(HessianProducts hessian, Blocks b) {
    this.hessian = hessian;
    this.set = hessian.set();
    this.r = b.copy();
    this.p = Blocks.zeros(set, b.dims());
    this.rr = new double[set.size()];
    this.open = new boolean[set.size()];
  }

  /**
   * Solves from the v given.
   *
   * @param b packed over the set, not modified
   * @param v packed over the set; start and result, modified
   * @param tolerance per position, on ||b - H v|| absolutely
   * @param steps the most products after the first residual
   * @return per position, the last residual norm of the recursion
   */
  static double[] solve(
      HessianProducts hessian, Blocks b, Blocks v, double[] tolerance, int steps) {
    BlockCg cg = new BlockCg(hessian, b);
    cg.begin(v);
    for (int k = 0; k < steps && cg.openBelow(tolerance); k++) {
      cg.step(v);
    }
    double[] norms = new double[cg.rr.length];
    for (int j = 0; j < norms.length; j++) {
      norms[j] = Math.sqrt(cg.rr[j]);
    }
    return norms;
  }

  private void begin(Blocks v) {
    if (v.flat().normSquared() != 0) {
      r.axpy(-1, hessian.times(v));
    }
    for (int j = 0; j < set.size(); j++) {
      rr[j] = r.atPosition(j).normSquared();
      open[j] = true;
    }
    p.copyFrom(r);
  }

  /** Closes the blocks that are done, and says whether any is open. */
  private boolean openBelow(double[] tolerance) {
    boolean any = false;
    for (int j = 0; j < open.length; j++) {
      if (open[j] && !(rr[j] > tolerance[j] * tolerance[j])) {
        close(j);
      }
      any |= open[j];
    }
    return any;
  }

  private void close(int j) {
    open[j] = false;
    p.atPosition(j).fill(0);
  }

  private void step(Blocks v) {
    Blocks hp = hessian.times(p);
    for (int j = 0; j < open.length; j++) {
      if (!open[j]) {
        continue;
      }
      Vec direction = p.atPosition(j);
      Vec image = hp.atPosition(j);
      double curvature = direction.dot(image);
      if (!(curvature > 0)) {
        close(j);
        continue;
      }
      double a = rr[j] / curvature;
      v.atPosition(j).axpy(a, direction);
      Vec residual = r.atPosition(j);
      residual.axpy(-a, image);
      double next = residual.normSquared();
      direction.scale(next / rr[j]);
      direction.axpy(1, residual);
      rr[j] = next;
    }
  }
}
