package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.stack.StackedProblem;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Products that a problem hides in its answers are counted with them. */
class HiddenProductsTest {

  /** Says that grad_x g contains two products. */
  private static BilevelProblem hiding() {
    return new DelegatingProblem(ReferenceProblems.random(Kind.NONE, 4, 3, 2, 1)) {
      @Override
      public int hiddenProducts(OracleCall call) {
        return call == OracleCall.LOWER_GRAD_X ? 2 : 0;
      }
    };
  }

  private static Run<?> run(String name, BilevelProblem problem) {
    return Run.of(name, Runs.solver(name, Map.of()), problem, RunSpec.of(1, 10));
  }

  @Test
  void should_count_them_with_the_call_for_every_block(@TempDir Path folder) {
    try (Run<?> run = run("fosl", hiding());
        Run<?> resumed = run("fosl", hiding())) {
      for (int k = 0; k < 5; k++) {
        run.step();
      }
      assertThat(run.counts().calls(OracleCall.LOWER_GRAD_X)).isEqualTo(2 * 4 * 5);
      assertThat(run.counts().hiddenProducts()).isEqualTo(2 * 2 * 4 * 5);
      assertThat(run.counts()).asString().contains("hidden_hvp 80");
      run.save(folder.resolve("half"));
      resumed.load(folder.resolve("half"));
      resumed.execute(List.of());
      assertThat(resumed.counts().hiddenProducts()).isEqualTo(2 * 2 * 4 * 10);
    }
  }

  @Test
  void should_count_none_where_the_call_is_not_made_and_all_of_a_stack() {
    try (Run<?> products = run("mmb-v2", hiding());
        Run<?> stacked = run("f2sa", StackedProblem.mean(hiding()))) {
      products.execute(List.of());
      stacked.execute(List.of());

      assertThat(products.counts().hiddenProducts()).isZero();
      assertThat(products.counts().toString()).doesNotContain("hidden");
      assertThat(stacked.counts().hiddenProducts()).isEqualTo(2 * 2 * 4 * 10);
    }
  }
}
