package org.bilevel4j.datasets.task;

/** How rows are dealt into parts. */
public enum SplitKind {
  /** The parts that come with the data; validation rows are drawn where it has none. */
  OFFICIAL,
  /** By key and shares. */
  RANDOM,
  /** By key and shares, every class on its own. */
  STRATIFIED
}
