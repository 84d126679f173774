package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.check.CheckingProblem;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inner iterations that are never looked back at use the memory of the first again. */
class InnerMemoryTest {
  private final Workspace workspace = Workspace.single();

  private Step step(BilevelProblem problem, long k) {
    BlockSet all = BlockSet.all(problem.blocks());
    return new Step(problem, problem.open(workspace), workspace, Key.of(3), k, 100, all, rule -> 1);
  }

  private static <S extends SolverState> long bytes(Solver<S> solver, BilevelProblem problem) {
    InnerMemoryTest own = new InnerMemoryTest();
    S state = solver.init(own.step(problem, Step.INIT));
    own.workspace.reset();
    for (int k = 0; k < 3; k++) {
      solver.step(state, own.step(problem, k));
      own.workspace.reset();
    }
    return own.workspace.bytes();
  }

  @ParameterizedTest
  @CsvSource({
    "memcs, PER_BLOCK, 2, innerSteps,",
    "f2sa, NONE, 2, lowerSteps,",
    "pdbo, NONE, 2, lowerSteps,",
    "bome, NONE, 2, lowerSteps,",
    "pessimistic-penalty, NONE, 2, lowerSteps,",
    "sgda, PER_BLOCK, 0, maxAscentSteps,",
    "amigo, NONE, 2, adjointSteps,",
    "stocbio, NONE, 2, terms,",
    "smb, NONE, 2, estimator, fixed-point(steps=%s)",
    "smb, NONE, 2, estimator, neumann(terms=%s)",
    "smb, NONE, 2, estimator, value-function(steps=%s)"
  })
  void should_need_as_much_for_many_inner_iterations_as_for_few(
      String name, Kind kind, int lowerDim, String parameter, String form) {
    BilevelProblem problem = ReferenceProblems.random(kind, 4, 3, lowerDim, 1);
    List<Long> sizes = new ArrayList<>();
    for (int times : new int[] {3, 40}) {
      Map<String, Object> set = new HashMap<>();
      if (parameter != null) {
        set.put(parameter, form == null ? times : form.formatted(times));
      }
      if (name.equals("sgda")) {
        set.put("tolerance", 0);
      }
      sizes.add(bytes(Runs.solver(name, set), problem));
    }

    assertThat(sizes.get(1)).isEqualTo(sizes.get(0)).isPositive();
  }

  @Test
  void should_fill_the_tables_of_saba_in_memory_free_of_the_rows() {
    QuadraticProblem exact = ReferenceProblems.random(Kind.NONE, 3, 40, 2, 1);
    Solver<?> saba = Runs.solver("saba", Map.of("tables", "full-pass"));

    long few = bytes(saba, exact.withNoise(new Noise(4, 0.3, 0.05, 2)));
    long many = bytes(saba, exact.withNoise(new Noise(64, 0.3, 0.05, 2)));

    assertThat(many).isEqualTo(few).isPositive();
  }

  @Test
  void should_step_saba_in_memory_free_of_x_times_blocks() {
    int dx = 60;
    Solver<?> saba = Runs.solver("saba", Map.of());

    long few = bytes(saba, ReferenceProblems.random(Kind.NONE, 2, dx, 1, 1));
    long many = bytes(saba, ReferenceProblems.random(Kind.NONE, 12, dx, 1, 1));

    assertThat(many - few).isLessThan(10 * dx * Double.BYTES / 2);
  }

  @Test
  void should_answer_within_for_as_long_as_the_point_asked_lives() {
    BilevelProblem problem = ReferenceProblems.random(Kind.NONE, 4, 3, 2, 1);
    Step k = step(new CheckingProblem(problem), 0);
    LowerPoints before = k.lower(k.allBlocks(), k.startUpper(), start(k), Draw.full());
    List<Blocks> kept = new ArrayList<>();
    List<LowerPoints> inner = new ArrayList<>();

    k.repeat(
        3,
        t -> {
          kept.add(before.gradY());
          LowerPoints now = k.lower(k.allBlocks(), k.startUpper(), start(k), Draw.full());
          now.gradY();
          inner.add(now);
          k.vec(before.gradY().flat().dim()).fill(9);
        });

    LowerPoints again = k.lower(k.allBlocks(), k.startUpper(), start(k), Draw.full());
    assertThat(kept).allMatch(g -> g == kept.get(0));
    assertThat(kept.get(0).flat().toArray()).isEqualTo(again.gradY().flat().toArray());
    assertThatThrownBy(inner.get(0)::gradY)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("over");
  }

  private static Blocks start(Step k) {
    return k.startLower(k.startUpper());
  }

  @Test
  void should_stop_repeating_when_told() {
    List<Integer> seen = new ArrayList<>();

    step(ReferenceProblems.random(Kind.NONE, 2, 3, 2, 1), 0)
        .repeatWhile(
            10,
            t -> {
              seen.add(t);
              return t < 2;
            });

    assertThat(seen).containsExactly(0, 1, 2);
  }
}
