package org.bilevel4j.solvers.bilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Classical bilevel solvers against each other (docs/ALGORITHMS.md section 12) and against closed
 * forms.
 */
class BilevelTest {
  private static final Batch ROWS = Batch.of(8);

  private static QuadraticProblem noisy(int blocks) {
    return ReferenceProblems.random(Kind.NONE, blocks, 3, 2, 11)
        .withNoise(new Noise(64, 0.3, 0.05, 3));
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

  /** "a=1; b=2" and batches of 8 rows. */
  private static Map<String, Object> set(String text) {
    Map<String, Object> set = new HashMap<>(Map.of("lowerBatch", "8", "upperBatch", "8"));
    for (String pair : text.split(";")) {
      set.put(pair.split("=", 2)[0].trim(), pair.split("=", 2)[1].trim());
    }
    return set;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soba | gamma=0.1; rho=0.3 | mmb-v2 | 4"
            + "| etaX=0.1; etaY=0.3; etaV=0.3; average.newWeight=1",
        "alset | estimator=random-truncation | ttsa | 1"
            + "| alpha=0.2 * k^-0.5; beta=0.5 * k^-0.5; estimator=random-truncation",
        "bsa | etaX=0.1; lowerSteps=3; estimator=cg | alset | 4"
            + "| etaX=0.1; etaY=0.5; lowerSteps=3; estimator=cg",
        "stocbio | shrink=1; terms=4; hessianBatch=8; crossBatch=8; lowerSteps=3 | alset | 4"
            + "| etaX=0.1; etaY=0.5; lowerSteps=3; estimator=neumann(terms=4, step=0.5)",
        // SMB, which asks at the old y, is TTSA in Jacobi's order
        "sustain | storm.power=0; gamma=0.1; lambda=0.3 | smb | 4"
            + "| etaX=0.1; etaY=0.3; average.newWeight=1; estimator=random-truncation",
        "mrbo | storm.power=0; gamma=0.1; lambda=0.3 | smb | 4"
            + "| etaX=0.1; etaY=0.3; average.newWeight=1; estimator=neumann",
      })
  void should_walk_like_each_other_bit_for_bit(
      String one, String set, String other, int blocks, String otherSet) {
    Snapshot a = Runs.last(noisy(blocks), one, set(set), 200);
    Snapshot b = Runs.last(noisy(blocks), other, set(otherSet), 200);

    assertThat(a.x().norm()).isPositive();
    assertThat(a.x().toArray()).isEqualTo(b.x().toArray());
    for (int i = 0; i < blocks; i++) {
      assertThat(a.lower().orElseThrow().at(i).toArray())
          .isEqualTo(b.lower().orElseThrow().at(i).toArray());
    }
  }

