package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With few of very many blocks per step, only those are worked on and kept. */
class SamplingTest {
  private static final int BLOCKS = 1_000_000;
  private static final int SAMPLED = 3;
  private static final int STEPS = 20;

  /** Counts the blocks that have state. */
  private static final class Census implements StateVisitor {
    private int mostTouched;
    private boolean perBlock;

    @Override
    public void vec(String name, Vec v) {}

    @Override
    public void blocks(String name, Blocks b) {
      perBlock = true;
      int touched = 0;
      for (int i = 0; i < b.dims().blocks(); i++) {
        touched += b.isTouched(i) ? 1 : 0;
      }
      mostTouched = Math.max(mostTouched, touched);
    }

    @Override
    public void numbers(String name, double[] values) {}

    @Override
    public void counters(String name, long[] values) {}
  }

  private static QuadraticProblem copies(Kind kind, int lowerDim) {
    QuadraticBlock block = ReferenceProblems.random(kind, 1, 3, lowerDim, 1).block(0);
    return QuadraticProblem.of("a million", 3, kind, Collections.nCopies(BLOCKS, block));
  }

  @ParameterizedTest
  @CsvSource({
    "mmb-v1, PER_BLOCK",
    "mmb-v2, PER_BLOCK",
    "fosl, PER_BLOCK",
    "fosl, SHARED",
    "memcs, PER_BLOCK",
    "memcs, SHARED",
    "smb, NONE",
    "morbit-sampled, SIMPLEX",
    "tr-maml, SIMPLEX",
    "robust-fosl, SIMPLEX",
    "robust-ma-soba, SIMPLEX",
    "sgda, PER_BLOCK",
    "sgda, SHARED",
    "pdsm, PER_BLOCK",
    "pdsm, SHARED"
  })
  void should_touch_the_sampled_blocks_alone(String name, Kind kind) {
    Map<String, ?> set = Map.of("blocksPerStep", SAMPLED);
    Census census = new Census();
    Solver<?> solver = Runs.solver(name, set);
    boolean upperOnly = solver.requirements().traits().contains(Trait.ONLY_UPPER_LEVEL);
    QuadraticProblem problem = copies(kind, upperOnly ? 0 : 2);
    try (Run<?> run = Run.of(name, solver, problem, RunSpec.of(1, STEPS))) {
      for (int k = 0; k < STEPS; k++) {
        run.step();
      }
      run.state().visit(census);
      assertThat(run.counts().calls(OracleCall.UPPER_GRAD_X)).isEqualTo((long) SAMPLED * STEPS);
    }
    boolean keepsNothing =
        name.equals("tr-maml") || (kind == Kind.SHARED && (upperOnly || name.equals("memcs")));
    assertThat(census.perBlock).isEqualTo(!keepsNothing);
    assertThat(census.mostTouched)
        .isBetween(keepsNothing ? 0 : SAMPLED * STEPS - 5, SAMPLED * STEPS);
  }
}
