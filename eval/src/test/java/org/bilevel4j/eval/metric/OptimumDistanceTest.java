package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.KnownOptimum;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.testing.FixedState;
import org.bilevel4j.eval.testing.KnownProblems;
import org.bilevel4j.eval.testing.ListedApplication;
import org.junit.jupiter.api.Test;

class OptimumDistanceTest {
  /** Two objectives (x - 1)^2 / 2 and (x + 1)^2, the worst case minimised at 2 sqrt(2) - 3. */
  private static final class Known implements KnownOptimum {
    @Override
    public Vec minimiser() {
      return Vec.of(2 * Math.sqrt(2) - 3);
    }

    @Override
    public double gap(Vec x) {
      double one = x.get(0) - 1;
      double two = x.get(0) + 1;
      return Math.max(one * one / 2, two * two) - (12 - 8 * Math.sqrt(2));
    }

    @Override
    public OptionalDouble worstGap(Vec x) {
      return OptionalDouble.empty();
    }

    @Override
    public OptionalDouble weightsGap(Vec x, Optional<Vec> weights) {
      return OptionalDouble.of(weights.map(v -> v.get(0)).orElse(0.5));
    }

    @Override
    public double gradientNorm(Vec x, Optional<Vec> weights) {
      double w = weights.map(v -> v.get(0)).orElse(0.5);
      return Math.abs(w * (x.get(0) - 1) + 2 * (1 - w) * (x.get(0) + 1));
    }
  }

  private record WithKnown(BilevelProblem problem) implements Application {
    @Override
    public List<String> blockNames() {
      return List.of("A", "B");
    }

    @Override
    public List<EvaluationSet> evaluationSets() {
      return List.of();
    }

    @Override
    public Optional<KnownOptimum> known() {
      return Optional.of(new Known());
    }
  }

  private static Map<String, Double> measure(Application a, Optional<Vec> weights) {
    Blocks y = Blocks.state(Dims.uniform(2, 1));
    FixedState state = new FixedState(Vec.of(1), Optional.of(y), weights, Dual.none());
    return MetricSuite.of(a, List.of(new OptimumDistance()), ExactOptions.defaults())
        .measure(Tier.TRACKED, Snapshot.of(1, state), WorkerTeam.single());
  }

  @Test
  void should_measure_against_the_closed_form_with_the_weights_of_the_solver() {
    Application a = new WithKnown(KnownProblems.p2());

    assertThat(measure(a, Optional.of(Vec.of(0.75, 0.25))))
        .containsEntry("optimum.distance", 4 - 2 * Math.sqrt(2))
        .containsEntry("optimum.gap", 4 - (12 - 8 * Math.sqrt(2)))
        .containsEntry("optimum.worst-gap", Double.NaN)
        .containsEntry("optimum.weights-gap", 0.75)
        .containsEntry("optimum.stationarity", 1.0);
    assertThat(measure(a, Optional.empty())).containsEntry("optimum.stationarity", 4.0);
  }

  @Test
  void should_say_nothing_where_the_solution_is_not_known() {
    Application a = new ListedApplication(KnownProblems.p2(), List.of());

    assertThat(new OptimumDistance().columns(a)).isEmpty();
  }
}
