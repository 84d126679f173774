package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.eval.statistics.Bootstrap;
import org.junit.jupiter.api.Test;

class RowBootstrapTest {
  private static final RowBootstrap BOOTSTRAP =
      new RowBootstrap(new Bootstrap(200, 0.9, Key.of(1)));

  private static RankedScores normal(Key key, int positives, int negatives) {
    Rng rng = key.rng();
    double[] scores = new double[positives + negatives];
    boolean[] positive = new boolean[scores.length];
    Arrays.fill(positive, 0, positives, true);
    for (int r = 0; r < scores.length; r++) {
      scores[r] = rng.nextGaussian() + (positive[r] ? 1 : 0);
    }
    return RankedScores.of(scores, positive);
  }

  @Test
  void should_cover_the_true_value_about_as_often_as_the_level_says() {
    // GIVEN scores N(1, 1) against N(0, 1), whose AUC is Phi(1 / sqrt 2) = .7602499
    int covered = 0;
    int meanCovered = 0;
    for (int k = 0; k < 100; k++) {
      List<RankedScores> tasks =
          List.of(normal(Key.of(k).child("a"), 40, 60), normal(Key.of(k).child("b"), 30, 90));

      RowBootstrap.Intervals found = BOOTSTRAP.of(tasks, RocAuc::of);

      covered +=
          found.tasks().get(0).low() <= .76025 && .76025 <= found.tasks().get(0).high() ? 1 : 0;
      meanCovered += found.mean().low() <= .76025 && .76025 <= found.mean().high() ? 1 : 0;
      assertThat(found.mean().high() - found.mean().low())
          .isLessThan(found.tasks().get(0).high() - found.tasks().get(0).low());
    }
    assertThat(covered).isBetween(80, 98); // 90 expected, three standard deviations
    assertThat(meanCovered).isBetween(80, 98);
  }

  @Test
  void should_be_the_same_each_time_and_leave_undefined_tasks_out_of_the_mean() {
    RankedScores task = normal(Key.of(7), 20, 20);
    RankedScores none = RankedScores.of(new double[] {1}, new boolean[] {true});

    RowBootstrap.Intervals both = BOOTSTRAP.of(List.of(task, none), AveragePrecision::of);

    assertThat(both).isEqualTo(BOOTSTRAP.of(List.of(task, none), AveragePrecision::of));
    assertThat(both.tasks().get(1).low()).isNaN();
    assertThat(both.mean()).isEqualTo(both.tasks().get(0));
    assertThat(BOOTSTRAP.of(List.of(none), RocAuc::of).mean().high()).isNaN();
  }
}
