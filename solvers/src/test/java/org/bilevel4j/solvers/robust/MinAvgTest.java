package org.bilevel4j.solvers.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.QuadraticSolution;
import org.bilevel4j.solvers.Runs;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;

class MinAvgTest {
  private static Map<String, Object> steps() {
    Map<String, Object> set = new HashMap<>();
    set.put("alpha", 0.05);
    set.put("beta", 0.5);
    set.put("estimator", "exact");
    set.put("lowerBatch", 4);
    set.put("upperBatch", 4);
    return set;
  }

  @Test
  void should_minimise_the_mean_of_two_objectives() {
    QuadraticProblem problem = ReferenceProblems.p2(Kind.SIMPLEX);

    Snapshot last = Runs.last(problem, "min-avg", steps(), 5000);

    assertThat(last.x().get(0)).isCloseTo(-1.0 / 3, within(1e-10));
    assertThat(new QuadraticSolution(problem).values(last.x()).max())
        .isCloseTo(8.0 / 9, within(1e-10));
  }

  @Test
  void should_equal_morbit_with_weights_that_never_move() {
    QuadraticProblem problem =
        ReferenceProblems.random(Kind.SIMPLEX, 4, 3, 2, 7).withNoise(new Noise(32, 0.3, 0.1, 5));
    Map<String, Object> still = steps();
    still.put("gamma", 0);

    Snapshot average = Runs.last(problem, "min-avg", steps(), 100);
    Snapshot fixed = Runs.last(problem, "morbit", still, 100);

    assertThat(average.x().toArray()).isEqualTo(fixed.x().toArray());
  }
}
