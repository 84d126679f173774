package org.bilevel4j.eval.exact;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.bilevel4j.core.math.BlockSet;

/** Smaller sets out of larger ones. */
final class Sets {
  private Sets() {}

  /** The blocks of a set whose id passes; the same set when all do. */
  static BlockSet where(BlockSet set, IntPredicate keep) {
    int[] ids = new int[set.size()];
    int n = 0;
    for (int p = 0; p < set.size(); p++) {
      if (keep.test(set.id(p))) {
        ids[n++] = set.id(p);
      }
    }
    return n == set.size() ? set : BlockSet.of(set.blocks(), Arrays.copyOf(ids, n));
  }
}