  @Test
  void should_apply_the_direction_of_soba_one_step_late_when_nothing_is_averaged() {
    Schedule eta = Schedule.constant(0.1);
    Schedule rho = Schedule.constant(0.3);
    Schedule one = Schedule.constant(1);
    MaSoba late = new MaSoba(eta, rho, rho, one, ROWS, ROWS);
    Soba plain = new Soba(eta, rho, ROWS, ROWS);
    QuadraticProblem problem = noisy(4);
    MaSoba.State s = late.init(context(problem, Step.INIT));
    Vec expected = s.x().copy();
    for (int t = 0; t < 20; t++) {
      Vec x = s.x().copy();
      Soba.State twin = new Soba.State(x.copy(), s.y().copy(), s.v().copy());

      late.step(s, context(problem, t));
      plain.step(twin, context(problem, t));

      assertThat(s.x().toArray()).as("step %s", t).containsExactly(expected.toArray());
      Vec moved = x.copy();
      moved.axpy(-0.1, s.d());
      assertThat(twin.x().toArray()).containsExactly(moved.toArray());
      expected = s.x().copy();
      expected.axpy(-0.1, s.d());
    }
    assertThat(s.x().norm()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soba | gamma=0.1; rho=0.5",
        "ma-soba | etaX=0.05; etaY=0.5; etaV=0.5; theta=0.5",
        "fsla | etaX=0.1; etaY=0.5; etaV=0.5; theta=0.5",
        "amigo | etaX=0.1",
        "stocbio | terms=60",
        "alset | etaX=0.1; etaY=0.5; estimator=exact",
        "bsa | etaX=0.1; length=sqrt; decay=0.1; estimator=exact",
        "sustain | storm.power=0; estimator=exact",
        "mrbo | storm.power=0; storm.upper=0.3; estimator=exact",
        "vrbo | estimator=exact; period=3; lowerSteps=2",
        "stable | etaX=0.1; etaY=0.5",
      })
  void should_reach_the_closed_forms(String solver, String set) {
    Snapshot p0 = Runs.last(ReferenceProblems.p0(Kind.NONE), solver, set(set), 2000);
    Snapshot p2 = Runs.last(ReferenceProblems.p2(Kind.NONE), solver, set(set), 2000);

    assertThat(p0.x().get(0)).isCloseTo(0.5, within(1e-10));
    assertThat(p2.x().get(0)).isCloseTo(-1.0 / 3, within(1e-10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f2sa | sigma=1; alpha=0.2; gamma=0.5 | 0.333333333333 | 1e-10",
        "f2sa | sigma=10; alpha=0.08; gamma=0.5; pair=independent | 0.476190476190 | 1e-10",
        "f2sa | sigma=100; alpha=0.009; gamma=0.5; lowerSteps=3 | 0.497512437811 | 1e-10",
        "bome | xi=0.02 | 0.5 | 2e-2",
        "bome | xi=0.02; barrier=gap | 0.5 | 2e-2",
        "signsgd | etaX=0.1 | 0 | 1e-10", // grad_x f = x alone
        "signsgd | etaX=0.1; start=from-x | 0.5 | 1e-10", // y = x is where signs rest
        // y = x + sqrt(2 delta): x = (1 - sqrt(2 delta)) / 2
        "pdbo | eta=0.05; etaSigma=5; delta=0.02 | 0.4 | 1e-8",
        "pdbo | eta=0.05; etaSigma=5; delta=0.02; theta=0; lowerSteps=1 | 0.4 | 1e-8",
        // N steps from a fixed start see J_N = 1 - (1 - eta)^N of dy*/dx: x = J_N / (1 + J_N)
        "pzobo | etaX=1 / (1 + k/20); etaY=0.5; lowerSteps=1; directions=20 | 0.333333333 | 1e-2",
        "pzobo | etaX=1 / (1 + k/20); etaY=0.5; lowerSteps=10; directions=20 | 0.49976 | 1e-2",
      })
  void should_reach_the_points_that_biased_solvers_have_on_p0(
      String solver, String set, double point, double error) {
    Snapshot last = Runs.last(ReferenceProblems.p0(Kind.NONE), solver, set(set), 20_000);

    assertThat(last.x().get(0)).isCloseTo(point, within(error));
  }

  @Test
  void should_walk_like_soba_when_the_table_of_saba_has_one_entry() {
    QuadraticProblem exact = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 11);
    Map<String, Object> set = Map.of("gamma", "0.1", "rho", "0.5");

    Snapshot saba = Runs.last(exact, "saba", set, 300);
    Snapshot soba = Runs.last(exact, "soba", set, 300);

    assertThat(saba.x().distance(soba.x())).isLessThan(1e-13);
    assertThat(soba.x().norm()).isPositive();
  }

  @Test
  void should_converge_with_constant_steps_on_a_finite_sum_by_tables_alone() {
    QuadraticProblem exact = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 1);
    QuadraticProblem rows = exact.withNoise(new Noise(8, 0.3, 0.05, 2));
    Vec solution = new QuadraticSolution(exact).meanMinimiser();

