package org.bilevel4j.eval.metric;

/** How much a metric costs, and so how often it is taken. */
public enum Tier {
  /** Looks at the state as it is: cheap, taken often. */
  TRACKED,
  /** Solves inner problems to tolerance: taken seldom. */
  EXACT
}
