package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.bilevel4j.applications.hpo.LogisticHpo;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.solvers.bilevel.Saba;
import org.bilevel4j.solvers.bilevel.Soba;
import org.junit.jupiter.api.Test;

/** SABA with a table entry for each group of rows. */
class SabaGroupsTest {
  private static final BilevelProblem PROBLEM =
      new LogisticHpo().create(Optional.empty(), 1).problem();

  private static Solver<?> saba(int group, double gamma) {
    return new Saba()
        .with("gamma", Schedule.constant(gamma))
        .with("rho", Schedule.constant(0.2))
        .with("group", group);
  }

  private static Solver<?> soba(double gamma) {
    return new Soba()
        .with("gamma", Schedule.constant(gamma))
        .with("rho", Schedule.constant(0.2))
        .with("lowerBatch", Batch.full())
        .with("upperBatch", Batch.full());
  }

  private static Vec end(Solver<?> solver, long steps) {
    try (Run<?> run = Run.of("run", solver, PROBLEM, RunSpec.of(3, steps))) {
      return run.execute(List.of()).returned().x();
    }
  }

  @Test
  void should_be_soba_on_all_rows_when_there_is_one_group() {
    Vec x = end(saba(1_000_000, 0.1), 30);

    assertThat(x.distance(end(soba(0.1), 30))).isLessThan(1e-12 * (1 + x.norm()));
    assertThat(x.norm()).isPositive();
  }

  @Test
  void should_reach_the_same_place_with_a_short_last_group() {
    int rows = PROBLEM.lowerRows(0).count();
    int group = 97;
    assertThat(rows % group).isNotZero();

    Vec x = end(saba(group, 0.05), 4000);

    assertThat(x.distance(end(soba(0.05), 4000))).isCloseTo(0, Offset.offset(1e-3 * x.norm()));
  }
}
