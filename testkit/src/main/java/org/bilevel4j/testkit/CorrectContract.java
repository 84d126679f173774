package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.quadratic.ReducedQuadratic;

/**
 * The closed-form solution is reached within testkit's error table, {@code errors.properties}:
 * {@code SOLVER.DUAL = TARGET ERROR}, the error being the distance to x*, on the random reference
 * problem from several seeds and on the bilinear one; {@code SOLVER.DUAL.bilinear} is a row of the
 * latter's own. The table belongs to testkit, not to the solver.
 */
final class CorrectContract {
  /** Of the random reference problem, beside the one of all other contracts. */
  static final List<Integer> MORE_SEEDS = List.of(2, 3);

  /** Targets that depend on the lower losses through y_i*(x) alone. */
  private static final Set<String> OF_TRUE_MINIMISERS = Set.of("mean", "worst-case", "direct");

  private static final String BILINEAR = ".bilinear";

  private CorrectContract() {}

  static void check(Fixture f) {
    check(f, f.exact(), "", row(f, ""));
  }

  /** On the random reference problem from another seed, to the same error. */
  static void check(Fixture f, int seed) {
    check(f, f.exact(seed), "", row(f, ""));
  }

  static void bilinear(Fixture f) {
    bilinear(f, row(f, BILINEAR));
  }

  /** The same with a row that is not in the table. */
  static void bilinear(Fixture f, String row) {
    check(f, f.bilinear(), BILINEAR, row);
  }

  /** The same on the random reference problem. */
  static void check(Fixture f, String row) {
    check(f, f.exact(), "", row);
  }

  private static void check(Fixture f, QuadraticProblem problem, String family, String row) {
    String[] words = row.split("\\s+");
    if (words.length < 2) {
      SolverContract.skip(f, "correct", "testkit's error table has no row '" + name(f) + "'");
    }
    if (f.posing() != Posing.PLAIN && !OF_TRUE_MINIMISERS.contains(words[0])) {
      SolverContract.skip(f, "correct", "'" + words[0] + "' is a point of the quadratic losses");
    }
    Vec target = target(problem, words[0]);
    double bound = Double.parseDouble(words[1]);
    ContractSettings settings = f.settings();
    RunSpec spec = settings.returning(RunSpec.of(1, settings.correctSteps(family)));
    try (Run<?> run = f.run(f.solver(settings.correctParameters(family)), problem, spec)) {
      RunResult result = run.execute(List.of());

      assertThat(result.returned().x().distance(target))
          .as("distance to x* of '%s' after %s steps", problem.name(), result.steps())
          .isLessThanOrEqualTo(bound);
    }
  }

  /** What the solver is to reach; empty when testkit's error table does not say. */
  static Optional<Vec> target(Fixture f) {
    String row = row(f, "");
    return row.isEmpty() ? Optional.empty() : Optional.of(target(f.exact(), row.split("\\s+")[0]));
  }

  private static String row(Fixture f, String family) {
    Properties table = ContractSettings.read("/org/bilevel4j/testkit/errors.properties");
    String own = table.getProperty(name(f), f.settings().reaches());
    return table.getProperty(name(f) + family, own).trim();
  }

  private static String name(Fixture f) {
    return f.entry().name() + "." + f.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * "mean", "worst-case", "direct", "unrolled(steps,step)", "constrained(delta)", "penalty(sigma)",
   * "worst-penalty(sigma)" or "worst-adapted(step)".
   */
  private static Vec target(QuadraticProblem problem, String text) {
    int open = text.indexOf('(');
    String name = open < 0 ? text : text.substring(0, open);
    String[] numbers = (open < 0 ? "0" : text.substring(open + 1, text.length() - 1)).split(",");
    double number = Double.parseDouble(numbers[numbers.length - 1]);
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
      case "unrolled" -> StationaryPoints.unrolled(problem, Integer.parseInt(numbers[0]), number);
      case "penalty" -> StationaryPoints.penalty(problem, number);
      case "worst-penalty" -> new ReducedQuadratic(Penalised.of(problem, number)).minimiser();
      case "worst-adapted" -> new ReducedQuadratic(Adapted.of(problem, number)).minimiser();
      default -> throw new IllegalStateException("target '" + text + "' is not known.");
    };
  }
}
