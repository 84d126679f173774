package org.bilevel4j.eval.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import org.assertj.core.data.Offset;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.testing.KnownProblems;
import org.bilevel4j.eval.testing.LogisticProblem;
import org.bilevel4j.eval.testing.SmallProblem;
import org.junit.jupiter.api.Test;

class ExactSolverTest {
  private static final Offset<Double> TIGHT = within(1e-9);
  private static final ExactOptions OPTIONS = ExactOptions.defaults().withTolerances(1e-12, 1e-13);

  private static ExactSolver solver(SmallProblem problem) {
    return new ExactSolver(problem, WorkerTeam.single(), OPTIONS);
  }

  private static ExactPoint at(SmallProblem problem, double... x) {
    return solver(problem).at(Vec.of(x), Blocks.state(problem.lowerDims()), Dual.none());
  }

  private static Weights mean(SmallProblem problem) {
    return Weights.mean(BlockSet.all(problem.blocks()));
  }

  @Test
  void should_give_the_closed_form_of_p0() {
    SmallProblem p0 = KnownProblems.p0();
    for (double x : new double[] {-1, 0.5, 3}) {
      ExactPoint p = at(p0, x);
      ExactHypergradient g = solver(p0).hypergradient(p, mean(p0));
      assertThat(p.lower().at().at(0).get(0)).isCloseTo(x, TIGHT);
      assertThat(g.adjoint().at().at(0).get(0)).isCloseTo(x - 1, TIGHT);
      assertThat(g.at().get(0)).isCloseTo(2 * x - 1, TIGHT);
    }
    assertThat(at(p0, 0.5).value(mean(p0))).isCloseTo(0.25, TIGHT);
  }

  @Test
  void should_give_the_closed_form_of_p1_with_free_duals() {
    SmallProblem p1 = KnownProblems.p1(ConvexSet.all());
    ExactPoint p = at(p1, -0.1);
    ExactHypergradient g = solver(p1).hypergradient(p, mean(p1));
    assertThat(p.reached()).isTrue();
    assertThat(p.dual().at(0).get(0)).isCloseTo(-1.1, TIGHT);
    assertThat(p.dual().at(1).get(0)).isCloseTo(0.8, TIGHT);
    assertThat(p.lower().at().at(1).get(0)).isCloseTo(0.8, TIGHT);
    assertThat(g.adjoint().at().at(0).get(0)).isCloseTo(-2.1, TIGHT);
    assertThat(g.adjoint().at().at(1).get(0)).isCloseTo(0.4, TIGHT);
    assertThat(g.at().norm()).isLessThan(1e-9);
    assertThat(p.value(mean(p1))).isCloseTo(1.725, TIGHT);
    Vec elsewhere = solver(p1).hypergradient(at(p1, 0.3), mean(p1)).at();
    assertThat(elsewhere.get(0)).isCloseTo(5 * 0.3 + 0.5, TIGHT);
  }

  @Test
  void should_give_the_closed_form_of_p1_with_duals_at_least_zero() {
    SmallProblem p1 = KnownProblems.p1(ConvexSet.nonNegative());
    ExactPoint p = at(p1, -2.0 / 9);
    assertThat(p.dual().at(0).get(0)).isZero();
    assertThat(p.dual().at(1).get(0)).isCloseTo(5.0 / 9, TIGHT);
    assertThat(p.value(mean(p1))).isCloseTo(25.0 / 18, TIGHT);
    assertThat(solver(p1).hypergradient(p, mean(p1)).at().norm()).isLessThan(1e-9);
    assertThat(solver(p1).dualGap(p, p.dual())).isLessThan(1e-9);
  }

  @Test
  void should_maximise_over_a_shared_dual() {
    SmallProblem shared = KnownProblems.sharedDual();
    ExactPoint p = at(shared, 2);
    assertThat(p.dual().at(1).get(0)).isCloseTo(1.5, TIGHT);
    Dual off = new Dual.Shared(Vec.of(1));
    assertThat(solver(shared).dualGap(p, off)).isCloseTo(0.5, TIGHT);
    assertThat(solver(shared).hypergradient(p, mean(shared)).at().get(0)).isCloseTo(2.5, TIGHT);
  }

  @Test
  void should_give_zero_at_the_saddle_of_p2() {
    SmallProblem p2 = KnownProblems.p2();
    ExactPoint p = at(p2, 2 * Math.sqrt(2) - 3);
    Weights saddle = Weights.of(Vec.of(2 - Math.sqrt(2), Math.sqrt(2) - 1));
    assertThat(solver(p2).hypergradient(p, saddle).at().norm()).isLessThan(1e-9);
    assertThat(p.value(saddle)).isCloseTo(12 - 8 * Math.sqrt(2), TIGHT);
  }

  @Test
  void should_agree_with_central_differences_of_the_resolved_objective() {
    SmallProblem problem = new LogisticProblem(3, 6, 2);
    double[] x = {-3, -2, -1, -4, 0, -2};
    Weights w = Weights.of(Vec.of(0.5, 0.2, 0.3));
    Vec g = solver(problem).hypergradient(at(problem, x), w).at();
    Vec difference = Vec.zeros(6);
    for (int j = 0; j < 6; j++) {
      double h = 1e-4;
      double[] up = x.clone();
      double[] down = x.clone();
      up[j] += h;
      down[j] -= h;
      difference.set(j, (at(problem, up).value(w) - at(problem, down).value(w)) / (2 * h));
    }
    assertThat(g.distance(difference)).isLessThan(1e-6 * g.norm());
    assertThat(g.norm()).isGreaterThan(1e-3);
  }

  @Test
  void should_agree_between_a_dense_factor_and_conjugate_gradients() {
    SmallProblem products = new LogisticProblem(3, 6, 2);
    SmallProblem dense = new LogisticProblem(3, 6, 2).offering(EnumSet.allOf(OracleCall.class));
    double[] x = {-3, -2, -1, -4, 0, -2};
    Weights w = mean(products);
    ExactHypergradient a = solver(products).hypergradient(at(products, x), w);
    ExactHypergradient b = solver(dense).hypergradient(at(dense, x), w);
    assertThat(a.adjoint().allReached() && b.adjoint().allReached()).isTrue();
    assertThat(a.at().distance(b.at())).isLessThan(1e-10 * a.at().norm());
  }

  @Test
  void should_refuse_an_adjoint_where_lower_variables_are_bound() {
    SmallProblem problem = KnownProblems.boxed(new Box(-1, 1));
    ExactPoint p = at(problem, 0.5);
    assertThat(ExactSolver.solvesAdjoint(problem)).isFalse();
    assertThatThrownBy(() -> solver(problem).hypergradient(p, mean(problem)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("constrained");
  }

  @Test
  void should_give_the_same_bits_on_two_threads() {
    SmallProblem problem = new LogisticProblem(5, 6, 4);
    double[] x = {-3, -2, -1, -4, 0, -2};
    try (WorkerTeam team = WorkerTeam.of(2)) {
      ExactSolver two = new ExactSolver(problem, team, OPTIONS);
      ExactPoint p = two.at(Vec.of(x), Blocks.state(problem.lowerDims()), Dual.none());
      ExactPoint q = at(problem, x);
      assertThat(p.values().toArray()).isEqualTo(q.values().toArray());
      assertThat(two.hypergradient(p, mean(problem)).at().toArray())
          .isEqualTo(solver(problem).hypergradient(q, mean(problem)).at().toArray());
    }
  }
}
