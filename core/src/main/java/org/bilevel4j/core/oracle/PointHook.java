package org.bilevel4j.core.oracle;

import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Is told of every question to one point but {@code set()}. It may throw, which the asker sees; it
 * changes neither arguments nor answers. A point is used by one thread and asked one question at a
 * time.
 */
public interface PointHook {
  /** Is not interested. */
  PointHook NONE = new PointHook() {};

  /**
   * Before a question is answered.
   *
   * @param weights the weights of a sum over blocks, if it is one
   * @param along the vector of a product, if it is one: a {@code Vec} like x or {@code Blocks} like
   *     y
   * @param target what the answer will be added to, if it is
   */
  default void before(
      PointMethod method,
      @Nullable Weights weights,
      @Nullable Object along,
      @Nullable Vec target) {}

  /**
   * After an answer in one vector.
   *
   * @param answer the answer, or the vector that it was added to
   */
  default void after(PointMethod method, Vec answer) {}

  /** After an answer in blocks. */
  default void after(PointMethod method, Blocks answer) {}

  /** After a question, also when its answer failed; comes once for each {@link #before}. */
  default void ended() {}
}
