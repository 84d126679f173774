package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.quadratic.QuadraticSolution;
import org.bilevel4j.core.quadratic.ReducedQuadratic;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;

/**
 * The closed-form solution is reached within testkit's error table, {@code errors.properties}:
 * {@code SOLVER.DUAL = TARGET ERROR}, the error being the distance to x*. The table belongs to
 * testkit, not to the solver.
 */
final class CorrectContract {
  private CorrectContract() {}

  static void check(Fixture f) {
    String[] words = row(f).split("\\s+");
    if (words.length < 2) {
      SolverContract.skip(f, "correct", "testkit's error table has no row '" + name(f) + "'");
    }
    Vec target = target(f.exact(), words[0]);
    double bound = Double.parseDouble(words[1]);
    try (Run<?> run =
        f.run(
            f.solver(f.settings().correctParameters()),
            f.exact(),
            RunSpec.of(1, f.settings().correctSteps()))) {
      RunResult result = run.execute(List.of());

      assertThat(result.last().x().distance(target))
          .as("distance to x* after %s steps", result.steps())
          .isLessThanOrEqualTo(bound);
    }
  }

  /** What the solver is to reach; empty when testkit's error table does not say. */
  static Optional<Vec> target(Fixture f) {
    String row = row(f);
    return row.isEmpty() ? Optional.empty() : Optional.of(target(f.exact(), row.split("\\s+")[0]));
  }

  private static String row(Fixture f) {
    return ContractSettings.read("/org/bilevel4j/testkit/errors.properties")
        .getProperty(name(f), "")
        .trim();
  }

  private static String name(Fixture f) {
    return f.entry().name() + "." + f.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * "mean", "worst-case", "direct", "constrained(delta)", "penalty(sigma)", "worst-penalty(sigma)"
   * or "worst-adapted(step)".
   */
  private static Vec target(QuadraticProblem problem, String text) {
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    double number = open < 0 ? 0 : Double.parseDouble(text.substring(open + 1, text.length() - 1));
    boolean weighted = problem.dualSide().kind() == DualSide.Kind.SIMPLEX;
    boolean shared = problem.dualSide().kind() == DualSide.Kind.SHARED;
    return switch (name) {
      case "mean" ->
          shared ? StationaryPoints.exact(problem) : new QuadraticSolution(problem).meanMinimiser();
      case "worst-case" ->
          weighted
              ? new ReducedQuadratic(problem).minimiser()
              : new QuadraticSolution(problem).meanMinimiser();
      case "direct" -> StationaryPoints.direct(problem);
      case "constrained" -> StationaryPoints.constrained(problem, number);
      case "penalty" -> StationaryPoints.penalty(problem, number);
      case "worst-penalty" -> new ReducedQuadratic(Penalised.of(problem, number)).minimiser();
      case "worst-adapted" -> new ReducedQuadratic(Adapted.of(problem, number)).minimiser();
      default -> throw new IllegalStateException("target '" + text + "' is not known.");
    };
  }
}
