package org.bilevel4j.core.problem;

import java.util.Set;
import java.util.stream.Collectors;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Kind;
import org.bilevel4j.core.util.UserError;

/**
 * A way to make derivatives. The key {@code oracle} of an experiment names one with its parameters,
 * and every solver then sees the application's problem through it.
 */
public interface OracleFactory extends Component {

  /** The kind of component it is. */
  Kind<OracleFactory> KIND =
      new Kind<>(OracleFactory.class, "oracle", "finite-difference(step=1e-4)");

  /** One line: how far a derivative is from the true one. */
  String error();

  /**
   * A problem with derivatives made this way.
   *
   * @param own the application's problem, whose own answers may be used
   * @throws UserError when the problem does not offer what this oracle is made from
   */
  BilevelProblem over(BilevelProblem own);

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
