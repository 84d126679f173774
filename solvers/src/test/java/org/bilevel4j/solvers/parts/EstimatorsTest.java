package org.bilevel4j.solvers.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.problem.Workspace;
import org.bilevel4j.core.quadratic.Noise;
import org.bilevel4j.core.quadratic.QuadraticBlock;
import org.bilevel4j.core.quadratic.QuadraticForm;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.quadratic.QuadraticSolution;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.Checkpoint;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of algorithms.md 8.6. */
class EstimatorsTest {

  /** J = -I, so that a direction is v itself: H and b as given, grad_x f = 0. */
  private static QuadraticProblem system(Vec h, Vec b) {
    QuadraticForm f = QuadraticForm.of(2, 2, 0, Map.of("y", b), 0);
    QuadraticForm g = QuadraticForm.of(2, 2, 0, Map.of("yy", h, "xy", Vec.of(-1, 0, 0, -1)), 0);
    return QuadraticProblem.of("system", 2, Kind.NONE, List.of(new QuadraticBlock(f, g)));
  }

  private static QuadraticProblem reference() {
    return system(Vec.of(1, 0, 0, 4), Vec.of(1, 1));
  }

  private static Step context(QuadraticProblem problem, long index) {
    Workspace workspace = Workspace.single();
    return new Step(
        problem,
        problem.open(workspace),
        workspace,
        Key.of(3),
        index,
        100,
        BlockSet.all(problem.blocks()),
        r -> 1);
  }

  private static Vec solve(QuadraticProblem problem, Adjoint adjoint, long index) {
    Step k = context(problem, index);
    Vec x = Vec.zeros(2);
    Blocks y = Blocks.state(problem.lowerDims());
    LowerPath path = LowerPath.from(k, k.allBlocks(), x, y, Batch.full());
    UpperPoints f = k.upper(k.allBlocks(), x, y, Draw.full());
    return adjoint.direction(k, path, f, Weights.constant(1));
  }

  private static Vec solve(QuadraticProblem problem, String estimator) {
    return solve(problem, EstimatorCatalogue.parse(estimator).start(context(problem, -1)), 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exact",
        "exact(oneBatch=false)",
        "cg",
        "cg(iterations=2)",
        "cg(warm=true, iterations=2)",
        "neumann(terms=200, step=0.2)"
      })
  void should_solve_the_adjoint_system(String estimator) {
    Vec v = solve(reference(), estimator);

    assertThat(v.get(0)).isCloseTo(1, within(1e-12));
    assertThat(v.get(1)).isCloseTo(0.25, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.2, 0.2",
    "1, 0.36, 0.24",
    "5, 0.737856, 0.249984",
    "20, 0.9907766, 0.25",
  })
  void should_sum_the_neumann_series(int terms, double first, double second) {
    Vec v = solve(reference(), "neumann(terms=" + terms + ", step=0.2)");

    assertThat(v.get(0)).isCloseTo(first, within(5e-8));
    assertThat(v.get(1)).isCloseTo(second, within(5e-8));
  }

  @Test
  void should_average_random_truncation_to_the_truncated_series() {
    Adjoint adjoint = new RandomTruncation(6, 0.2).start(context(reference(), -1));
    Vec[] byLength = new Vec[6];
    int[] drawn = new int[6];
    for (int step = 0; step < 3000; step++) {
      int q = context(reference(), step).key(TRUNCATION, 0).rng().nextInt(6);
      byLength[q] = solve(reference(), adjoint, step);
      drawn[q]++;
    }

    double mean = 0;
    for (int q = 0; q < 6; q++) {
      mean += byLength[q].get(0) / 6;
      assertThat(drawn[q]).isBetween(400, 600);
    }
    assertThat(mean).isCloseTo(0.737856, within(1e-12));
  }

  private static final org.bilevel4j.core.problem.Purpose TRUNCATION =
      org.bilevel4j.core.problem.Purpose.TRUNCATION;

  @Test
  void should_unroll_every_lower_step_backwards() {
    QuadraticForm f = QuadraticForm.of(2, 2, 0, Map.of("y", Vec.of(1, 1)), 0);
    QuadraticForm g =
        QuadraticForm.of(
            2, 2, 0, Map.of("yy", Vec.of(1, 0, 0, 2), "xy", Vec.of(-1, 0, -0.5, -1)), 0);
    QuadraticProblem problem =
        QuadraticProblem.of("unrolled", 2, Kind.NONE, List.of(new QuadraticBlock(f, g)));
    Step k = context(problem, 0);
    Vec x = Vec.of(0.3, -0.2);
    LowerPath y =
        LowerPath.from(k, k.allBlocks(), x, Blocks.state(problem.lowerDims()), Batch.full());
    for (int t = 0; t < 4; t++) {
      y.descend(0.3, y.points().gradY());
    }
    UpperPoints at = k.upper(k.allBlocks(), x, y.last(), Draw.full());

    Vec all = new Reverse(0).start(k).direction(k, y, at, Weights.constant(1));
    Vec last = new Reverse(1).start(k).direction(k, y, at, Weights.constant(1));
    Vec one = new OneStep().start(k).direction(k, y, at, Weights.constant(1));

    assertThat(all.get(0)).isCloseTo(0.7599, within(1e-12));
    assertThat(all.get(1)).isCloseTo(0.86715, within(1e-12));
    assertThat(last.toArray()).containsExactly(one.toArray());
    assertThat(one.get(0)).isCloseTo(0.3, within(1e-15));
    assertThat(one.get(1)).isCloseTo(0.45, within(1e-15));
  }

  @Test
  void should_stop_cg_at_negative_curvature_and_keep_the_last_solution() {
    Vec v = solve(system(Vec.of(-1, 0, 0, -2), Vec.of(1, 1)), "cg");

    assertThat(v.toArray()).containsExactly(0, 0);
  }

