package org.example.valley;

import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleFactory;
import org.bilevel4j.oracles.GradientDifferenceOracle;

/** Second derivatives by differences over long steps. */
@Listed(
    name = "long-steps",
    title = "differences of somebody else",
    source = "Somebody Else, 2026")
public record LongSteps(@Param(value = "length of a step", range = "above 0") double length)
    implements OracleFactory {
  /** The defaults. */
  public LongSteps() {
    this(0.05);
  }

  @Override
  public String error() {
    return "none where gradients are linear";
  }

  @Override
  public BilevelProblem over(BilevelProblem own) {
    return GradientDifferenceOracle.ofGradients(own, length);
  }
}
