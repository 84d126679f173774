package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Solvers with dense matrices say what these take before they take it. */
class KeptMemoryTest {
  private static final int BLOCKS = 4;

  /** A problem that only says how large it is: nothing of it is allocated before a step. */
  private static final class Large extends DelegatingShape implements BilevelProblem {
    private final BilevelProblem small;
    private final int lowerDim;

    Large(BilevelProblem small, int lowerDim) {
      super(small);
      this.small = small;
      this.lowerDim = lowerDim;
    }

    @Override
    public Dims lowerDims() {
      return Dims.uniform(BLOCKS, lowerDim);
    }

    @Override
    public Set<OracleCall> offers() {
      return small.offers();
    }

    @Override
    public String oracleName() {
      return small.oracleName();
    }

    @Override
    public Oracle open(Workspace workspace) {
      return small.open(workspace);
    }
  }

  private static Run<?> run(String name, Map<String, ?> set, int lowerDim, int steps) {
    Kind kind = name.startsWith("morbit") ? Kind.SIMPLEX : Kind.NONE;
    BilevelProblem small = ReferenceProblems.random(kind, BLOCKS, 3, 2, 1);
    RunSpec spec = RunSpec.of(1, steps);
    return Run.of(name, Runs.solver(name, set), new Large(small, lowerDim), spec);
  }

  @ParameterizedTest
  @CsvSource({
    "stable, , tracked second derivatives, 1, 'ma-soba'",
    "mmb-v1, , averaged Hessians, 0, 'mmb-v2'",
    "smb, averaged-hessian, averaged Hessians, 0, 'cg'",
    "smb, storm-hessian, tracked second derivatives, 1, 'cg'"
  })
  void should_refuse_matrices_that_the_heap_cannot_hold(
      String name, String estimator, String what, int cross, String cure) {
    long d = 10_000_000;
    Map<String, ?> set = estimator == null ? Map.of() : Map.of("estimator", estimator);

    assertThatThrownBy(() -> run(name, set, (int) d, 100))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(name + ": the " + what + " of '")
        .hasMessageContaining("take " + 8 * BLOCKS * (d * d + cross * 3 * d) + " bytes")
        .hasMessageContaining(Runtime.getRuntime().maxMemory() + " of the heap")
        .hasMessageContaining(cure);
  }

  @Test
  void should_count_the_blocks_that_the_steps_can_touch() {
    Map<String, Integer> one = Map.of("blocksPerStep", 1);
    try (Run<?> few = run("mmb-v1", one, 1000, 2);
        Run<?> many = run("mmb-v1", one, 1000, 100)) {
      assertThat(few.remarks()).anyMatch(r -> r.endsWith("take " + 2 * 8_000_000 + " bytes."));
      assertThat(many.remarks()).anyMatch(r -> r.endsWith("take " + 4 * 8_000_000 + " bytes."));
    }
  }

  @Test
  void should_state_what_carried_derivatives_take() {
    Map<String, String> carried = Map.of("estimator", "forward(carry=true)");
    try (Run<?> run = run("morbit", carried, 50_000, 10);
        Run<?> fresh = run("morbit", Map.of("estimator", "forward"), 50_000, 10)) {
      assertThat(run.remarks())
          .anyMatch(r -> r.contains("carried derivatives of y of '"))
          .anyMatch(r -> r.endsWith("take " + 8 * BLOCKS * 3 * 50_000 + " bytes."));
      assertThat(fresh.remarks()).noneMatch(r -> r.contains("carried"));
    }
  }
}
