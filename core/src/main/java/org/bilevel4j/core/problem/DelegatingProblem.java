package org.bilevel4j.core.problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.parallel.Workspace;

/** Is like another problem in every respect. Decorators of a problem extend it. */
public abstract class DelegatingProblem extends DelegatingShape implements BilevelProblem {
  private final BilevelProblem problem;

  /** The problem to be like. */
  protected DelegatingProblem(BilevelProblem problem) {
    super(problem);
    this.problem = problem;
  }

  @Override
  public Set<OracleCall> offers() {
    return problem.offers();
  }

  @Override
  public String oracleName() {
    return problem.oracleName();
  }

  @Override
  public Accuracy accuracy() {
    return problem.accuracy();
  }

  @Override
  public Optional<? extends ProblemShape> model() {
    return problem.model();
  }

  @Override
  public boolean isWorstCase() {
    return problem.isWorstCase();
  }

  @Override
  public Oracle open(Workspace workspace) {
    return problem.open(workspace);
  }

  @Override
  public List<String> remarks() {
    return problem.remarks();
  }

  @Override
  public Map<String, String> provenance() {
    return problem.provenance();
  }
}
