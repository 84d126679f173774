package org.bilevel4j.solvers.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.run.OracleCounts;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.AffineConstraints;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.solvers.estimators.Adjoint;
import org.bilevel4j.solvers.estimators.Hypergradient;
import org.bilevel4j.solvers.lower.ConstrainedLower;
import org.bilevel4j.solvers.lower.LowerTrajectory;
import org.bilevel4j.testkit.MovingDisc;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BSG, its constrained lower level and its estimators (docs/ALGORITHMS.md 8.14, closed form 8). */
class BsgTest {
  private static final Vec UNIT = Vec.of(1, 0, 0, 1);
  private static final Map<String, Vec> SIGNS = Map.of("y", Vec.of(-1, 0, 0, -1));
  private static final Map<String, Vec> SUM = Map.of("y", Vec.of(1, 1), "c", Vec.of(1));

  private static Step context(BilevelProblem problem) {
    Workspace workspace = Workspace.single();
    return new Step(
        problem,
        problem.open(workspace),
        workspace,
        Key.of(3),
        0,
        100,
        BlockSet.all(problem.blocks()),
        r -> 1);
  }

  /** The mean hypergradient at x, by an estimator at y*(x); what it keeps is added to a list. */
  private static Vec direction(
      BilevelProblem problem, Vec x, String estimator, List<Adjoint> kept) {
    Step k = context(problem);
    Adjoint adjoint = Hypergradient.parse(estimator).start(k);
    kept.add(adjoint);
    Blocks start = Blocks.state(problem.lowerDims());
    LowerTrajectory y = LowerTrajectory.from(k, k.allBlocks(), x, start, Batch.full());
    ConstrainedLower.of("test", problem).solve(k, y, 1e-10);
    UpperPoints f = k.upper(k.allBlocks(), x, y.last(), Draw.full());
    return adjoint.direction(k, y, f, Weights.mean(k.allBlocks()));
  }

  private static Vec direction(BilevelProblem problem, Vec x) {
    return direction(problem, x, "kkt", new ArrayList<>());
  }

  /** "degenerate" and "dependent" of the kkt adjoint, and its remarks. */
  private static Map<String, Long> counters(Adjoint adjoint, List<String> remarks) {
    Map<String, Long> out = new HashMap<>();
    adjoint.visit(
        new StateVisitor() {
          @Override
          public void vec(String name, Vec v) {}

          @Override
          public void blocks(String name, Blocks b) {}

          @Override
          public void numbers(String name, double[] values) {}

          @Override
          public void counters(String name, long[] values) {
            out.put(name, values[0]);
          }

          @Override
          public void remark(String sentence) {
            remarks.add(sentence);
          }
        });
    return out;
  }

  /** f = |y - (2,2)|^2/2, g = |y - (x,-x)|^2/2. */
  private static QuadraticProblem tracking(ConvexSet lowerSet, AffineConstraints constraints) {
    QuadraticForm f = QuadraticForm.of(1, 2, 0, Map.of("yy", UNIT, "y", Vec.of(-2, -2)), 4);
    QuadraticForm g = QuadraticForm.of(1, 2, 0, Map.of("yy", UNIT, "xy", Vec.of(-1, 1)), 0);
    QuadraticBlock b = new QuadraticBlock(f, g, lowerSet, ConvexSet.all(), constraints);
    return QuadraticProblem.of("tracking", 1, Kind.NONE, List.of(b));
  }

  private static QuadraticProblem tracking(Map<String, Vec> inequality, Map<String, Vec> equality) {
    return tracking(ConvexSet.all(), AffineConstraints.of(1, 2, inequality, equality));
  }