    Map<String, Object> steps = Map.of("gamma", "0.05", "rho", "0.1");
    Map<String, Object> single = new HashMap<>(steps);
    single.put("lowerBatch", "1");
    single.put("upperBatch", "1");

    assertThat(Runs.last(rows, "saba", steps, 20_000).x().distance(solution)).isLessThan(3e-14);
    assertThat(Runs.last(rows, "soba", single, 20_000).x().distance(solution)).isGreaterThan(1e-2);
  }

  @Test
  void should_refuse_tables_that_do_not_fit_and_say_how_large_they_are() {
    // 8 bytes times 4 blocks times 65 entries of 2 (3 questions of y) and 3 (2 of x) numbers
    assertThatThrownBy(() -> Runs.last(noisy(4), "saba", Map.of("heapShare", "0"), 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("saba: the tables of")
        .hasMessageContaining(8 * 4 * 65 * (3 * 2 + 2 * 3) + " bytes")
        .hasMessageContaining("soba");
  }

  @Test
  void should_remark_on_the_bytes_of_the_tables_before_step_0() {
    try (Run<?> run = Run.of("saba", Runs.solver("saba", Map.of()), noisy(4), RunSpec.of(1, 10))) {
      assertThat(run.remarks())
          .containsExactly(
              "the tables over all rows take " + 8 * 4 * 65 * (3 * 2 + 2 * 3) + " bytes.");
    }
  }

  @Test
  void should_know_every_row_after_a_full_pass() {
    QuadraticProblem exact = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 1);
    QuadraticProblem rows = exact.withNoise(new Noise(8, 0.3, 0, 2)); // rows differ by constants
    Map<String, Object> steps = Map.of("gamma", "0.1", "rho", "0.5");
    Map<String, Object> filled = new HashMap<>(steps);
    filled.put("tables", "full-pass");

    Vec soba = Runs.last(exact, "soba", steps, 1).x();
    Vec fromZero = Runs.last(rows, "saba", steps, 1).x();
    Vec fromPass = Runs.last(rows, "saba", filled, 1).x();

    assertThat(fromPass.distance(soba)).isLessThan(1e-14);
    assertThat(fromZero.distance(soba)).isGreaterThan(1e-3);
  }

  @Test
  void should_refuse_to_start_from_x_when_dimensions_differ() {
    Map<String, Object> set = Map.of("start", "from-x");

    assertThatThrownBy(() -> Runs.last(noisy(4), "signsgd", set, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("needs lower variables of the dimension of x");
  }

  /** P0 with y at most a bound. */
  private static final class Bounded extends DelegatingShape implements BilevelProblem {
    private final QuadraticProblem inner;
    private final double bound;

    Bounded(QuadraticProblem inner, double bound) {
      super(inner);
      this.inner = inner;
      this.bound = bound;
    }

    @Override
    public ConvexSet lowerSet(int block) {
      return new Box(-10, bound);
    }

    @Override
    public Set<OracleCall> offers() {
      return inner.offers();
    }

    @Override
    public String oracleName() {
      return inner.oracleName();
    }

    @Override
    public Oracle open(Workspace workspace) {
      return inner.open(workspace);
    }
  }

  @Test
  void should_keep_the_lower_variables_in_their_set() {
    // y = 0.1 is best, and x as near 0 as (0.1 - x)^2 / 2 <= delta lets it
    BilevelProblem bounded = new Bounded(ReferenceProblems.p0(Kind.NONE), 0.1);
    Map<String, Object> set = Map.of("eta", "0.05", "etaSigma", "5", "delta", "0.001");

    Snapshot last = Runs.last(bounded, "pdbo", set, 40_000);

    assertThat(last.x().get(0)).isCloseTo(0.1 - Math.sqrt(0.002), within(1e-8));
    assertThat(last.lower().orElseThrow().at(0).get(0)).isEqualTo(0.1);
    assertThatThrownBy(() -> Runs.last(bounded, "soba", Map.of(), 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("lower set");
  }
}
