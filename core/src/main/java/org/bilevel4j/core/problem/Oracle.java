package org.bilevel4j.core.problem;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;

/**
 * Makes points: a place (x, y, dual), a set of blocks and a draw, at which losses and derivatives
 * can be asked. One oracle belongs to one run and is used by one thread at a time; inside, it may
 * use the workspace's team.
 *
 * <p>A point is valid until x, y or the dual changes or the step ends. Whatever two questions share
 * (a forward pass, say) is computed once.
 *
 * <p>Whoever opened an oracle closes it, before its workspace.
 */
public interface Oracle extends AutoCloseable {

  /**
   * The lower losses g_i of a set of blocks.
   *
   * @param set the blocks, at least one
   * @param x (d_x), not modified and not copied
   * @param y at least the blocks of the set, not modified and not copied
   * @param draw the rows of each block
   */
  LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw);

  /**
   * The upper losses f_i of a set of blocks.
   *
   * @param set the blocks, at least one
   * @param x (d_x), not modified and not copied
   * @param y at least the blocks of the set, not modified and not copied
   * @param dual what enters f_i besides x and y, not modified and not copied
   * @param draw the rows of each block
   */
  UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw);

  /**
   * Gives back what it holds beside the workspace: memory outside the heap, oracles that it opened
   * itself. Its points cannot be asked afterwards.
   */
  @Override
  default void close() {}
}
