package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.exact.ExactPoint;
import org.bilevel4j.eval.exact.ExactSolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The value function of models without a lower solver of their own, and its gradient. */
class ModelsAreExactTest {
  private static final double STEP = 1e-3;

  static Stream<Arguments> applications() {
    Map<String, Object> cleaning =
        Map.of("trainRows", 80, "validationRows", 60, "testRows", 10, "ridge", 0.01);
    return Stream.of(
        Arguments.of("logistic-hpo", Map.of()), Arguments.of("hypercleaning", cleaning));
  }

  @ParameterizedTest
  @MethodSource("applications")
  void should_have_the_slope_of_the_re_solved_value(String name, Map<String, Object> set) {
    BilevelProblem problem =
        Catalogue.load(ApplicationFactory.KIND)
            .get(name)
            .with(set)
            .create(Optional.empty(), 1)
            .problem();
    assertThat(problem.lowerSolver()).isEmpty();
    Rng rng = Key.of(4).rng();
    Vec x = Vec.zeros(problem.upperDim());
    Vec u = Vec.zeros(problem.upperDim());
    for (int j = 0; j < x.dim(); j++) {
      x.set(j, rng.uniform(-1, 1));
      u.set(j, rng.uniform(-1, 1));
    }
    try (ExactSolver exact =
        new ExactSolver(problem, WorkerTeam.single(), ExactOptions.defaults())) {
      ExactPoint at = at(exact, problem, x, 0, u);
      assertThat(at.reached()).isTrue();
      Vec gradient = exact.hypergradient(at, Weights.constant(1)).at();
      double slope =
          (at(exact, problem, x, STEP, u).values().get(0)
                  - at(exact, problem, x, -STEP, u).values().get(0))
              / (2 * STEP);
      assertThat(gradient.dot(u)).isCloseTo(slope, within(1e-5 * Math.abs(slope)));
    }
  }

  private static ExactPoint at(
      ExactSolver exact, BilevelProblem problem, Vec x, double t, Vec direction) {
    Vec moved = x.copy();
    moved.axpy(t, direction);
    return exact.at(moved, Blocks.state(problem.lowerDims()), Dual.none());
  }
}
