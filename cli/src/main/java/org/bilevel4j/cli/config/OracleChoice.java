package org.bilevel4j.cli.config;

import org.bilevel4j.core.config.Catalogue;
import org.bilevel4j.core.config.ComponentSpec;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleEntry;

/**
 * How derivatives are made: an oracle with its parameters, written {@code
 * finite-difference(step=1e-4)}.
 *
 * @param entry the oracle
 * @param parameters of it
 */
public record OracleChoice(OracleEntry entry, Record parameters) {
  /** The oracle that leaves an application's problem as it is. */
  public static final String DEFAULT = "analytic";

  private static final String EXAMPLE = "finite-difference(step=1e-4)";

  /**
   * Reads.
   *
   * @throws org.bilevel4j.core.util.UserError naming the oracle or parameter that is not known
   */
  public static OracleChoice parse(String text, Catalogue<OracleEntry> oracles) {
    ComponentSpec read = ComponentSpec.parse("oracle", text, EXAMPLE);
    OracleEntry entry = oracles.get(read.name());
    return new OracleChoice(entry, Records.bind(entry.defaults(), read.values(), entry.name()));
  }

  /** The problem as solvers see it. */
  public BilevelProblem over(BilevelProblem own) {
    return entry.over(own, parameters);
  }

  /** What {@link #parse} reads, every parameter included. */
  public String text() {
    return ComponentSpec.format(entry.name(), parameters);
  }
}
