package org.bilevel4j.solvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.config.RoleParam;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Aggregate;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.WatchedValue;
import org.bilevel4j.core.stack.StackedProblem;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sum over blocks is m times their mean: steps m times shorter walk alike. */
class AggregateTest {
  private static final int BLOCKS = 4;

  private static Snapshot last(BilevelProblem problem, String name, double factor) {
    Map<String, Object> set = new HashMap<>();
    Solver<?> solver = Runs.solver(name, Map.of());
    for (RoleParam r : RoleParam.all(solver.params())) {
      if (Set.of(Role.STEP_UPPER, Role.STEP_RATIO, Role.STEP_DUAL).contains(r.role())) {
        set.put(r.name(), 0.04 * factor);
      }
      if (r.role() == Role.BLOCKS) {
        set.put(r.name(), "2 by weights(1, 2, 3, 4)");
      }
    }
    return Runs.last(problem, name, set, 30);
  }

  @ParameterizedTest
  @CsvSource({
    "mmb-v1, NONE",
    "mmb-v2, NONE",
    "fosl, SHARED",
    "memcs, SHARED",
    "smb, NONE",
    "sgda, SHARED",
    "pdsm, SHARED",
    "hibsa, SHARED",
    "soba, NONE",
    "ma-soba, NONE",
    "stocbio, NONE",
    "amigo, NONE",
    "alset, NONE",
    "bsa, NONE",
    "stable, NONE",
    "pzobo, NONE",
    "f2sa, NONE",
    "min-avg, NONE"
  })
  void should_walk_alike_when_the_sum_takes_shorter_steps(String name, Kind kind) {
    boolean upperOnly =
        Runs.solver(name, Map.of()).requirements().traits().contains(Trait.ONLY_UPPER_LEVEL);
    BilevelProblem mean = ReferenceProblems.random(kind, BLOCKS, 3, upperOnly ? 0 : 2, 1);

    Vec x = last(mean, name, 1).x();
    Vec same = last(Aggregate.SUM.of(mean), name, 1.0 / BLOCKS).x();

    assertThat(x.norm()).isGreaterThan(1e-3);
    assertThat(same.distance(x)).isLessThan(1e-13);
  }

  @Test
  void should_stack_blocks_as_the_objective_weighs_them() {
    BilevelProblem mean = ReferenceProblems.random(Kind.NONE, BLOCKS, 3, 2, 1);
    BilevelProblem sum = Aggregate.SUM.of(mean);

    Vec x = last(StackedProblem.mean(mean), "ttsa", 1).x();
    Vec same = last(StackedProblem.mean(sum), "ttsa", 1.0 / BLOCKS).x();

    assertThat(same.distance(x)).isLessThan(1e-13);
  }

  @Test
  void should_be_watched_as_the_sum() {
    BilevelProblem mean = ReferenceProblems.random(Kind.NONE, BLOCKS, 3, 2, 1);
    BilevelProblem sum = Aggregate.SUM.of(mean);
    RunSpec looking = RunSpec.of(1, 1).withWatch(1, java.util.OptionalDouble.empty(), 0);
    double[] seen = new double[3];
    List<BilevelProblem> problems = List.of(mean, sum, StackedProblem.mean(sum));
    for (int p = 0; p < seen.length; p++) {
      Map<String, ?> still = Map.of("gamma", 0, "rho", 0);
      try (Run<?> run = Run.of("soba", Runs.solver("soba", still), problems.get(p), looking)) {
        run.execute(List.of());
        seen[p] = run.watched();
      }
    }

    assertThat(seen[1]).isCloseTo(BLOCKS * seen[0], within(1e-12));
    assertThat(seen[2]).isCloseTo(seen[1], within(1e-12));
    assertThat(WatchedValue.OBJECTIVE.words(sum)).isEqualTo("sum of f_i");
    assertThat(Aggregate.SUM.weights(BlockSet.of(4, 1, 2)).at(1)).isEqualTo(2);
  }
}
