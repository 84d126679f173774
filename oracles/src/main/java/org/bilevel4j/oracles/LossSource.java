package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.Draw;

/** The losses that are differenced: those of a model, or the values of a problem. */
interface LossSource extends AutoCloseable {

  /** Closes the oracles that were opened to answer. */
  @Override
  default void close() {}

  /** f of a set on one draw. */
  SampledLosses upper(BlockSet set, Draw draw);

  /** g of a set on one draw. */
  SampledLosses lower(BlockSet set, Draw draw);

  /** The losses of a model. */
  static LossSource of(BilevelModel model) {
    return new LossSource() {
      @Override
      public SampledLosses upper(BlockSet set, Draw draw) {
        return SampledLosses.upper(model, set, draw);
      }

      @Override
      public SampledLosses lower(BlockSet set, Draw draw) {
        return SampledLosses.lower(model, set, draw);
      }
    };
  }
}
