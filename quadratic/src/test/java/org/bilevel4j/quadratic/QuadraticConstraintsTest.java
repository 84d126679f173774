package org.bilevel4j.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadraticConstraintsTest {
  private static final Vec ONE = Vec.of(1);

  private static Vec normal(Rng rng, int n) {
    Vec v = Vec.zeros(n);
    for (int j = 0; j < n; j++) {
      v.set(j, rng.nextGaussian());
    }
    return v;
  }

  /** f = |y - (2,2)|^2/2, g = |y - (x,-x)|^2/2 (docs/ALGORITHMS.md, closed form 8). */
  private static QuadraticBlock tracking(ConvexSet set, AffineConstraints constraints) {
    Vec unit = Vec.of(1, 0, 0, 1);
    QuadraticForm f = QuadraticForm.of(1, 2, 0, Map.of("yy", unit, "y", Vec.of(-2, -2)), 4);
    QuadraticForm g = QuadraticForm.of(1, 2, 0, Map.of("yy", unit, "xy", Vec.of(-1, 1)), 0);
    return new QuadraticBlock(f, g, set, ConvexSet.all(), constraints);
  }

  private static QuadraticProblem problem(QuadraticBlock... blocks) {
    return QuadraticProblem.of(
        "constrained", blocks[0].f().upperDim(), DualSide.Kind.NONE, List.of(blocks));
  }

  private static AffineConstraints nonNegative() {
    return AffineConstraints.of(1, 2, Map.of("y", Vec.of(-1, 0, 0, -1)), Map.of());
  }

  private static AffineConstraints sumIsOne() {
    return AffineConstraints.of(1, 2, Map.of(), Map.of("y", Vec.of(1, 1), "c", ONE));
  }

  @Test
  void should_solve_the_bounded_example_of_the_reference_however_it_is_written() {
    for (QuadraticBlock b :
        List.of(
            tracking(ConvexSet.all(), nonNegative()),
            tracking(ConvexSet.nonNegative(), AffineConstraints.none()))) {
      QuadraticSolution solution = new QuadraticSolution(problem(b));
      assertThat(solution.lower(ONE).at(0).toArray()).containsExactly(1, 0);
      assertThat(solution.gradients(ONE).get(0).get(0)).isEqualTo(-1);
      assertThat(solution.isDifferentiable(ONE, 1e-9)).isTrue();
      assertThat(solution.isDifferentiable(Vec.of(0), 1e-9)).isFalse();
    }
  }

  @Test
  void should_give_the_multipliers_of_the_reference() {
    QuadraticProblem bounded = problem(tracking(ConvexSet.all(), nonNegative()));
    Vec y = Vec.zeros(2);
    Vec multipliers = Vec.zeros(2);
    assertThat(bounded.lowerSolver().orElseThrow().solve(0, ONE, y, multipliers, 0)).isTrue();
    assertThat(multipliers.toArray()).containsExactly(0, 1);

    QuadraticProblem summed = problem(tracking(ConvexSet.all(), sumIsOne()));
    Vec nu = Vec.zeros(1);
    assertThat(summed.lowerSolver().orElseThrow().solve(0, Vec.of(0.25), y, nu, 0)).isTrue();
    assertThat(y.toArray()).containsExactly(0.75, 0.25);
    assertThat(nu.get(0)).isEqualTo(-0.5);
    assertThat(new QuadraticSolution(summed).gradients(Vec.of(0.25)).get(0).get(0)).isEqualTo(0.5);
  }

  /** d_y = 4, three inequalities and one equality with x in them, and bounds on y. */
  private static QuadraticProblem random(long seed) {
    Rng rng = Key.of(seed).rng();
    int dx = 3;
    int dy = 4;
    Vec root = normal(rng, dy * dy);
    Vec h = Vec.zeros(dy * dy);
    for (int i = 0; i < dy; i++) {
      for (int j = 0; j < dy; j++) {
        for (int l = 0; l < dy; l++) {
          h.add(i * dy + j, root.get(i * dy + l) * root.get(j * dy + l));
        }
      }
      h.add(i * dy + i, 0.5);
    }
    QuadraticForm g =
        QuadraticForm.of(
            dx, dy, 0, Map.of("yy", h, "xy", normal(rng, dx * dy), "y", normal(rng, dy)), 0);
    Vec unit = Vec.zeros(dy * dy);
    Vec two = Vec.zeros(dx * dx);
    for (int j = 0; j < dy; j++) {
      unit.set(j * dy + j, 1);
    }
    for (int j = 0; j < dx; j++) {
      two.set(j * dx + j, 2);
    }
    QuadraticForm f =
        QuadraticForm.of(
            dx,
            dy,
            0,
            Map.of("yy", unit, "y", normal(rng, dy), "xx", two, "x", normal(rng, dx)),
            0);
    AffineConstraints c =
        AffineConstraints.of(
            dx,
            dy,
            Map.of("x", normal(rng, 3 * dx), "y", normal(rng, 3 * dy), "c", Vec.of(0.4, 0.2, 0.1)),
            Map.of("x", normal(rng, dx), "y", normal(rng, dy), "c", normal(rng, 1)));
    return problem(new QuadraticBlock(f, g, new Box(-1, 1), ConvexSet.all(), c));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void should_satisfy_the_conditions_of_the_optimum_to_round_off(long seed) {
    QuadraticProblem p = random(seed);
    Rng rng = Key.of(seed).child("x").rng();
    int binding = 0;
    int solved = 0;
    for (int trial = 0; trial < 20; trial++) {
      Vec x = normal(rng, 3);
      Vec y = Vec.zeros(4);
      Vec mu = Vec.zeros(4);
      if (!p.lowerSolver().orElseThrow().solve(0, x, y, mu, 0)) {
        continue; // no feasible point
      }
      solved++;
      Vec values = Vec.zeros(4);
      LowerConstraints c = p.lowerConstraints().orElseThrow();
      c.values(0, x, y, values);
      Vec lagrangian = Vec.zeros(4);
      p.block(0).g().addGradY(1, x, y, Vec.zeros(0), lagrangian);
      p.block(0).constraints().addTransposedY(1, mu, lagrangian);
      for (int j = 0; j < 3; j++) {
        assertThat(values.get(j)).isLessThan(1e-11);
        assertThat(mu.get(j)).isNotNegative();
        assertThat(mu.get(j) * values.get(j)).isCloseTo(0, within(1e-10));
        binding += mu.get(j) > 0 ? 1 : 0;
      }
      assertThat(values.get(3)).isCloseTo(0, within(1e-11));
      Vec moved = y.copy(); // y = P_Y(y - grad L) is what the bounds ask
      moved.axpy(-1, lagrangian);
      p.lowerSet(0).project(moved);
      assertThat(moved.distance(y)).isLessThan(1e-9);
    }
    assertThat(solved).as("solved trials").isPositive();
    assertThat(binding).as("binding inequalities").isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void should_differentiate_the_constrained_solution(long seed) {
    QuadraticProblem p = random(seed);
    QuadraticSolution solution = new QuadraticSolution(p);
    Rng rng = Key.of(seed).child("x").rng();
    int compared = 0;
    for (int trial = 0; trial < 20; trial++) {
      Vec x = normal(rng, 3);
      if (!p.lowerSolver().orElseThrow().solve(0, x, Vec.zeros(4), Vec.zeros(4), 0)
          || !solution.isDifferentiable(x, 1e-2)) {
        continue;
      }
      compared++;
      Vec gradient = solution.gradients(x).get(0);
      for (int j = 0; j < 3; j++) {
        Vec plus = x.copy();
        Vec minus = x.copy();
        plus.add(j, 1e-4);
        minus.add(j, -1e-4);
        double slope = (solution.values(plus).get(0) - solution.values(minus).get(0)) / 2e-4;
        assertThat(gradient.get(j)).isCloseTo(slope, within(1e-9 * (1 + Math.abs(slope))));
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void should_minimise_from_piece_to_piece() {
    // GIVEN f = |y-(2,2)|^2/2 with y = (max(x,0), max(-x,0)): x = 2 and -2 are minimisers
    QuadraticSolution solution =
        new QuadraticSolution(problem(tracking(ConvexSet.all(), nonNegative())));
    // THEN the minimiser of one piece is found, not the kink at 0
    Vec x = solution.meanMinimiser();
    assertThat(Math.abs(x.get(0))).isCloseTo(2, within(1e-12));
    assertThat(solution.gradient(x, ONE).norm()).isLessThan(1e-12);
  }

  @Test
  void should_be_found_by_a_search_and_called_one_of_several() {
    QuadraticProblem bounded = problem(tracking(ConvexSet.all(), nonNegative()));
    QuadraticOptimum found = OptimumSearch.of(bounded).optimum().orElseThrow();
    assertThat(Math.abs(found.x().get(0))).isCloseTo(2, within(1e-12));
    assertThat(found.value()).isCloseTo(2, within(1e-12));
    assertThat(found.unique()).isFalse();
    OptimumSearch.Result held = OptimumSearch.of(bounded.withUpperSet(new Box(-1, 1)));
    assertThat(held.optimum()).isEmpty();
    assertThat(held.why()).contains("piecewise quadratic");
    QuadraticProblem round = problem(tracking(new Ball(1), AffineConstraints.none()));
    assertThat(OptimumSearch.of(round).optimum()).as("nobody solves for y in a ball").isEmpty();
  }

  @Test
  void should_say_that_a_minimiser_on_a_kink_is_not_known() {
    // GIVEN F(x) = max(x, 0) + (x + 1/2)^2/2 - x, whose minimum lies on the kink at 0
    QuadraticForm f = QuadraticForm.of(1, 1, 0, Map.of("xx", ONE, "x", Vec.of(-0.5), "y", ONE), 0);
    QuadraticForm g = QuadraticForm.of(1, 1, 0, Map.of("yy", ONE, "xy", Vec.of(-1)), 0);
    AffineConstraints c = AffineConstraints.of(1, 1, Map.of("y", Vec.of(-1)), Map.of());
    QuadraticProblem kinked = problem(new QuadraticBlock(f, g).withConstraints(c));
    // THEN
    assertThatThrownBy(() -> new QuadraticSolution(kinked).meanMinimiser())
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("kink");
    assertThat(OptimumSearch.of(kinked).why()).contains("no piece holds its own minimiser");
  }

  @Test
  void should_let_constraints_see_shared_and_own_part_of_x_only() {
    QuadraticForm form = QuadraticForm.of(2, 1, 0, Map.of("yy", ONE), 0);
    AffineConstraints c = AffineConstraints.of(2, 1, Map.of("x", Vec.of(3, 5), "y", ONE), Map.of());
    QuadraticBlock b = new QuadraticBlock(form, form).withConstraints(c);
    QuadraticProblem local =
        QuadraticProblem.withLocalParts(
            "local", DualSide.Kind.NONE, List.of(b, b), LocalParts.of(1, 1, 1));
    LowerConstraints constraints = local.lowerConstraints().orElseThrow();
    Vec out = Vec.zeros(1);
    constraints.values(1, Vec.of(1, 100, 10), Vec.of(7), out);
    Vec transposed = Vec.zeros(3);
    constraints.addJacobianXTransposed(1, Vec.zeros(3), Vec.zeros(1), 2, ONE, transposed);
    assertThat(out.get(0)).isEqualTo(3 + 50 + 7);
    assertThat(transposed.toArray()).containsExactly(6, 0, 10);
  }

  @Test
  void should_find_that_nothing_is_feasible() {
    AffineConstraints c =
        AffineConstraints.of(1, 2, Map.of("y", Vec.of(1, 0, -1, 0), "c", Vec.of(-1, -1)), Map.of());
    QuadraticProblem empty = problem(tracking(ConvexSet.all(), c));
    LowerSolver solver = empty.lowerSolver().orElseThrow();
    assertThat(solver.solve(0, ONE, Vec.zeros(2), Vec.zeros(2), 1)).isFalse();
    assertThatThrownBy(() -> new QuadraticSolution(empty).lower(ONE))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("block 0");
  }

  @Test
  void should_have_no_solver_where_a_projection_and_newton_serve() {
    assertThat(problem(tracking(ConvexSet.all(), AffineConstraints.none())).lowerSolver())
        .isEmpty();
    assertThat(problem(tracking(new Ball(1), AffineConstraints.none())).lowerSolver()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "z | 1 | entry of lowerInequality 'z' is not known",
        "x | 1 | lowerInequality needs an entry 'y' of rows by 2 numbers",
        "y | 1 2 3 | lowerInequality needs an entry 'y' of rows by 2 numbers",
        "y | 1 Infinity | entry 'y' of lowerInequality is not finite",
      })
  void should_refuse_constraints_that_do_not_fit(String key, String numbers, String message) {
    double[] entries =
        java.util.Arrays.stream(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
    assertThatThrownBy(() -> AffineConstraints.of(1, 2, Map.of(key, Vec.of(entries)), Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void should_refuse_shapes_and_losses_that_constraints_cannot_go_with() {
    Map<String, Vec> short0 = Map.of("y", Vec.of(1, 2, 3, 4), "c", ONE);
    assertThatThrownBy(() -> AffineConstraints.of(1, 2, Map.of(), short0))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("entry 'c' of lowerEquality has 1 numbers, must have 2 by 1");
    QuadraticForm flat = QuadraticForm.of(1, 2, 0, Map.of(), 0);
    assertThatThrownBy(() -> new QuadraticBlock(flat, flat).withConstraints(sumIsOne()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("positive definite");
    assertThatThrownBy(() -> tracking(new Ball(1), sumIsOne())).isInstanceOf(UserError.class);
  }
}