  @Test
  void should_differentiate_the_examples_of_the_reference() {
    QuadraticProblem bounded = tracking(SIGNS, Map.of());
    QuadraticProblem boxed = tracking(ConvexSet.nonNegative(), AffineConstraints.none());
    QuadraticProblem summed = tracking(Map.of(), SUM);
    assertThat(direction(bounded, Vec.of(1)).get(0)).isCloseTo(-1, within(1e-12));
    assertThat(direction(boxed, Vec.of(1)).get(0)).isCloseTo(-1, within(1e-12));
    assertThat(direction(summed, Vec.of(0.25)).get(0)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void should_say_where_there_is_a_kink_and_where_constraints_depend_on_each_other() {
    List<Adjoint> kept = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    // GIVEN x = 0, where y* = 0 touches both bounds without a multiplier
    direction(tracking(SIGNS, Map.of()), Vec.of(0), "kkt", kept);
    direction(tracking(ConvexSet.nonNegative(), AffineConstraints.none()), Vec.of(0), "kkt", kept);
    // AND the sum of y given twice, by an equality and by an inequality whose limit it is
    Map<String, Vec> atMost = Map.of("y", Vec.of(1, 1, 1, 0), "c", Vec.of(2, 5));
    Vec clean = direction(tracking(atMost, SUM), Vec.of(0.25), "kkt", kept);

    assertThat(counters(kept.get(0), remarks)).containsEntry("degenerate", 1L);
    assertThat(counters(kept.get(1), remarks)).containsEntry("degenerate", 1L);
    assertThat(remarks).hasSize(2).allMatch(r -> r.contains("kink"));
    assertThat(counters(kept.get(2), remarks)).containsEntry("degenerate", 0L);
    assertThat(clean.get(0)).isCloseTo(0.5, within(1e-12));
  }

  /** Three blocks with d_y = 3, two inequalities and one equality with x in them, and bounds. */
  private static QuadraticProblem random(long seed, boolean constrained, ConvexSet lowerSet) {
    QuadraticProblem free = ReferenceProblems.random(Kind.NONE, 3, 2, 3, seed);
    Rng rng = Key.of(seed).child("constraints").rng();
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Map<String, Vec> inequality =
          Map.of("x", normal(rng, 4), "y", normal(rng, 6), "c", Vec.of(0.5, 0.2));
      Map<String, Vec> equality = Map.of("x", normal(rng, 2), "y", normal(rng, 3));
      QuadraticBlock b = free.block(i);
      blocks.add(
          new QuadraticBlock(
              b.f(),
              b.g(),
              lowerSet,
              ConvexSet.all(),
              constrained
                  ? AffineConstraints.of(2, 3, inequality, equality)
                  : AffineConstraints.none()));
    }
    return QuadraticProblem.of("random constrained", 2, Kind.NONE, blocks);
  }

  private static Vec normal(Rng rng, int n) {
    Vec v = Vec.zeros(n);
    for (int j = 0; j < n; j++) {
      v.set(j, rng.nextGaussian());
    }
    return v;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void should_equal_differences_of_the_exact_constrained_solution(boolean constrained) {
    int compared = 0;
    for (long seed = 1; seed <= 8; seed++) {
      QuadraticProblem problem = random(seed, constrained, new Box(-1.5, 1.5));
      QuadraticSolution solution = new QuadraticSolution(problem);
      Vec x = Vec.of(0.2, -0.3);
      try {
        if (!solution.isDifferentiable(x, 1e-2)) {
          continue;
        }
      } catch (ArithmeticException nothingFeasible) {
        continue;
      }
      compared++;
      Vec h = direction(problem, x);
      for (int j = 0; j < x.dim(); j++) {
        Vec plus = x.copy();
        Vec minus = x.copy();
        plus.add(j, 1e-4);
        minus.add(j, -1e-4);
        double slope = (solution.values(plus).sum() - solution.values(minus).sum()) / 2e-4 / 3;
        assertThat(h.get(j)).as("seed %s", seed).isCloseTo(slope, within(1e-9));
      }
    }
    assertThat(compared).isGreaterThan(2);
  }

  @Test
  void should_differentiate_a_curved_constraint_that_moves() {
    MovingDisc disc = new MovingDisc();
    for (Vec x : List.of(Vec.of(2, 1), Vec.of(1.3, 0.6), Vec.of(3, 2.5), Vec.of(3.9, 3.8))) {
      Vec h = direction(disc, x);
      for (int j = 0; j < 2; j++) {
        Vec plus = x.copy();
        Vec minus = x.copy();
        plus.add(j, 1e-5);
        minus.add(j, -1e-5);
        double slope = (value(disc, plus) - value(disc, minus)) / 2e-5;
        assertThat(h.get(j)).isCloseTo(slope, within(1e-9));
      }
    }
    assertThat(direction(disc, Vec.of(2, 1)).norm()).isLessThan(1e-14);
  }

  private static double value(MovingDisc disc, Vec x) {
    Step k = context(disc);
    Blocks y = Blocks.state(disc.lowerDims());
    disc.solve(0, x, y.at(0), Vec.zeros(1), 0);
    return k.upper(k.allBlocks(), x, y, Draw.full()).values().get(0);
  }

  private static final Map<String, String> KKT =
      Map.of("estimator", "kkt", "etaX", "0.3", "lowerBatch", "full", "upperBatch", "full");

  @Test
  void should_solve_the_moving_disc() {
    Snapshot last = Runs.last(new MovingDisc(), "bsg", KKT, 300);
    assertThat(last.x().distance(Vec.of(2, 1))).isLessThan(1e-13);
    assertThat(last.lower().orElseThrow().at(0).distance(Vec.of(2.2, 1.6))).isLessThan(1e-13);
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 12}) // most others have their minimum on a kink
  void should_reach_the_closed_form_under_affine_constraints(long seed) {
    QuadraticProblem problem = random(seed, true, ConvexSet.all());
    Vec target = new QuadraticSolution(problem).meanMinimiser();
    Snapshot last = Runs.last(problem, "bsg", KKT, 2000);
    assertThat(last.x().distance(target)).isLessThan(1e-12);
    double largest = 0;
    for (int i = 0; i < 3; i++) {
      Vec multipliers = Vec.zeros(3);
      problem.lowerSolver().orElseThrow().solve(i, target, Vec.zeros(3), multipliers, 0);
      largest = Math.max(largest, multipliers.slice(0, 2).max());
    }
    assertThat(largest).as("multipliers of inequalities").isPositive();
  }

  @Test
  void should_count_within_its_cost_where_the_problem_solves_its_own_lower_level() {
    QuadraticProblem problem = random(9, true, ConvexSet.all());
    Solver<?> solver = Runs.solver("bsg", KKT);
    int steps = 5;
    try (Run<?> run = Run.of("bsg", solver, problem, RunSpec.of(1, steps))) {
      OracleCounts counts = run.execute(List.of()).counts();

      assertThat(counts.calls(OracleCall.LOWER_GRAD_Y)).isZero();
      for (OracleCall call : OracleCall.values()) {
        Cost.Times stated = solver.cost().of(call, problem);
        long blocks = (long) steps * problem.blocks();
        assertThat(counts.calls(call))
            .as("%s", call)
            .isBetween(stated.least() * blocks, stated.most() * blocks);
      }
    }
  }

  @Test
  void should_refuse_constraints_that_nobody_serves() {
    assertThatThrownBy(() -> Runs.last(new MovingDisc(), "bsg", Map.of(), 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("bsg")
        .hasMessageContaining("does not handle lower constraints");
    QuadraticProblem round = tracking(new Ball(1), AffineConstraints.none());
    assertThatThrownBy(() -> Runs.last(round, "bsg", KKT, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no solver of its own");
  }

  @Test
  void should_do_without_second_derivatives_by_differences() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 5);
    Vec x = Vec.of(0.4, -0.7, 0.2);
    Step k = context(problem);
    Blocks y = new QuadraticSolution(problem).lower(x);
    LowerTrajectory path = LowerTrajectory.from(k, k.allBlocks(), x, y, Batch.full());
    UpperPoints f = k.upper(k.allBlocks(), x, y, Draw.full());
    Weights mean = Weights.mean(k.allBlocks());
    Vec products = Hypergradient.parse("cg").start(k).direction(k, path, f, mean);
    Vec differences = Hypergradient.parse("fd").start(k).direction(k, path, f, mean);
    assertThat(differences.distance(products)).isBetween(0.0, 1e-9);
  }

  @ParameterizedTest
  @CsvSource({"cg, 1e-12", "exact, 1e-12", "kkt, 1e-12", "finite-difference-cg, 1e-9"})
  void should_reach_the_closed_form_with_every_sound_estimator(String estimator, double bound) {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 1);
    Map<String, String> set =
        Map.of("estimator", estimator, "etaX", "0.1", "etaY", "0.8", "threshold", "1");
    Snapshot last = Runs.last(problem, "bsg", set, 2000);
    assertThat(last.x().distance(new QuadraticSolution(problem).meanMinimiser())).isLessThan(bound);
  }

  @Test
  void should_make_more_lower_steps_as_told() {
    assertThat(lowerCalls(Map.of("length", "constant", "lowerSteps", "4"), 6)).isEqualTo(24);
    assertThat(lowerCalls(Map.of("length", "growing", "lowerSteps", "3", "period", "2"), 8))
        .isEqualTo(1 + 1 + 2 + 2 + 3 + 3 + 3 + 3);
    assertThat(lowerCalls(Map.of("lowerSteps", "3", "threshold", "1e9"), 5))
        .as("the first step has nothing to compare with")
        .isEqualTo(1 + 1 + 2 + 3 + 3);
    assertThat(lowerCalls(Map.of("lowerSteps", "3", "threshold", "0"), 5)).isEqualTo(5);
  }

  private static long lowerCalls(Map<String, String> set, int steps) {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 1, 3, 2, 1);
    try (Run<?> run = Run.of("bsg", Runs.solver("bsg", set), problem, RunSpec.of(1, steps))) {
      return run.execute(List.of())
          .counts()
          .calls(org.bilevel4j.core.problem.OracleCall.LOWER_GRAD_Y);
    }
  }

  /** Lower steps short of the solution, so that grad_y g is small and not zero. */
  private static RunResult rankOne(String cap) {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 1);
    Map<String, String> set =
        Map.of("estimator", "bsg-1(cap=" + cap + ")", "etaX", "0.1", "length", "constant");
    try (Run<?> run = Run.of("bsg", Runs.solver("bsg", set), problem, RunSpec.of(1, 2000))) {
      return run.execute(List.of());
    }
  }

