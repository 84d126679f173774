package org.bilevel4j.solvers.estimators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.LinearSystem;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.run.Checkpoint;
import org.bilevel4j.core.run.CountingOracle;
import org.bilevel4j.core.run.OracleCounts;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every estimator of the catalogue must keep, whoever adds it. */
class EstimatorContractTest {
  private static final int LOWER_STEPS = 60; // of size 0.9 on curvatures from 0.5 on: 0.55^60
  private static final double ETA = 0.9;
  private static final Weights WEIGHTS = Weights.of(Vec.of(0.1, 0.2, 0.3, 0.4));

  /** Parameters with which an estimator is exact after some steps in the same place. */
  private static final Map<String, String> ACCURATE =
      Map.of(
          "neumann", "neumann(terms=60, step=0.9)",
          "fixed-point", "fixed-point(steps=60, step=0.9)",
          "tracking", "tracking(step=0.9)",
          "truncated-reverse", "truncated-reverse(depth=60)",
          "value-function", "value-function(sigma=50, steps=100, step=0.7)",
          "random-truncation", "random-truncation(length=5, step=0.9)");

  /** Those that are away from the true direction by more than their iterations are short of. */
  private static final Set<String> BIASED =
      Set.of(
          "random-truncation",
          "one-step",
          "direct-only",
          "zeroth-order",
          "value-function",
          "rank-one");

