package org.bilevel4j.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReducedQuadraticTest {
  private static QuadraticProblem random(DualSide.Kind kind, int m, int dx, int dy, int da) {
    RandomQuadratic design = new RandomQuadratic(dx, dy, da, 10, 0.5);
    List<QuadraticBlock> blocks = new ArrayList<>();
    Rng rng = Key.of(3).rng();
    for (int i = 0; i < m; i++) {
      blocks.add(design.block(rng, rng, rng));
    }
    return QuadraticProblem.of("random", dx, kind, blocks);
  }

  private static Vec point(int d) {
    Vec x = Vec.zeros(d);
    for (int j = 0; j < d; j++) {
      x.set(j, Math.sin(j + 1));
    }
    return x;
  }

  @ParameterizedTest
  @CsvSource({"NONE,0", "SIMPLEX,0", "PER_BLOCK,2"})
  void should_agree_with_inner_solutions_at_any_point(DualSide.Kind kind, int da) {
    QuadraticProblem p = random(kind, 5, 4, 3, da);
    ReducedQuadratic reduced = new ReducedQuadratic(p);
    QuadraticSolution solution = new QuadraticSolution(p);
    Vec x = point(4);
    Vec w = Vec.of(0.1, 0.3, 0.2, 0.15, 0.25);

    assertThat(reduced.values(x).distance(solution.values(x))).isLessThan(1e-13);
    assertThat(reduced.gradient(x, w).distance(solution.gradient(x, w))).isLessThan(1e-13);
    assertThat(reduced.meanMinimiser().distance(solution.meanMinimiser())).isLessThan(1e-13);
  }

  @Test
  void should_take_the_best_alpha_for_all_blocks_together_when_it_is_shared() {
    QuadraticProblem p = random(DualSide.Kind.SHARED, 4, 3, 2, 2);
    ReducedQuadratic reduced = new ReducedQuadratic(p);
    Vec x = point(3);
    var solution = new QuadraticSolution(p);
    var y = solution.lower(x);
    Vec alpha = solution.bestDual(x, y).at(0);
    double mean = 0;
    Vec slope = Vec.zeros(2);
    for (int i = 0; i < 4; i++) {
      mean += p.block(i).f().value(x, y.at(i), alpha) / 4;
      p.block(i).f().addGradDual(1, x, y.at(i), alpha, slope);
    }

    assertThat(slope.norm()).isLessThan(1e-13);
    assertThat(reduced.value(x)).isCloseTo(mean, within(1e-13));
    assertThat(reduced.gradient(reduced.minimiser(), Vec.of(1)).norm()).isLessThan(1e-13);
  }

  @Test
  void should_keep_the_objective_when_the_lower_level_is_put_in() {
    QuadraticProblem p = random(DualSide.Kind.PER_BLOCK, 3, 4, 3, 1);
    List<QuadraticBlock> without = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      without.add(ReducedQuadratic.withoutLowerLevel(p.block(i)));
    }
    QuadraticProblem single = QuadraticProblem.of("single", 4, DualSide.Kind.PER_BLOCK, without);
    Vec x = point(4);

    assertThat(single.lowerDims().max()).isZero();
    assertThat(new ReducedQuadratic(single).values(x).distance(new ReducedQuadratic(p).values(x)))
        .isLessThan(1e-13);
  }

  @ParameterizedTest
  @CsvSource({"1,3", "2,3", "4,3", "12,3", "12,1", "60,10", "256,5"})
  void should_find_the_worst_case_optimum_for_any_number_of_objectives(int m, int dx) {
    // GIVEN
    ReducedQuadratic reduced = new ReducedQuadratic(random(DualSide.Kind.SIMPLEX, m, dx, 2, 0));

    // WHEN
    Vec x = reduced.minimiser();

    // THEN no direction among many goes down: convexity does the rest
    double best = reduced.value(x);
    Rng rng = Key.of(8).rng();
    for (int tries = 0; tries < 2000; tries++) {
      Vec moved = x.copy();
      for (int j = 0; j < dx; j++) {
        moved.add(j, 1e-4 * rng.nextGaussian());
      }
      assertThat(reduced.value(moved)).isGreaterThan(best - 1e-12);
    }
  }

  @Test
  void should_find_the_two_objective_saddle_of_the_reference_text() {
    QuadraticForm g = QuadraticForm.of(1, 1, 0, Map.of("yy", Vec.of(1), "xy", Vec.of(-1)), 0);
    QuadraticForm one = QuadraticForm.of(1, 1, 0, Map.of("yy", Vec.of(1), "y", Vec.of(-1)), 0.5);
    QuadraticForm two = QuadraticForm.of(1, 1, 0, Map.of("yy", Vec.of(2), "y", Vec.of(2)), 1);
    ReducedQuadratic reduced =
        new ReducedQuadratic(
            QuadraticProblem.of(
                "P2",
                1,
                DualSide.Kind.SIMPLEX,
                List.of(new QuadraticBlock(one, g), new QuadraticBlock(two, g))));

    assertThat(reduced.minimiser().get(0)).isCloseTo(2 * Math.sqrt(2) - 3, within(1e-14));
    assertThat(reduced.value(reduced.minimiser())).isCloseTo(12 - 8 * Math.sqrt(2), within(1e-14));
    assertThat(reduced.meanMinimiser().get(0)).isCloseTo(-1.0 / 3, within(1e-14));
  }

  @Test
  void should_refuse_a_lower_loss_without_a_minimiser() {
    QuadraticForm f = QuadraticForm.of(1, 1, 0, Map.of("xx", Vec.of(1)), 0);
    QuadraticForm g = QuadraticForm.of(1, 1, 0, Map.of("yy", Vec.of(-1)), 0);
    QuadraticProblem p =
        QuadraticProblem.of("bad", 1, DualSide.Kind.NONE, List.of(new QuadraticBlock(f, g)));

    assertThatThrownBy(() -> new ReducedQuadratic(p))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive definite");
  }
}