  @Test
  void should_keep_the_rank_one_heuristic_finite_by_its_cap_alone() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 1);
    Vec target = new QuadraticSolution(problem).meanMinimiser();
    RunResult capped = rankOne("1");
    RunResult free = rankOne("Infinity");
    assertThat(free.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
    assertThat(free.steps()).isLessThan(31);
    assertThat(capped.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    assertThat(capped.last().x().distance(target)).as("its own point").isGreaterThan(0.1);
  }

  @Test
  void should_leave_the_implicit_term_out_where_the_lower_slope_vanishes() {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 2, 3, 2, 1);
    Vec x = Vec.of(0.4, -0.7, 0.2);
    Step k = context(problem);
    Blocks y = new QuadraticSolution(problem).lower(x);
    LowerTrajectory path = LowerTrajectory.from(k, k.allBlocks(), x, y, Batch.full());
    UpperPoints f = k.upper(k.allBlocks(), x, y, Draw.full());
    Weights mean = Weights.mean(k.allBlocks());
    Adjoint adjoint = Hypergradient.parse("rank-one").start(k);
    Vec h = adjoint.direction(k, path, f, mean);
    List<String> remarks = new ArrayList<>();
    assertThat(h.toArray()).containsExactly(f.gradX(mean).toArray());
    assertThat(counters(adjoint, remarks)).containsEntry("zero", 2L).containsEntry("capped", 0L);
    assertThat(remarks).singleElement().asString().contains("heuristic");
  }
}
