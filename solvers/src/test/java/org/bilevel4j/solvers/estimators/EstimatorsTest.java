package org.bilevel4j.solvers.estimators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.run.Checkpoint;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of docs/ALGORITHMS.md, closed form 6. */
class EstimatorsTest {

  private static QuadraticProblem system(Vec h, Vec b) {
    return Directions.system(h, b);
  }

  private static QuadraticProblem reference() {
    return Directions.reference();
  }

  private static Vec solve(QuadraticProblem problem, Adjoint adjoint, long index) {
    return Directions.at0(problem).of(adjoint, index, Weights.constant(1));
  }

  private static Vec solve(QuadraticProblem problem, String estimator) {
    return Directions.at0(problem).of(estimator);
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
    Adjoint adjoint = Directions.at0(reference()).started("random-truncation(length=6, step=0.2)");
    Vec[] byLength = new Vec[6];
    int[] drawn = new int[6];
    for (int step = 0; step < 3000; step++) {
      int q = Directions.at0(reference()).context(step).key(Purpose.TRUNCATION, 0).rng().nextInt(6);
      byLength[q] = solve(reference(), adjoint, step);
      drawn[q]++;
    }

    Vec mean = Vec.zeros(2);
    for (int q = 0; q < 6; q++) {
      mean.axpy(1.0 / 6, byLength[q]);
      assertThat(drawn[q]).isBetween(400, 600);
    }
    assertThat(mean.get(0)).isCloseTo(0.737856, within(1e-12));
    assertThat(mean.get(1)).isCloseTo(0.249984, within(1e-12));
  }

  @Test
  void should_be_unbiased_for_the_truncated_series_on_rows_that_differ() {
    QuadraticProblem exact = ReferenceProblems.random(Kind.NONE, 1, 3, 2, 5);
    Vec truth = away(exact, Batch.full()).of("neumann(terms=4, step=0.9)");
    Directions rows = away(exact.withNoise(new Noise(16, 0.3, 0.1, 1)), Batch.of(1));
    Adjoint adjoint = rows.started("random-truncation(length=5, step=0.9)");
    int n = 20_000;
    Vec mean = Vec.zeros(3);
    double square = 0;
    for (int k = 0; k < n; k++) {
      Vec h = rows.of(adjoint, k, Weights.constant(1));
      mean.axpy(1.0 / n, h);
      square += h.normSquared() / n;
    }

    double deviation = Math.sqrt((square - mean.normSquared()) / n);
    assertThat(mean.distance(truth)).isLessThan(4 * deviation);
    assertThat(deviation).isLessThan(0.02 * truth.norm());
  }

  private static Directions away(QuadraticProblem problem, Batch batch) {
    Vec x = Vec.of(0.4, -0.7, 0.2);
    return new Directions(
        problem, x, Blocks.state(problem.lowerDims()), BlockSet.all(1), 0, 0, batch);
  }

  @Test
  void should_stop_cg_at_negative_curvature_and_keep_the_last_solution() {
    Vec v = solve(system(Vec.of(-1, 0, 0, -2), Vec.of(1, 1)), "cg");

    assertThat(v.toArray()).containsExactly(0, 0);
  }

  @Test
  void should_keep_what_cg_has_when_the_curvature_turns_negative() {
    Vec b = Vec.of(1, 0.1);
    Vec v = solve(system(Vec.of(1, 0, 0, -0.5), b), "cg");

    double length = b.normSquared() / (1 - 0.5 * 0.01); // the first step goes along b
    assertThat(v.get(0)).isCloseTo(length, within(1e-15));
    assertThat(v.get(1)).isCloseTo(0.1 * length, within(1e-15));
  }

  @Test
  void should_start_warm_cg_at_the_last_solution() {
    QuadraticProblem problem = reference();
    Adjoint adjoint = Directions.at0(problem).started("cg(iterations=1, warm=true)");

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
    Adjoint adjoint = Directions.at0(problem).started("exact");

    Vec v = solve(problem, adjoint, 0);

    long[] ridged = new long[1];
    List<String> remarks = new ArrayList<>();
    adjoint.visit(
        new EstimatorContractTest.Kept() {
          @Override
          public void blocks(String name, Blocks kept) {}

          @Override
          public void remark(String sentence) {
            remarks.add(sentence);
          }

          @Override
          public void counters(String name, long[] values) {
            ridged[0] += name.equals("ridged") ? values[0] : 0;
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
  void should_solve_and_report_indefinite_hessians() {
    Adjoint adjoint = Directions.at0(system(Vec.of(1, 2, 2, 1), Vec.of(3, 0))).started("exact");

    Vec v = solve(system(Vec.of(1, 2, 2, 1), Vec.of(3, 0)), adjoint, 0);

    assertThat(v.get(0)).isCloseTo(-1, within(1e-15));
    assertThat(v.get(1)).isCloseTo(2, within(1e-15));
    List<String> remarks = new ArrayList<>();
    adjoint.visit(
        new EstimatorContractTest.Kept() {
          @Override
          public void blocks(String name, Blocks kept) {}

          @Override
          public void remark(String sentence) {
            remarks.add(sentence);
          }
        });
    assertThat(remarks).singleElement().asString().startsWith("1 Hessians were indefinite");
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
    "fixed-point(steps=3), 24", // as neumann with 3 terms
    "'fixed-point(steps=3, oneBatch=true)', 12",
    "tracking, 12",
    "averaged-hessian, 12",
    "storm-hessian, 16", // the same 4 rows at two points
    "forward, 8",
    "'zeroth-order(directions=3)', 20", // the 4 rows of the lower step at three more points
    "'zeroth-order(directions=3, of=objective)', 56", // of both levels at six more points
    "value-function(steps=3), 52", // 12 of f and 24 of g in three steps, 8 at the end
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

  @Test
  void should_write_what_it_reads() {
    for (Entry<Hypergradient> e : Catalogue.load(Hypergradient.KIND).entries()) {
      String text = Hypergradient.format(e.component());
      assertThat(Hypergradient.parse(text)).isEqualTo(e.component());
      assertThat(Hypergradient.parse(e.name())).isEqualTo(e.component());
    }
    assertThat(Hypergradient.format(new Neumann(10, 0.5)))
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
    assertThatThrownBy(() -> Hypergradient.parse(text))
        .isInstanceOf(org.bilevel4j.core.util.UserError.class)
        .hasMessageContaining(message)
        .hasMessageContaining(cure == null ? "" : cure);
  }
}
