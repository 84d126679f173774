package org.bilevel4j.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.DenseProducts;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.set.Affine;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class OptimumSearchTest {

  private static Vec v(double... entries) {
    return Vec.of(entries);
  }

  private static QuadraticForm form(int da, Map<String, Vec> entries, double c) {
    return QuadraticForm.of(1, 1, da, entries, c);
  }

  /** g = h (y - a x - b)^2 / 2. */
  private static QuadraticForm tracking(double h, double a, double b) {
    return form(0, Map.of("yy", v(h), "xy", v(-h * a), "y", v(-h * b)), 0);
  }

  /** P1 (docs/ALGORITHMS.md, closed form 2). */
  private static QuadraticProblem p1(ConvexSet dualSet) {
    QuadraticForm f1 =
        form(1, Map.of("yy", v(1), "y", v(-2), "ax", v(1), "a", v(-1), "aa", v(1)), 2);
    QuadraticForm f2 = form(1, Map.of("yy", v(1), "ay", v(1), "aa", v(1)), 0);
    return QuadraticProblem.of(
        "P1",
        1,
        DualSide.Kind.PER_BLOCK,
        List.of(
            new QuadraticBlock(f1, tracking(1, 1, 0), ConvexSet.all(), dualSet),
            new QuadraticBlock(f2, tracking(4, 2, 1), ConvexSet.all(), dualSet)));
  }

  private static QuadraticOptimum optimum(QuadraticProblem problem) {
    OptimumSearch.Result result = OptimumSearch.of(problem);
    assertThat(result.why()).isEmpty();
    QuadraticOptimum o = result.optimum().orElseThrow();
    assertThat(o.residual()).isLessThan(1e-11);
    return o;
  }

  @Test
  void should_solve_p1_over_all_duals() {
    QuadraticOptimum o = optimum(p1(ConvexSet.all()));

    assertThat(o.x().get(0)).isCloseTo(-0.1, within(1e-15));
    assertThat(o.value()).isCloseTo(1.725, within(1e-15));
    assertThat(o.lower().at(0).get(0)).isCloseTo(-0.1, within(1e-15));
    assertThat(o.lower().at(1).get(0)).isCloseTo(0.8, within(1e-15));
    assertThat(o.dual().at(0).get(0)).isCloseTo(-1.1, within(1e-15));
    assertThat(o.dual().at(1).get(0)).isCloseTo(0.8, within(1e-15));
    assertThat(o.unique()).isTrue();
    assertThat(o.method()).startsWith("closed form");
  }

  @Test
  void should_solve_p1_over_nonnegative_duals() {
    QuadraticOptimum o = optimum(p1(ConvexSet.nonNegative()));

    assertThat(o.x().get(0)).isCloseTo(-2.0 / 9, within(1e-14));
    assertThat(o.value()).isCloseTo(25.0 / 18, within(1e-14));
    assertThat(o.dual().at(0).get(0)).isEqualTo(0);
    assertThat(o.dual().at(1).get(0)).isCloseTo(5.0 / 9, within(1e-14));
  }

  @Test
  void should_solve_the_worst_case_of_p2() {
    QuadraticForm one = form(0, Map.of("yy", v(1), "y", v(-1)), 0.5);
    QuadraticForm two = form(0, Map.of("yy", v(2), "y", v(2)), 1);
    QuadraticOptimum o =
        optimum(
            QuadraticProblem.of(
                "P2",
                1,
                DualSide.Kind.SIMPLEX,
                List.of(
                    new QuadraticBlock(one, tracking(1, 1, 0)),
                    new QuadraticBlock(two, tracking(1, 1, 0)))));

    double root = Math.sqrt(2);
    assertThat(o.x().get(0)).isCloseTo(2 * root - 3, within(1e-14));
    assertThat(o.weights().orElseThrow().get(0)).isCloseTo(2 - root, within(1e-14));
    assertThat(o.weights().orElseThrow().get(1)).isCloseTo(root - 1, within(1e-14));
    assertThat(o.value()).isCloseTo(12 - 8 * root, within(1e-14));
  }

  private static Vec normal(Rng rng, int n, double deviation) {
    Vec out = Vec.zeros(n);
    for (int j = 0; j < n; j++) {
      out.set(j, deviation * rng.nextGaussian());
    }
    return out;
  }

  /** A A' + ridge I. */
  private static Vec definite(Rng rng, int d, double ridge) {
    Vec root = normal(rng, d * d, 1 / Math.sqrt(d));
    Vec out = Vec.zeros(d * d);
    DenseProducts.addProduct(1, root, DenseProducts.transposed(root, d), d, out);
    for (int j = 0; j < d; j++) {
      out.add(j * d + j, ridge);
    }
    DenseProducts.symmetrise(out, d);
    return out;
  }

  private static QuadraticProblem random(
      DualSide.Kind kind, int m, int dx, int da, ConvexSet dualSet, long seed) {
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < m; i++) {
      Rng rng = Key.of(seed).child(i).rng();
      Map<String, Vec> f = new HashMap<>();
      f.put("xx", definite(rng, dx, 0.3));
      f.put("x", normal(rng, dx, 1));
      f.put("yy", definite(rng, 2, 0));
      f.put("y", normal(rng, 2, 1));
      f.put("ax", normal(rng, da * dx, 1));
      f.put("ay", normal(rng, da * 2, 1));
      f.put("a", normal(rng, da, 1));
      f.put("aa", definite(rng, da, 0.5));
      Map<String, Vec> g =
          Map.of(
              "yy", definite(rng, 2, 0.5), "xy", normal(rng, dx * 2, 0.5), "y", normal(rng, 2, 1));
      blocks.add(
          new QuadraticBlock(
              QuadraticForm.of(dx, 2, da, f, rng.nextGaussian()),
              QuadraticForm.of(dx, 2, 0, g, 0),
              ConvexSet.all(),
              dualSet));
    }
    return QuadraticProblem.of("random", dx, kind, blocks);
  }

  static List<ConvexSet> upperSets() {
    return List.of(
        ConvexSet.all(),
        new Box(-0.1, 0.2),
        new Ball(0.3),
        ConvexSet.simplex(),
        new Affine(Vec.of(1, 1, 1, 1, 1, 1, -1, 0, 0, 2), Vec.of(0.5, 1)));
  }

  @ParameterizedTest
  @MethodSource("upperSets")
  void should_find_an_x_that_no_feasible_one_near_beats(ConvexSet upperSet) {
    for (long seed = 1; seed <= 5; seed++) {
      QuadraticProblem problem =
          random(DualSide.Kind.SIMPLEX, 9, 5, 0, ConvexSet.all(), seed).withUpperSet(upperSet);
      QuadraticSolution solution = new QuadraticSolution(problem);
      QuadraticOptimum o = optimum(problem);
      Rng rng = Key.of(seed).child("near").rng();

      assertThat(upperSet.violation(o.x())).isLessThan(1e-14);
      assertThat(ConvexSet.simplex().violation(o.weights().orElseThrow())).isLessThan(1e-14);
      assertThat(solution.values(o.x()).max()).isCloseTo(o.value(), within(1e-12));
      for (int trial = 0; trial < 200; trial++) {
        Vec near = o.x().copy();
        near.axpy(Math.pow(10, -trial % 8), normal(rng, 5, 1));
        upperSet.project(near);
        double distance = near.distance(o.x());

        assertThat(solution.values(near).max())
            .as("seed %s, distance %s", seed, distance)
            .isGreaterThanOrEqualTo(o.value() + 0.1 * distance * distance - 1e-12);
      }
    }
  }

  /** max over alpha by many projected steps, apart from the code under test. */
  private static double value(QuadraticProblem problem, Vec x) {
    QuadraticSolution solution = new QuadraticSolution(problem);
    double sum = 0;
    for (int i = 0; i < problem.blocks(); i++) {
      QuadraticBlock b = problem.block(i);
      Vec y = solution.lower(x).at(i);
      Vec alpha = Vec.zeros(b.f().dualDim());
      for (int k = 0; k < 3000; k++) {
        Vec g = Vec.zeros(alpha.dim());
        b.f().addGradDual(1, x, y, alpha, g);
        alpha.axpy(0.1, g);
        b.dualSet().project(alpha);
      }
      sum += b.f().value(x, y, alpha) / problem.blocks();
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("upperSets")
  void should_find_the_best_x_against_duals_in_their_sets(ConvexSet dualSet) {
    ConvexSet sets = dualSet instanceof Affine ? new Affine(Vec.of(1, 2), Vec.of(1)) : dualSet;
    QuadraticProblem problem =
        random(DualSide.Kind.PER_BLOCK, 3, 5, 2, sets, 7).withUpperSet(new Box(-0.3, 0.3));
    QuadraticOptimum o = optimum(problem);
    Rng rng = Key.of(8).rng();

    assertThat(value(problem, o.x())).isCloseTo(o.value(), within(1e-12));
    for (int trial = 0; trial < 20; trial++) {
      Vec near = o.x().copy();
      near.axpy(Math.pow(10, -trial % 4), normal(rng, 5, 1));
      problem.upperSet().project(near);

      assertThat(value(problem, near)).isGreaterThanOrEqualTo(o.value() - 1e-12);
    }
  }

  @Test
  void should_let_all_blocks_share_a_dual() {
    QuadraticProblem problem = random(DualSide.Kind.SHARED, 4, 3, 2, ConvexSet.all(), 3);
    QuadraticOptimum o = optimum(problem);

    Vec alpha = ((Dual.Shared) o.dual()).alpha();
    Vec slopeDual = Vec.zeros(2);
    Vec slopeX = Vec.zeros(3);
    for (int i = 0; i < 4; i++) {
      QuadraticForm reduced = FormReduction.lower(problem.block(i));
      reduced.addGradDual(1, o.x(), Vec.zeros(0), alpha, slopeDual);
      reduced.addGradX(1, o.x(), Vec.zeros(0), alpha, slopeX);
    }
    assertThat(slopeDual.norm()).isLessThan(1e-13);
    assertThat(slopeX.norm()).isLessThan(1e-13);
  }

  @ParameterizedTest
  @EnumSource(
      value = DualSide.Kind.class,
      names = {"NONE", "SIMPLEX"})
  void should_say_so_when_f_is_not_convex(DualSide.Kind kind) {
    QuadraticForm f = form(0, Map.of("xx", v(-3), "yy", v(1)), 0);
    QuadraticProblem problem =
        QuadraticProblem.of("", 1, kind, List.of(new QuadraticBlock(f, tracking(1, 1, 0))));

    assertThat(OptimumSearch.of(problem).optimum()).isEmpty();
    assertThat(OptimumSearch.of(problem).why())
        .isEqualTo(
            kind == DualSide.Kind.NONE
                ? "F falls without bound: its Hessian has a negative eigenvalue."
                : "F_0 is not convex.");
  }

  @Test
  void should_find_one_of_many_minimisers_and_none_when_there_is_none() {
    QuadraticForm flat = QuadraticForm.of(2, 1, 0, Map.of("xx", v(1, 1, 1, 1), "x", v(-1, -1)), 0);
    QuadraticForm slope = QuadraticForm.of(2, 1, 0, Map.of("xx", v(1, 1, 1, 1), "x", v(-1, 0)), 0);
    QuadraticForm g = QuadraticForm.of(2, 1, 0, Map.of("yy", v(1)), 0);

    QuadraticOptimum o =
        optimum(
            QuadraticProblem.of("", 2, DualSide.Kind.NONE, List.of(new QuadraticBlock(flat, g))));
    assertThat(o.unique()).isFalse();
    assertThat(o.value()).isCloseTo(-0.5, within(1e-14));

    OptimumSearch.Result none =
        OptimumSearch.of(
            QuadraticProblem.of("", 2, DualSide.Kind.NONE, List.of(new QuadraticBlock(slope, g))));
    assertThat(none.optimum()).isEmpty();
  }

  @Test
  void should_go_from_piece_to_piece_where_the_lower_level_is_constrained() {
    QuadraticForm f = QuadraticForm.of(1, 2, 0, Map.of("yy", v(1, 0, 0, 1), "y", v(-2, -1)), 2.5);
    QuadraticForm g = QuadraticForm.of(1, 2, 0, Map.of("yy", v(1, 0, 0, 1), "xy", v(-1, 1)), 0);
    QuadraticBlock block =
        new QuadraticBlock(f, g, ConvexSet.nonNegative(), ConvexSet.all()); // y = max(0, (x, -x))

    QuadraticOptimum o = optimum(QuadraticProblem.of("", 1, DualSide.Kind.NONE, List.of(block)));

    assertThat(o.x().get(0)).isCloseTo(2, within(1e-12));
    assertThat(o.value()).isCloseTo(0.5, within(1e-12));
    assertThat(o.unique()).isFalse();
  }
}
