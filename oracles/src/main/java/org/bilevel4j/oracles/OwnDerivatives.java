package org.bilevel4j.oracles;

import com.google.auto.service.AutoService;
import java.util.List;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleEntry;

/** The derivatives that the application itself answers: the problem as it is. */
@AutoService(OracleEntry.class)
public final class OwnDerivatives implements OracleEntry {

  /** No parameters. */
  public record Params() {}

  @Override
  public String name() {
    return "analytic";
  }

  @Override
  public List<String> aliases() {
    return List.of("own");
  }

  @Override
  public String title() {
    return "the application's own derivatives (the default)";
  }

  @Override
  public String source() {
    return "the application";
  }

  @Override
  public String error() {
    return "rounding, where the application derives by hand";
  }

  @Override
  public Params defaults() {
    return new Params();
  }

  @Override
  public BilevelProblem over(BilevelProblem own, Record params) {
    return own;
  }
}
