package org.bilevel4j.solvers.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.DualSide.Kind;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.ReturnedIterate;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.solvers.Runs;
import org.junit.jupiter.api.Test;

class TrMamlTest {
  /** Two tasks, train = test: L_1 = (w-1)^2/2, L_2 = (w+1)^2, adapted from w = x. */
  private static final class Tasks extends DelegatingShape implements BilevelProblem {
    private final QuadraticProblem quadratic;

    Tasks() {
      this(tasks());
    }

    private Tasks(QuadraticProblem quadratic) {
      super(quadratic);
      this.quadratic = quadratic;
    }

    private static QuadraticProblem tasks() {
      QuadraticForm one = QuadraticForm.of(1, 1, 0, Map.of("yy", Vec.of(1), "y", Vec.of(-1)), 0.5);
      QuadraticForm two = QuadraticForm.of(1, 1, 0, Map.of("yy", Vec.of(2), "y", Vec.of(2)), 1);
      return QuadraticProblem.of(
          "two tasks",
          1,
          Kind.SIMPLEX,
          List.of(new QuadraticBlock(one, one), new QuadraticBlock(two, two)));
    }

    @Override
    public LowerStart lowerStart() {
      return LowerStart.upper();
    }

    @Override
    public Set<OracleCall> offers() {
      return quadratic.offers();
    }

    @Override
    public String oracleName() {
      return quadratic.oracleName();
    }

    @Override
    public Oracle open(Workspace workspace) {
      return quadratic.open(workspace);
    }
  }

  // after one step of 1/4 the losses are 9/32 (x-1)^2 and 1/4 (x+1)^2
  private static final double ROOT = Math.sqrt(9 / 8.0);
  private static final double X_STAR = (ROOT - 1) / (ROOT + 1);

  private static Map<String, Object> steps() {
    Map<String, Object> set = new HashMap<>();
    set.put("etaX", 0.1);
    set.put("gamma", 0.1);
    set.put("adaptation", 0.25);
    return set;
  }

  @Test
  void should_reach_the_closed_form_of_two_tasks() {
    Snapshot last = Runs.last(new Tasks(), "tr-maml", steps(), 20_000);

    assertThat(last.x().get(0)).isCloseTo(X_STAR, within(1e-12));
    // lambda_1 9/16 (1 - x) = lambda_2 1/2 (1 + x)
    double pull = 9 / 16.0 * (1 - X_STAR);
    double push = 0.5 * (1 + X_STAR);
    assertThat(last.weights().orElseThrow().get(0)).isCloseTo(push / (pull + push), within(1e-12));
  }

  @Test
  void should_come_close_with_one_task_per_step() {
    Map<String, Object> set = steps();
    set.put("blocksPerStep", 1);
    set.put("etaX", "0.1 / (1 + k/2000)");
    set.put("gamma", "0.1 / (1 + k/2000)");
    RunSpec spec = RunSpec.of(1, 60_000).withReturned(ReturnedIterate.AVERAGE, 0.5);

    try (Run<?> run = Run.of("tr-maml", Runs.solver("tr-maml", set), new Tasks(), spec)) {
      assertThat(run.execute(List.of()).returned().x().get(0)).isCloseTo(X_STAR, within(0.02));
    }
  }

  @Test
  void should_rest_where_weighted_losses_agree_when_the_scripts_are_followed() {
    Map<String, Object> set = steps();
    set.put("lossesTimesWeights", true);

    Snapshot last = Runs.last(new Tasks(), "tr-maml", set, 20_000);

    double x = last.x().get(0);
    Vec p = last.weights().orElseThrow();
    assertThat(p.get(0) * 9 / 32 * (x - 1) * (x - 1))
        .isCloseTo(p.get(1) / 4 * (x + 1) * (x + 1), within(1e-12));
    assertThat(x).isNotCloseTo(X_STAR, within(1e-3));
  }
}
