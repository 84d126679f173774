package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.KnownHessians;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.SingleBlockProblem;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.stack.StackedProblem;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems that know grad2_yy g are solved alike without its being asked or kept. */
class KnownHessiansTest {

  /** Blocks of a reference problem with another matrix in g: I, a diagonal, or their own. */
  private static QuadraticProblem problem(Kind kind, String form) {
    QuadraticProblem random = ReferenceProblems.random(kind, 4, 3, 2, 1);
    if (form.equals("constant")) {
      return random;
    }
    List<QuadraticBlock> blocks =
        List.of(0, 1, 2, 3).stream()
            .map(
                i -> {
                  double h = form.equals("identity") ? 1 : 0.5 + 0.25 * i;
                  Vec yy = Vec.of(h, 0, 0, form.equals("identity") ? 1 : 1.5);
                  Vec xy = Vec.of(0.4, 0, -0.3 * i, 0.2, 0.1, -0.5);
                  QuadraticForm g = QuadraticForm.of(3, 2, 0, Map.of("yy", yy, "xy", xy), 0);
                  return new QuadraticBlock(random.block(i).f(), g);
                })
            .toList();
    return QuadraticProblem.of(form, 3, kind, blocks);
  }

  private static Vec after(BilevelProblem problem, String name, Map<String, ?> set, long hessians) {
    try (Run<?> run = Run.of(name, Runs.solver(name, set), problem, RunSpec.of(1, 60))) {
      Vec x = run.execute(List.of()).last().x();
      long asked = run.counts().calls(OracleCall.LOWER_HESSIAN);
      assertThat(asked > 0 ? 1 : 0).isEqualTo(hessians);
      return x;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mmb-v1, PER_BLOCK, ",
    "smb, NONE, averaged-hessian",
    "smb, NONE, exact",
    "smb, NONE, exact(ridge=0.3)",
    "smb, NONE, storm-hessian",
    "stable, NONE, ",
    "bsg, NONE, kkt"
  })
  void should_walk_alike_without_asking(String name, Kind kind, String estimator) {
    for (String form : List.of("identity", "diagonal", "constant")) {
      QuadraticProblem problem = problem(kind, form);
      Map<String, Object> set = new HashMap<>();
      if (estimator != null) {
        set.put("estimator", estimator);
      }
      if (name.equals("mmb-v1")) {
        set.put("blocksPerStep", 2);
      }

      Vec x = after(problem, name, set, 1);
      Vec same = after(problem.withKnownHessians(), name, set, 0);

      assertThat(x.norm()).isGreaterThan(1e-3);
      assertThat(same.distance(x)).as(form).isLessThan(1e-12);
    }
  }

  @Test
  void should_lay_known_hessians_along_the_diagonal_of_a_stack() {
    for (String form : List.of("identity", "diagonal", "constant")) {
      QuadraticProblem problem = problem(Kind.NONE, form);
      StackedProblem stack = StackedProblem.mean(problem.withKnownHessians());

      Vec x = after(StackedProblem.mean(problem), "smb", Map.of("estimator", "exact"), 1);
      Vec same = after(stack, "smb", Map.of("estimator", "exact"), 0);

      assertThat(same.distance(x)).as(form).isLessThan(1e-12);
      Vec h = Vec.zeros(64);
      stack.lowerHessians().orElseThrow().fill(0, h);
      Vec b = Vec.of(1, 2, 3, 4, 5, 6, 7, 8);
      stack.lowerHessians().orElseThrow().solve(0, 0, b);
      for (int r = 0; r < 8; r++) {
        assertThat(h.slice(8 * r, 8 * r + 8).dot(b)).isCloseTo(r + 1.0, within(1e-12));
      }
    }
  }

  /** f = |y - 1|^2/(2 d), g = |y - x 1|^2/2 with one x and very many y: x* = 1. */
  private static final class Large extends SingleBlockProblem {
    Large(int lowerDim) {
      super("large", 1, lowerDim, Rows.exact(), Rows.exact());
    }

    @Override
    public Optional<KnownHessians> lowerHessians() {
      return Optional.of(KnownHessians.identity());
    }

    @Override
    protected double upperLoss(Vec x, Vec y, int[] rows) {
      return (y.normSquared() - 2 * y.sum() + y.dim()) / (2 * y.dim());
    }

    @Override
    protected void upperGradX(Vec x, Vec y, int[] rows, Vec out) {}

    @Override
    protected void upperGradY(Vec x, Vec y, int[] rows, Vec out) {
      out.fill(-1);
      out.axpy(1, y);
      out.scale(1.0 / y.dim());
    }

    @Override
    protected void lowerGradY(Vec x, Vec y, int[] rows, Vec out) {
      out.fill(-x.get(0));
      out.axpy(1, y);
    }

    @Override
    protected void lowerCrossXY(Vec x, Vec y, int[] rows, Vec v, Vec out) {
      out.add(0, -v.sum());
    }
  }

  @ParameterizedTest
  @CsvSource({"mmb-v1, ", "smb, exact", "smb, averaged-hessian"})
  void should_solve_fifty_thousand_lower_variables_whose_hessian_is_the_identity(
      String name, String estimator) {
    Map<String, Object> set =
        new HashMap<>(Map.of("etaX", 0.3, "etaY", 0.7, "average.newWeight", 1));
    if (estimator != null) {
      set.put("estimator", estimator);
    }
    try (Run<?> run = Run.of(name, Runs.solver(name, set), new Large(50_000), RunSpec.of(1, 500))) {
      assertThat(run.execute(List.of()).last().x().get(0)).isCloseTo(1, within(1e-9));
      assertThat(run.remarks()).noneMatch(r -> r.contains("Hessian"));
    }
  }
}
