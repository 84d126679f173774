package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bilevel4j.core.auto.CurvatureEstimator;
import org.bilevel4j.core.auto.StepSizes;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.quadratic.QuadraticProblem;

/** With every step size chosen automatically, no run diverges and x gets nearer its target. */
final class AutoContract {
  private static final int STEPS = 2000;
  private static final double LEFT = 0.5;

  private AutoContract() {}

  static void check(Fixture f) {
    QuadraticProblem problem = f.exact();
    Record params = f.solver().params();
    List<String> names = StepSizes.names(params);
    assertThat(names).as("step sizes that have a role").isNotEmpty();
    Record chosen;
    try (CurvatureEstimator probe = new CurvatureEstimator(problem, 1)) {
      Set<String> all = new LinkedHashSet<>(names);
      chosen = StepSizes.choose(params, all, probe, STEPS, f.entry().name()).params();
      assertThat(StepSizes.risks(chosen, probe, STEPS))
          .filteredOn(risk -> risk.contains("1/L_g"))
          .isEmpty();
    }
    Vec target = CorrectContract.target(f).orElse(null);
    try (Run<?> run = f.run((Solver<?>) chosen, problem, RunSpec.of(1, STEPS))) {
      Vec start = run.state().currentX();
      RunResult result = run.execute(List.of());

      assertThat(result.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
      if (target != null) {
        assertThat(result.last().x().distance(target))
            .as("distance to x* with %s", chosen)
            .isLessThan(LEFT * start.distance(target));
      }
    }
  }
}