  @Test
  void should_start_warm_cg_at_the_last_solution() {
    QuadraticProblem problem = reference();
    Adjoint adjoint =
        EstimatorCatalogue.parse("cg(iterations=1, warm=true)").start(context(problem, -1));

    Vec first = solve(problem, adjoint, 0);
    Vec second = solve(problem, adjoint, 1);
    Vec third = solve(problem, adjoint, 2);

    Vec exact = Vec.of(1, 0.25);
    assertThat(second.distance(exact)).isLessThan(first.distance(exact));
    assertThat(third.distance(exact)).isLessThan(second.distance(exact));
    assertThat(Checkpoint.bytes(adjoint::visit)).isNotEmpty();
  }

  @Test
  void should_add_and_report_a_ridge_when_the_hessian_is_singular() {
    QuadraticProblem problem = system(Vec.of(1, 0, 0, 0), Vec.of(1, 0));
    Adjoint adjoint = EstimatorCatalogue.parse("exact").start(context(problem, -1));

    Vec v = solve(problem, adjoint, 0);

    long[] ridged = new long[1];
    List<String> remarks = new ArrayList<>();
    adjoint.visit(
        new Numbers() {
          @Override
          public void remark(String sentence) {
            remarks.add(sentence);
          }

          @Override
          public void counters(String name, long[] values) {
            ridged[0] = values[0];
          }
        });
    assertThat(ridged[0]).isEqualTo(1);
    assertThat(remarks)
        .singleElement()
        .asString()
        .startsWith("1 Hessians were not safely positive");
    assertThat(v.get(0)).isCloseTo(1, within(1e-6));
  }

  @Test
  void should_take_the_direct_part_only() {
    assertThat(solve(reference(), "direct-only").toArray()).containsExactly(0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "neumann(terms=3), 24", // LOWER 4, UPPER 4, three HESSIAN 4, CROSS 4
    "'neumann(terms=3, oneBatch=true)', 12",
    "'neumann(terms=3, batch=2)', 16",
    "'neumann(terms=3, batch=full)', 40",
    "exact, 12",
    "exact(oneBatch=false), 16",
    "cg, 12",
    "one-step, 8",
    "reverse, 8",
    "direct-only, 8",
  })
  void should_draw_rows_as_told(String estimator, long rows) {
    QuadraticProblem problem =
        ReferenceProblems.random(Kind.SIMPLEX, 1, 3, 2, 1).withNoise(new Noise(32, 0.1, 0.01, 1));
    Solver<?> morbit =
        Runs.solver("morbit", Map.of("estimator", estimator, "lowerBatch", "4", "upperBatch", "4"));
    try (Run<?> run = Run.of("morbit", morbit, problem, RunSpec.of(1, 1))) {
      run.step();

      assertThat(run.counts().samples()).isEqualTo(rows);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact", "cg(iterations=50)", "neumann(terms=400, step=0.9)"})
  void should_equal_differences_of_the_reduced_objective(String estimator) {
    QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 5);
    QuadraticSolution reduced = new QuadraticSolution(problem);
    Vec x = Vec.of(0.4, -0.7, 0.2);
    Blocks y = reduced.lower(x);
    Step k = context(problem, 0);
    Vec w = Vec.of(0.1, 0.2, 0.3, 0.4);
    LowerPath path = LowerPath.from(k, k.allBlocks(), x, y, Batch.full());
    UpperPoints f = k.upper(k.allBlocks(), x, y, Draw.full());

    Vec h = EstimatorCatalogue.parse(estimator).start(k).direction(k, path, f, Weights.of(w));

    for (int j = 0; j < x.dim(); j++) {
      Vec plus = x.copy();
      Vec minus = x.copy();
      plus.add(j, 1e-3);
      minus.add(j, -1e-3);
      double slope = (reduced.values(plus).dot(w) - reduced.values(minus).dot(w)) / 2e-3;
      assertThat(h.get(j)).isCloseTo(slope, within(1e-9));
    }
  }

  @Test
  void should_write_what_it_reads() {
    for (EstimatorEntry e : EstimatorCatalogue.load().entries()) {
      String text = EstimatorCatalogue.format(e.defaults());
      assertThat(EstimatorCatalogue.parse(text)).isEqualTo(e.defaults());
      assertThat(EstimatorCatalogue.parse(e.name())).isEqualTo(e.defaults());
    }
    assertThat(EstimatorCatalogue.format(new Neumann(10, 0.5)))
        .isEqualTo("neumann(terms=10, step=0.5, batch=lower, oneBatch=false)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "neuman | estimator 'neuman' is not known | neumann",
        "neumann(term=3) | neumann: parameter 'term' is not known | terms",
        "neumann(terms=-1) | neumann: terms is -1, must be at least 0 | ",
        "neumann(terms=x) | neumann: terms = 'x' cannot be read, must be a whole number | ",
        "neumann(terms=1, terms=2) | parameter 'terms' is given twice | ",
        "neumann(5) | neumann: '5' is not of the form key=value | write it like",
        "neumann(terms=5 | lacks its closing bracket | write it like",
      })
  void should_refuse_what_it_cannot_read(String text, String message, String cure) {
    assertThatThrownBy(() -> EstimatorCatalogue.parse(text))
        .isInstanceOf(org.bilevel4j.core.util.UserError.class)
        .hasMessageContaining(message)
        .hasMessageContaining(cure == null ? "" : cure);
  }

  private abstract static class Numbers implements org.bilevel4j.core.solver.StateVisitor {
    @Override
    public void vec(String name, Vec v) {}

    @Override
    public void blocks(String name, Blocks b) {}

    @Override
    public void numbers(String name, double[] values) {}
  }
}
