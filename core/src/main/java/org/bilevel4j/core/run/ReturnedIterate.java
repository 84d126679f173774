package org.bilevel4j.core.run;

/** Which iterate a run returns. */
public enum ReturnedIterate {
  /** The last one. */
  LAST,
  /** One drawn uniformly from all iterates after a step, as most theorems ask. */
  RANDOM,
  /** The one with the lowest watched validation value. */
  BEST,
  /** The mean of x and of the weights over the tail of the run; y and dual are the last ones. */
  AVERAGE
}
