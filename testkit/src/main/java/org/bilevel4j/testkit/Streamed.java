package org.bilevel4j.testkit;

import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.Rows;

/** A problem of exact losses whose last block says that its upper rows are a stream. */
final class Streamed extends DelegatingProblem {
  private final BilevelProblem inner;

  Streamed(BilevelProblem inner) {
    super(inner);
    this.inner = inner;
  }

  @Override
  public Rows upperRows(int block) {
    return block == blocks() - 1 ? Rows.stream(16) : inner.upperRows(block);
  }
}
