package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.stack.StackedProblem;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Solvers on m blocks stacked into one, against solvers on the m blocks. */
class StackedSolversTest {
  private static final int STEPS = 60;

  private static Map<String, Object> set(String text) {
    Map<String, Object> set = new HashMap<>();
    if (!text.contains("batch=")) {
      set.putAll(Map.of("lowerBatch", "8", "upperBatch", "8"));
    }
    for (String pair : text.split(";")) {
      set.put(pair.split("=", 2)[0].trim(), pair.split("=", 2)[1].trim());
    }
    return set;
  }

  private static QuadraticProblem noisy(Kind kind, int dy) {
    return ReferenceProblems.random(kind, 4, 3, dy, 11).withNoise(new Noise(64, 0.3, 0.05, 3));
  }

  /** The dual of a stack climbs on w_i f_i: its step size is 4 times that of the blocks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NONE | ttsa | alpha=0.2 * k^-0.5; beta=0.5 * k^-0.5"
            + "| alset | etaX=0.2 * k^-0.5; etaY=0.5 * k^-0.5; estimator=random-truncation",
        "NONE | ttsa | alpha=0.1; beta=0.5; estimator=exact"
            + "| alset | etaX=0.1; etaY=0.5; estimator=exact",
        "NONE | soba | gamma=0.1; rho=0.3 | soba | gamma=0.1; rho=0.3",
        "NONE | sustain | gamma=0.1; lambda=0.3 | sustain | gamma=0.1; lambda=0.3",
        "PER_BLOCK | mmb-v2 | etaDual=0.4 | mmb-v2 | etaDual=0.1",
        "SHARED | pdsm | batch=8; etaDual=0.1 | pdsm | batch=8; etaDual=0.1",
      })
  void should_walk_like_the_blocks(
      Kind kind, String single, String singleSet, String multi, String multiSet) {
    QuadraticProblem problem = noisy(kind, multi.equals("pdsm") ? 0 : 2);
    Snapshot blocks = Runs.last(problem, multi, set(multiSet), STEPS);
    StackedProblem stack = StackedProblem.mean(problem);
    Snapshot stacked = Runs.last(stack, single, set(singleSet), STEPS);

    assertThat(stacked.x().norm()).isPositive();
    assertThat(stacked.x().distance(blocks.x())).isLessThan(1e-13);
    blocks
        .lower()
        .ifPresent(
            y -> {
              Snapshot each = stack.unstack(stacked);
              for (int i = 0; i < 4; i++) {
                Vec own = each.lower().orElseThrow().at(i);
                assertThat(own.distance(y.at(i))).isLessThan(1e-13);
                assertThat(each.dual().at(i).distance(blocks.dual().at(i))).isLessThan(1e-13);
              }
            });
  }

  @Test
  void should_stay_in_the_upper_set_of_the_blocks() {
    StackedProblem stack =
        StackedProblem.mean(noisy(Kind.NONE, 2).withUpperSet(new Box(-0.01, 0.01)));
    Snapshot last = Runs.last(stack, "ttsa", Map.of(), STEPS);
    assertThat(stack.upperSet().violation(last.x())).isZero();
    assertThat(last.x().norm()).as("on the border").isGreaterThan(0.01);
  }

  @Test
  void should_minimise_the_weighted_sum_in_the_place_of_a_worst_case() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.SIMPLEX, 3, 3, 2, 4);
    Vec weights = Vec.of(0.2, 0.5, 0.3);
    Snapshot last =
        Runs.last(
            StackedProblem.weighted(problem, weights),
            "ttsa",
            Map.of("alpha", "0.1", "beta", "0.8", "estimator", "exact"),
            3000);
    Vec target = new QuadraticSolution(problem).minimiser(weights);
    assertThat(last.x().distance(target)).isLessThan(1e-13);
  }

  @Test
  void should_refuse_tables_by_row() {
    assertThatThrownBy(
            () -> Runs.last(StackedProblem.mean(noisy(Kind.NONE, 2)), "saba", Map.of(), 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("needs addressable rows");
  }
}
