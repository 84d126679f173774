package org.bilevel4j.core.check;

import org.bilevel4j.core.math.Vec;

/**
 * A vector and what it held at some time.
 *
 * @param what its name in messages
 * @param vec the vector itself
 * @param kept its entries then
 */
record VecSnapshot(String what, Vec vec, double[] kept) {

  static VecSnapshot of(String what, Vec vec) {
    return new VecSnapshot(what, vec, vec.toArray());
  }

  /** The first entry that has changed, or -1. */
  int changed() {
    for (int j = 0; j < kept.length; j++) {
      if (Double.doubleToLongBits(kept[j]) != Double.doubleToLongBits(vec.get(j))) {
        return j;
      }
    }
    return -1;
  }

  /** "what[j] was a and is b". */
  String describe(int j) {
    return what + "[" + j + "] was " + kept[j] + " and is " + vec.get(j);
  }
}
