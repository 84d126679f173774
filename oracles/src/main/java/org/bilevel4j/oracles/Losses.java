package org.bilevel4j.oracles;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.Draw;

/** Where the losses that are differenced come from. */
interface Losses {

  /** f of a set on one draw. */
  BatchLoss upper(BlockSet set, Draw draw);

  /** g of a set on one draw. */
  BatchLoss lower(BlockSet set, Draw draw);

  /** The losses of a model. */
  static Losses of(BilevelModel model) {
    return new Losses() {
      @Override
      public BatchLoss upper(BlockSet set, Draw draw) {
        return BatchLoss.upper(model, set, draw);
      }

      @Override
      public BatchLoss lower(BlockSet set, Draw draw) {
        return BatchLoss.lower(model, set, draw);
      }
    };
  }
}
