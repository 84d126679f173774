package org.bilevel4j.core.run;

import java.util.Set;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;

/** A problem whose oracle answers nothing. */
final class Misfit implements BilevelProblem {
  @Override
  public String name() {
    return "misfit";
  }

  @Override
  public int blocks() {
    return 1;
  }

  @Override
  public int upperDim() {
    return 1;
  }

  @Override
  public Dims lowerDims() {
    return Dims.uniform(1, 0);
  }

  @Override
  public Rows upperRows(int block) {
    return Rows.exact();
  }

  @Override
  public Rows lowerRows(int block) {
    return Rows.exact();
  }

  @Override
  public Set<OracleCall> offers() {
    return Set.of();
  }

  @Override
  public String oracleName() {
    return "no-oracle";
  }

  @Override
  public Oracle open(Workspace workspace) {
    throw new IllegalStateException("must not be opened");
  }
}
