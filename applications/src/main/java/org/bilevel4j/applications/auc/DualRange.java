package org.bilevel4j.applications.auc;

import org.bilevel4j.core.set.ConvexSet;

/** Where the alpha of an AUC objective lives. */
public enum DualRange {
  /** R: mean scores are pulled to a distance of exactly the margin. */
  FREE,
  /** R+: no loss once the mean scores are the margin apart. */
  NONNEGATIVE;

  ConvexSet set() {
    return this == FREE ? ConvexSet.all() : ConvexSet.nonNegative();
  }
}