  private final QuadraticProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 5);
  private final QuadraticProblem noisy = problem.withNoise(new Noise(32, 0.3, 0.05, 1));
  private final Vec x = Vec.of(0.4, -0.7, 0.2);
  private final Directions atRest =
      new Directions(
          problem,
          x,
          new QuadraticSolution(problem).lower(x),
          BlockSet.all(4),
          LOWER_STEPS,
          ETA,
          Batch.full());

  static Stream<String> estimators() {
    return Catalogue.load(Hypergradient.KIND).entries().stream().map(Entry::name);
  }

  private static String accurate(String name) {
    return ACCURATE.getOrDefault(name, name);
  }

  /** Anywhere, after few lower steps, on few rows. */
  private Directions onFewRows(BlockSet set) {
    return new Directions(noisy, x, Blocks.state(noisy.lowerDims()), set, 3, 0.5, Batch.of(4));
  }

  private Vec settled(String name) {
    Adjoint adjoint = atRest.started(accurate(name));
    for (int k = 0; k < 80; k++) {
      atRest.of(adjoint, k, WEIGHTS);
    }
    return atRest.of(adjoint, 80, WEIGHTS);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void should_equal_differences_of_the_objective_or_its_own_formula(String name) {
    Vec h = settled(name);

    Vec expected = BIASED.contains(name) ? byFormula(name) : byDifferences();
    assertThat(h.distance(expected)).isLessThan(1e-6 * expected.norm());
    assertThat(byFormula("none").distance(byDifferences())).isLessThan(1e-9);
  }

  /** Central differences of sum_i w_i f_i(x, y_i*(x)). */
  private Vec byDifferences() {
    QuadraticSolution reduced = new QuadraticSolution(problem);
    Vec h = Vec.zeros(3);
    for (int j = 0; j < 3; j++) {
      double[] value = new double[2];
      for (int side = 0; side < 2; side++) {
        Vec moved = x.copy();
        moved.add(j, side == 0 ? 1e-3 : -1e-3);
        Vec values = reduced.values(moved);
        for (int i = 0; i < 4; i++) {
          value[side] += WEIGHTS.at(i) * values.get(i);
        }
      }
      h.set(j, (value[0] - value[1]) / 2e-3);
    }
    return h;
  }

  /** sum_i w_i [grad_x f_i - J_i v_i] with the v_i of an estimator, in closed form. */
  private Vec byFormula(String name) {
    Vec direct = Vec.zeros(3);
    Vec implicit = Vec.zeros(3);
    for (int i = 0; i < 4; i++) {
      QuadraticBlock block = problem.block(i);
      Vec y = atRest.start().at(i);
      Vec none = Vec.zeros(0);
      Vec b = Vec.zeros(2);
      block.f().addGradX(WEIGHTS.at(i), x, y, none, direct);
      block.f().addGradY(1, x, y, none, b);
      block.g().addCrossXY(-WEIGHTS.at(i), adjoint(name, block, b), implicit);
    }
    if (name.equals("zeroth-order")) {
      implicit = alongDirections(implicit);
    }
    direct.axpy(1, implicit);
    return direct;
  }

  private Vec adjoint(String name, QuadraticBlock block, Vec b) {
    Vec h = Vec.zeros(4);
    block.g().addDenseYY(1, h);
    Vec v = b.copy();
    switch (name) {
      case "direct-only", "rank-one" -> v.fill(0); // a quotient of 0 where grad_y g is
      case "one-step" -> v.scale(ETA);
      case "random-truncation" -> {
        int q = atRest.context(80).key(Purpose.TRUNCATION, 0).rng().nextInt(5);
        for (int j = 0; j < q; j++) {
          Vec product = Vec.zeros(2);
          block.g().addHessianYY(1, v, product);
          v.axpy(-0.9, product);
        }
        v.scale(5 * 0.9);
      }
      case "value-function" -> { // sigma (y* - y_sigma) = (H + H_f / sigma)^-1 b
        block.f().addDenseYY(1.0 / 50, h);
        LinearSystem.solve(h, v);
      }
      default -> LinearSystem.solve(h, v);
    }
    return v;
  }

  private Vec alongDirections(Vec implicit) {
    Vec sum = Vec.zeros(3);
    for (int j = 0; j < 4; j++) {
      Vec u = Vec.zeros(3);
      GaussianDirections.fill(atRest.context(80).key(Purpose.DIRECTION, j), u);
      sum.axpy(implicit.dot(u) / 4, u);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void should_be_linear_in_the_weights(String name) {
    Directions few = onFewRows(BlockSet.all(4));
    Vec one = few.of(few.started(name), 0, WEIGHTS);
    Vec other = few.of(few.started(name), 0, Weights.constant(0.7));

    Vec both = few.of(few.started(name), 0, Weights.of(Vec.of(0.9, 1.1, 1.3, 1.5)));

    one.scale(2);
    one.axpy(1, other);
    assertThat(both.distance(one)).isLessThan(1e-9 * both.norm());
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void should_treat_every_block_as_if_it_were_alone(String name) {
    Directions two = onFewRows(BlockSet.of(4, 1, 3));
    Directions all = onFewRows(BlockSet.all(4));
    Adjoint sampled = two.started(name);
    Adjoint weighted = all.started(name);
    for (int k = 0; k < 3; k++) {
      Vec h = two.of(sampled, k, WEIGHTS);
      Vec same = all.of(weighted, k, Weights.of(Vec.of(0, 0.2, 0, 0.4)));

      assertThat(h.distance(same)).isLessThan(1e-11 * h.norm());
    }
    sampled.visit(
        new Kept() {
          @Override
          public void blocks(String what, Blocks kept) {
            for (int i = 0; i < 4; i++) {
              assertThat(kept.isTouched(i)).as("%s of block %s", what, i).isEqualTo(i % 2 == 1);
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void should_ask_what_its_cost_says(String name) {
    Directions few = onFewRows(BlockSet.of(4, 0, 1, 3));
    Hypergradient estimator = Hypergradient.parse(name);
    Adjoint adjoint = few.started(name);
    for (int k = 0; k < 10; k++) {
      OracleCounts counts = new OracleCounts();
      Workspace workspace = Workspace.single();
      Step step =
          few.context(k, CountingOracle.of(noisy, noisy.open(workspace), counts), workspace);

      few.of(adjoint, step, WEIGHTS);

      for (OracleCall call : OracleCall.values()) {
        Cost.Times stated = estimator.cost(3).and(OracleCall.LOWER_GRAD_Y, 3).of(call, noisy);
        assertThat(counts.calls(call))
            .as("%s of %s", call, name)
            .isBetween(3 * stated.least(), 3 * stated.most());
      }
      assertThat(estimator.calls()).containsAll(counts(counts));
    }
  }

  /** What was asked beside the three lower steps. */
  private static Set<OracleCall> counts(OracleCounts counts) {
    Set<OracleCall> asked = new java.util.HashSet<>(counts.toMap().keySet());
    if (counts.calls(OracleCall.LOWER_GRAD_Y) == 9) {
      asked.remove(OracleCall.LOWER_GRAD_Y);
    }
    return asked;
  }

  @Test
  void should_say_how_far_off_it_is_and_whether_it_needs_second_derivatives() {
    List<Entry<Hypergradient>> all = Catalogue.load(Hypergradient.KIND).entries();

    assertThat(all)
        .allSatisfy(e -> assertThat(e.component().error()).as(e.name()).isNotEqualTo("not stated"));
    assertThat(all.stream().filter(e -> !e.component().secondOrder()).map(Entry::name))
        .contains("direct-only", "value-function", "zeroth-order")
        .doesNotContain("exact", "cg", "forward", "one-step", "storm-hessian");
  }

  @Test
  void should_offer_every_row_of_the_table() {
    assertThat(estimators())
        .contains(
            "exact",
            "cg",
            "neumann",
            "fixed-point",
            "random-truncation",
            "tracking",
            "reverse",
            "forward",
            "truncated-reverse",
            "one-step",
            "direct-only",
            "averaged-hessian",
            "storm-hessian",
            "zeroth-order",
            "value-function",
            "kkt");
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void should_come_back_the_same_from_a_checkpoint(String name) {
    Directions few = onFewRows(BlockSet.of(4, 1, 3));
    Adjoint unbroken = few.started(name);
    few.of(unbroken, 0, WEIGHTS);
    few.of(unbroken, 1, WEIGHTS);
    Adjoint resumed = few.started(name);

    Checkpoint.fill(Checkpoint.bytes(unbroken::visit), name, resumed::visit);

    assertThat(few.of(resumed, 2, WEIGHTS).toArray())
        .containsExactly(few.of(unbroken, 2, WEIGHTS).toArray());
  }

  abstract static class Kept implements StateVisitor {
    @Override
    public void vec(String name, Vec v) {}

    @Override
    public void numbers(String name, double[] values) {}

    @Override
    public void counters(String name, long[] values) {}
  }
}
