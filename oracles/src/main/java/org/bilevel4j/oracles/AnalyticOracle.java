package org.bilevel4j.oracles;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleFactory;

/** The oracle 'analytic': the problem as it is, with the derivatives of the application. */
@AutoService(Component.class)
@Listed(
    name = AnalyticOracle.NAME,
    aliases = "own",
    title = "the application's own derivatives (the default)",
    source = "the application")
public record AnalyticOracle() implements OracleFactory {
  /** Its name. */
  public static final String NAME = "analytic";

  @Override
  public String error() {
    return "rounding, where the application derives by hand";
  }

  @Override
  public BilevelProblem over(BilevelProblem own) {
    return own;
  }
}
