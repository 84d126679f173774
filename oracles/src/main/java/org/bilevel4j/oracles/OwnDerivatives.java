package org.bilevel4j.oracles;

import com.google.auto.service.AutoService;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleFactory;

/** The derivatives that the application itself answers: the problem as it is. */
@AutoService(Component.class)
@Listed(
    name = OwnDerivatives.NAME,
    aliases = "own",
    title = "the application's own derivatives (the default)",
    source = "the application")
public record OwnDerivatives() implements OracleFactory {
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
