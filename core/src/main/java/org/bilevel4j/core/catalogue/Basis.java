package org.bilevel4j.core.catalogue;

/** What the steps of a solver rest on. */
public enum Basis {
  /** The algorithm as its paper prints it. */
  PAPER,
  /** Rebuilt from the published problem statement and abstract; may differ from the paper. */
  RECONSTRUCTION,
  /** Put together here from published parts. */
  OURS
}
