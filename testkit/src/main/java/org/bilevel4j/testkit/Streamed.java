package org.bilevel4j.testkit;

import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;

/** A problem of exact losses whose last block says that its upper rows are a stream. */
final class Streamed extends DelegatingShape implements BilevelProblem {
  private final BilevelProblem inner;

  Streamed(BilevelProblem inner) {
    super(inner);
    this.inner = inner;
  }

  @Override
  public Rows upperRows(int block) {
    return block == blocks() - 1 ? Rows.stream(16) : inner.upperRows(block);
  }

  @Override
  public Set<OracleCall> offers() {
    return inner.offers();
  }

  @Override
  public String oracleName() {
    return inner.oracleName();
  }

  @Override
  public Map<String, String> provenance() {
    return inner.provenance();
  }

  @Override
  public Oracle open(Workspace workspace) {
    return inner.open(workspace);
  }
}
