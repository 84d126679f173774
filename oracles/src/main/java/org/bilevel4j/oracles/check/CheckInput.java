package org.bilevel4j.oracles.check;

import java.util.function.Consumer;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.ProblemShape;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.set.ConvexSet;

/**
 * The point and the draws at which derivatives are checked.
 *
 * @param set the blocks
 * @param x (d_x), not modified
 * @param y at least the blocks of the set, not modified
 * @param dual what enters f, not modified
 * @param upper the rows of f
 * @param lower the rows of g
 */
public record CheckInput(BlockSet set, Vec x, Blocks y, Dual dual, Draw upper, Draw lower) {

  /**
   * A random point inside the sets, near the problem's own starting points: a start moved by normal
   * noise of its own size, pulled half way back so that it does not stick to a boundary.
   *
   * @param blocks how many blocks at most
   * @throws org.bilevel4j.core.util.UserError when a batch does not fit the rows
   */
  public static CheckInput random(
      ProblemShape shape, Key key, int blocks, Batch upper, Batch lower) {
    BlockSet set = randomSet(shape.blocks(), key.child("set"), blocks);
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Draw.check(upper, shape.upperRows(id), "upper level of " + shape.name(), id);
      Draw.check(lower, shape.lowerRows(id), "lower level of " + shape.name(), id);
    }
    Vec x = Vec.zeros(shape.upperDim());
    near(x, v -> shape.startUpper(v, key.child("x start")), shape.upperSet(), key.child("x"));
    Blocks y = Blocks.zeros(set, shape.lowerDims());
    for (int p = 0; p < set.size(); p++) {
      int id = set.id(p);
      Key start = key.child("y start").child(id);
      near(
          y.atPosition(p),
          v -> shape.lowerStart().fill(id, x, start, v),
          shape.lowerSet(id),
          key.child("y").child(id));
    }
    Draw f = draw(key.child("upper"), upper);
    Draw g = draw(key.child("lower"), lower);
    return new CheckInput(set, x, y, randomDual(shape, set, key.child("dual")), f, g);
  }

  private static BlockSet randomSet(int m, Key key, int blocks) {
    if (blocks >= m) {
      return BlockSet.all(m);
    }
    Permutation order = Permutation.of(key, m);
    int[] ids = new int[blocks];
    for (int p = 0; p < blocks; p++) {
      ids[p] = order.at(p);
    }
    return BlockSet.of(m, ids);
  }

  private static Dual randomDual(ProblemShape shape, BlockSet set, Key key) {
    if (shape.dualSide() instanceof DualSide.PerBlock side) {
      Dims dims = side.dims();
      Blocks alpha = Blocks.zeros(set, dims);
      for (int p = 0; p < set.size(); p++) {
        int id = set.id(p);
        near(alpha.atPosition(p), v -> shape.startDual(id, v), shape.dualSet(id), key.child(id));
      }
      return new Dual.PerBlock(alpha);
    }
    if (shape.dualSide() instanceof DualSide.Shared side) {
      Vec alpha = Vec.zeros(side.dim());
      near(alpha, v -> shape.startDual(0, v), shape.dualSet(0), key);
      return new Dual.Shared(alpha);
    }
    return Dual.none();
  }

  private static Draw draw(Key key, Batch batch) {
    return batch instanceof Batch.Full ? Draw.full() : new Draw(key, key.child("stream"), 0, batch);
  }

  private static void near(Vec v, Consumer<Vec> start, ConvexSet set, Key key) {
    if (v.dim() == 0) {
      return;
    }
    start.accept(v);
    set.project(v);
    Vec moved = v.copy();
    Rng rng = key.rng();
    double size = Math.max(v.norm(), 1) / Math.sqrt(v.dim());
    for (int j = 0; j < v.dim(); j++) {
      moved.add(j, size * rng.nextGaussian());
    }
    set.project(moved);
    v.blend(0.5, moved);
  }
}
