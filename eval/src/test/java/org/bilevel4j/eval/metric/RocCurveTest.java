package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;

class RocCurveTest {

  private static RankedScores random(long seed, int rows) {
    Rng rng = Key.of(seed).rng();
    double[] scores = new double[rows];
    boolean[] positive = new boolean[rows];
    for (int r = 0; r < rows; r++) {
      positive[r] = r % 5 == 0;
      scores[r] = rng.nextGaussian() + (positive[r] ? 1 : 0);
    }
    return RankedScores.of(scores, positive);
  }

  @Test
  void should_have_a_vertex_per_distinct_score_and_the_area_of_the_auc() {
    RankedScores tied =
        RankedScores.of(
            new double[] {1, 1, 0, 1, 0}, new boolean[] {true, true, true, false, false});
    RocCurve curve = RocCurve.of(tied);

    assertThat(curve.fpr()).containsExactly(0, 0.5, 1);
    assertThat(curve.tpr()).containsExactly(0, 2.0 / 3, 1);
    assertThat(curve.area()).isCloseTo(7.0 / 12, within(1e-15));
    assertThat(curve.at(0.25)).isCloseTo(1.0 / 3, within(1e-15));
    assertThatThrownBy(() -> RocCurve.of(RankedScores.merged(List.of())))
        .hasMessageContaining("both classes");
  }

  @Test
  void should_keep_few_points_and_the_area_when_thinned() {
    RankedScores ranked = random(3, 50_000);
    RocCurve curve = RocCurve.of(ranked);

    RocCurve few = curve.thinned(0.001);

    assertThat(curve.area()).isCloseTo(RocAuc.of(ranked), within(1e-12));
    assertThat(few.fpr().length).isLessThan(200);
    assertThat(few.area()).isCloseTo(curve.area(), within(5e-4));
    assertThat(few.fpr()[few.fpr().length - 1]).isEqualTo(1);
    assertThat(few.tpr()).isSorted();
  }

  @Test
  void should_average_true_positive_rates_so_that_areas_average() {
    List<RocCurve> curves = List.of(RocCurve.of(random(1, 4000)), RocCurve.of(random(2, 300)));

    RocCurve mean = RocCurve.mean(curves);

    assertThat(mean.area())
        .isCloseTo((curves.get(0).area() + curves.get(1).area()) / 2, within(2e-3));
    assertThat(mean.at(0.5))
        .isCloseTo((curves.get(0).at(0.5) + curves.get(1).at(0.5)) / 2, within(1e-15));
  }
}
