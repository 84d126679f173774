package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first step of x on sampled blocks is on average that on all blocks, however they are drawn.
 */
class UnbiasedSamplingTest {
  private static final int BLOCKS = 5;
  private static final int SEEDS = 2000;

  private static Snapshot first(QuadraticProblem problem, String name, String blocks, long seed) {
    Map<String, Object> set = new HashMap<>(Map.of("blocksPerStep", blocks));
    if (name.equals("mmb-v1") || name.equals("mmb-v2")) {
      set.put("average.newWeight", 1);
    }
    Solver<?> solver = Runs.solver(name, set);
    try (Run<?> run = Run.of(name, solver, problem, RunSpec.of(seed, 1))) {
      return run.execute(List.of()).last();
    }
  }

  private static Vec seen(Snapshot s, Kind kind) {
    Vec x = s.x();
    Vec alpha = kind == Kind.SHARED ? ((Dual.Shared) s.dual()).alpha() : Vec.zeros(0);
    Vec both = Vec.zeros(x.dim() + alpha.dim());
    both.slice(0, x.dim()).copyFrom(x);
    both.slice(x.dim(), both.dim()).copyFrom(alpha);
    return both;
  }

  @ParameterizedTest
  @CsvSource({
    "mmb-v1, PER_BLOCK",
    "mmb-v2, PER_BLOCK",
    "fosl, SHARED",
    "memcs, SHARED",
    "smb, NONE",
    "sgda, SHARED",
    "pdsm, SHARED",
    "morbit-sampled, SIMPLEX",
    "tr-maml, SIMPLEX",
    "robust-fosl, SIMPLEX"
  })
  void should_step_on_average_as_with_all_blocks(String name, Kind kind) {
    boolean upperOnly =
        Runs.solver(name, Map.of()).requirements().traits().contains(Trait.ONLY_UPPER_LEVEL);
    QuadraticProblem problem =
        ReferenceProblems.random(
            kind, BLOCKS, 3, upperOnly ? 0 : name.equals("tr-maml") ? 3 : 2, 1);
    Vec all = seen(first(problem, name, "5", 1), kind);
    for (String blocks : List.of("2", "2 by weights(1, 2, 3, 0.5, 8)")) {
      Vec sum = Vec.zeros(all.dim());
      Vec squares = Vec.zeros(all.dim());
      for (long seed = 1; seed <= SEEDS; seed++) {
        Vec one = seen(first(problem, name, blocks, seed), kind);
        for (int j = 0; j < one.dim(); j++) {
          sum.add(j, one.get(j) / SEEDS);
          squares.add(j, one.get(j) * one.get(j) / SEEDS);
        }
      }
      for (int j = 0; j < all.dim(); j++) {
        double variance = squares.get(j) - sum.get(j) * sum.get(j);
        assertThat(variance).as("blocks are drawn").isPositive();
        assertThat(sum.get(j))
            .as("%s, entry %s", blocks, j)
            .isCloseTo(all.get(j), within(4.5 * Math.sqrt(variance / SEEDS)));
      }
    }
  }
}
