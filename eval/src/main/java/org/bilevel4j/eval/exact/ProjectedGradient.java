package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;

/**
 * Accelerated projected gradient steps for convex functions on convex sets, all blocks at once
 * (Nesterov 1983; Beck, Teboulle 2009), with restarts where momentum climbs (O'Donoghue, Candes
 * 2015). The step 1/L of a block is found by doubling L until {@code (grad(z+) - grad(z)).(z+ - z)
 * <= L ||z+ - z||^2}, which needs no difference of values and so stays reliable near the solution.
 */
final class ProjectedGradient {
  private static final double FIRST_L = 1e-2;
  private static final int DOUBLINGS = 100;

  private final BlockGradients losses;
  private final Blocks now;
  private final Blocks ahead; // the point with momentum
  private final Blocks slope; // gradients there
  private final double[] scales;
  private final boolean[] reached;
  private final double[] residual;
  private final double[] curvature; // L
  private final double[] momentum;

  /**
   * A solve.
   *
   * @param at all blocks, packed: start and result, modified
   * @param scales per block
   * @param reached per block, written for the blocks of the set; modified
   * @param residual per block, relative, written likewise; modified
   */
  ProjectedGradient(
      BlockGradients losses, Blocks at, double[] scales, boolean[] reached, double[] residual) {
    this.losses = losses;
    this.now = at;
    this.ahead = Blocks.zeros(at.set(), at.dims());
    this.slope = Blocks.zeros(at.set(), at.dims());
    this.scales = scales;
    this.reached = reached;
    this.residual = residual;
    this.curvature = new double[at.set().blocks()];
    this.momentum = new double[at.set().blocks()];
  }

  /** Solves the blocks of a set. */
  void solve(BlockSet set, double tolerance, int steps) {
    now.project(set, losses::set);
    Blocks first = losses.gradients(set, now);
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      curvature[id] = FIRST_L;
      momentum[id] = 1;
      ahead.at(id).copyFrom(now.at(id));
      judge(id, now.at(id), first.atPosition(p), tolerance);
    }
    BlockSet active = Sets.where(set, i -> !reached[i]);
    for (int k = 0; k < steps && active.size() > 0; k++) {
      slope.copyFrom(losses.gradients(active, ahead));
      active = move(active, tolerance);
    }
  }

  private void judge(int id, Vec z, Vec g, double tolerance) {
    residual[id] = BlockGradients.residual(losses.set(id), z, g) / scales[id];
    reached[id] = residual[id] <= tolerance;
  }

  /** One step of every block; returns those that moved and are not done. */
  private BlockSet move(BlockSet active, double tolerance) {
    Blocks trial = Blocks.zeros(now.set(), now.dims());
    boolean[] moved = new boolean[now.set().blocks()];
    BlockSet trying = active;
    for (int d = 0; d < DOUBLINGS && trying.size() > 0; d++) {
      for (int p = 0; p < trying.size(); p++) {
        int id = trying.id(p);
        Vec to = trial.at(id);
        to.copyFrom(ahead.at(id));
        to.axpy(-1 / curvature[id], slope.at(id));
        losses.set(id).project(to);
      }
      Blocks there = losses.gradients(trying, trial);
      for (int p = 0; p < trying.size(); p++) {
        int id = trying.id(p);
        moved[id] = fits(id, trial.at(id), there.atPosition(p));
        if (moved[id]) {
          judge(id, trial.at(id), there.atPosition(p), tolerance);
          accelerate(id, trial.at(id));
        } else {
          curvature[id] *= 2;
        }
      }
      trying = Sets.where(trying, i -> !moved[i]);
    }
    return Sets.where(active, i -> moved[i] && !reached[i]);
  }

  private boolean fits(int id, Vec to, Vec gradient) {
    Vec step = to.copy();
    step.axpy(-1, ahead.at(id));
    Vec change = gradient.copy();
    change.axpy(-1, slope.at(id));
    return change.dot(step) <= curvature[id] * step.normSquared();
  }

  private void accelerate(int id, Vec to) {
    Vec step = to.copy();
    step.axpy(-1, now.at(id));
    if (slope.at(id).dot(step) > 0) {
      momentum[id] = 1;
      curvature[id] /= 2;
    }
    double next = (1 + Math.sqrt(1 + 4 * momentum[id] * momentum[id])) / 2;
    now.at(id).copyFrom(to);
    ahead.at(id).copyFrom(to);
    ahead.at(id).axpy((momentum[id] - 1) / next, step);
    momentum[id] = next;
  }
}
