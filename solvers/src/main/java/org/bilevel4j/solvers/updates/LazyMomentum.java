package org.bilevel4j.solvers.updates;

import java.util.Arrays;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Support;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * The motion of x with momentum,
 *
 * <pre>
 * d := keep * d + add * delta,    x := P_X[x - eta * d]
 * moving average: keep = 1 - beta, add = beta;   heavy ball: keep = mu, add = 1
 * </pre>
 *
 * at a cost free of m where x has local parts: delta touches the shared part and the sampled
 * blocks' parts; the d and x of the other parts are caught up in closed form when their block is
 * next sampled. With P the product of keep and S the sum of eta P since a part was last current,
 *
 * <pre>
 * x := x - S d,    d := P d
 * </pre>
 *
 * equal to moving every part in every step up to round-off. The steps are recorded in stretches
 * short enough for P and S to keep their digits; a part whose d has shrunk below 1e-40 of itself
 * rests.
 *
 * <p>Projection of a part that was left alone happens once, when it is caught up. That is exact
 * where X is a product over single coordinates: between touches an entry of d keeps its sign, so
 * that the entry of x moves one way and stays at a bound once it gets there. For any other X, and
 * without local parts, everything moves in every step.
 */
public final class LazyMomentum implements StatePart {
  private final LocalParts parts;
  private final ConvexSet upperSet;
  private final Vec d;
  private final LazyMomentumLog log;

  // where each block's part was last current: stretch (-1: at rest, d = 0) and P, S within it
  private final long[] stretch;
  private final double[] product;
  private final double[] sum;

  private LazyMomentum(ProblemShape shape, boolean lazy) {
    this.parts = lazy ? shape.localParts() : LocalParts.none();
    this.upperSet = shape.upperSet();
    this.d = Vec.zeros(shape.upperDim());
    this.log = new LazyMomentumLog(lazy);
    int blocks = lazy ? shape.blocks() : 0;
    this.stretch = new long[blocks];
    this.product = new double[blocks];
    this.sum = new double[blocks];
    Arrays.fill(stretch, -1);
  }

  /** At rest: d = 0. */
  public static LazyMomentum start(ProblemShape shape) {
    return new LazyMomentum(shape, shape.localParts().exist() && shape.upperSet().isSeparable());
  }

  /**
   * Catches up the parts of these blocks; call it before points are asked at x for them.
   *
   * @param x modified
   */
  public void catchUp(BlockSet set, Vec x) {
    for (int p = 0; p < set.size() && parts.exist(); p++) {
      catchUp(set.id(p), x);
    }
  }

  private void catchUp(int block, Vec x) {
    if (stretch[block] < 0 || isCurrent(block)) {
      return;
    }
    LazyMomentumLog.Since since = log.since(stretch[block], product[block], sum[block]);
    Vec own = part(d, block);
    move(block, since.sum(), own, x);
    own.scale(since.product());
    if (since.product() == 0) {
      own.fill(0);
      stretch[block] = -1;
    } else {
      markCurrent(block);
    }
  }

  private void move(int block, double length, Vec own, Vec x) {
    part(x, block).axpy(-length, own);
    if (!upperSet.isAll()) {
      upperSet.project(x, range(block));
    }
  }

  private Vec part(Vec v, int block) {
    return v.slice(parts.from(block), parts.to(block));
  }

  private Support range(int block) {
    return Support.of(new int[] {parts.from(block)}, new int[] {parts.to(block)});
  }

  private boolean isCurrent(int block) {
    return stretch[block] == log.stretch()
        && product[block] == log.product()
        && sum[block] == log.sum();
  }

  private void markCurrent(int block) {
    stretch[block] = log.stretch();
    product[block] = log.product();
    sum[block] = log.sum();
  }

  /**
   * One step of d and x.
   *
   * @param set the blocks delta was computed for, caught up before
   * @param keep factor of the old d, in [0, 1]
   * @param add factor of delta
   * @param delta (d_x), zero outside the shared part and the parts of the set; not modified
   * @param eta step size, at least 0
   * @param x modified
   */
  public void move(BlockSet set, double keep, double add, Vec delta, double eta, Vec x) {
    Support touched = parts.exist() ? parts.support(set).orElse(null) : null;
    if (touched == null) {
      catchUp(set, x);
      d.scale(keep);
      d.axpy(add, delta);
      x.axpy(-eta, d);
      upperSet.project(x);
    } else {
      checkCurrent(set);
      for (int r = 0; r < touched.ranges(); r++) {
        int from = touched.from(r);
        int to = touched.to(r);
        Vec own = d.slice(from, to);
        own.scale(keep);
        own.axpy(add, delta.slice(from, to));
        x.slice(from, to).axpy(-eta, own);
      }
      upperSet.project(x, touched);
    }
    if (parts.exist()) {
      record(set, keep, eta, x);
    }
  }

  private void checkCurrent(BlockSet set) {
    for (int p = 0; p < set.size(); p++) {
      int block = set.id(p);
      if (stretch[block] >= 0 && !isCurrent(block)) {
        throw new IllegalStateException("block " + block + " moves but was not caught up.");
      }
    }
  }

  private void record(BlockSet set, double keep, double eta, Vec x) {
    log.add(keep, eta);
    for (int p = 0; p < set.size(); p++) {
      markCurrent(set.id(p));
    }
    long oldest = log.oldestNeeded();
    if (oldest >= 0) { // rarely: room for new stretches is made by catching up old parts
      for (int i = 0; i < stretch.length; i++) {
        if (stretch[i] >= 0 && stretch[i] < oldest) {
          catchUp(i, x);
        }
      }
    }
  }

  /** A fresh copy of x with every part caught up; nothing is modified. */
  public Vec current(Vec x) {
    Vec out = x.copy();
    current(x, out);
    return out;
  }

  /**
   * The same into a vector.
   *
   * @param x not modified
   * @param out (d_x), modified
   */
  public void current(Vec x, Vec out) {
    out.copyFrom(x);
    for (int i = 0; i < stretch.length; i++) {
      if (stretch[i] >= 0 && !isCurrent(i)) {
        move(i, log.since(stretch[i], product[i], sum[i]).sum(), part(d, i), out);
      }
    }
  }

  /** Shows d and the book-keeping. */
  @Override
  public void visit(StateVisitor v) {
    v.vec("d", d);
    log.visit(v);
    v.counters("since.stretch", stretch);
    v.numbers("since.product", product);
    v.numbers("since.sum", sum);
  }
}
