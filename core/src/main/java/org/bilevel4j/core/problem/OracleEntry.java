package org.bilevel4j.core.problem;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bilevel4j.core.util.UserError;

/**
 * How the catalogue finds an oracle, a way to make derivatives; registered as a service. The key
 * {@code oracle} of an experiment names one, and every solver then sees the application's problem
 * through it.
 */
public interface OracleEntry {

  /** The name users type, for instance "finite-difference". */
  String name();

  /** Further names. */
  default List<String> aliases() {
    return List.of();
  }

  /** One line: what it is. */
  String title();

  /** Authors, year. */
  String source();

  /** One line: how far a derivative is from the true one. */
  String error();

  /** The default parameters, the only place where default numbers stand. */
  Record defaults();

  /**
   * A problem with derivatives made this way.
   *
   * @param own the application's problem, whose own answers may be used
   * @param params of the class of {@link #defaults()}
   * @throws UserError when the problem does not offer what this oracle is made from
   */
  BilevelProblem over(BilevelProblem own, Record params);

  /**
   * Refuses a problem that does not offer what an oracle is made from.
   *
   * @param oracle its name
   * @throws UserError naming the oracle, the problem and what is missing
   */
  static void require(String oracle, Set<OracleCall> calls, BilevelProblem own) {
    String missing =
        calls.stream()
            .sorted()
            .filter(c -> c.arisesIn(own) && !own.offers().contains(c))
            .map(OracleCall::name)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new UserError(
          "oracle '"
              + oracle
              + "' is made from "
              + missing
              + ", which oracle '"
              + own.oracleName()
              + "' of '"
              + own.name()
              + "' does not offer.",
          "'oracle: analytic', the problem's own.");
    }
  }
}
