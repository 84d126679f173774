package org.example.valley;

import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleEntry;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.oracles.GradientDifferenceOracle;

/** Second derivatives by differences over long steps. */
public final class LongSteps implements OracleEntry {

  /** The parameters. */
  public record Params(@Param(value = "length of a step", range = "above 0") double length) {}

  @Override
  public String name() {
    return "long-steps";
  }

  @Override
  public String title() {
    return "differences of somebody else";
  }

  @Override
  public String source() {
    return "Somebody Else, 2026";
  }

  @Override
  public String error() {
    return "none where gradients are linear";
  }

  @Override
  public Params defaults() {
    return new Params(0.05);
  }

  @Override
  public BilevelProblem over(BilevelProblem own, Record params) {
    return GradientDifferenceOracle.ofGradients(own, ((Params) params).length());
  }
}
