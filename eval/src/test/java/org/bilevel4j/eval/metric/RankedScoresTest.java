package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.eval.metric.PartialAuc.Form;
import org.junit.jupiter.api.Test;

class RankedScoresTest {

  private static RankedScores random(long seed, int rows) {
    Rng rng = Key.of(seed).rng();
    double[] scores = new double[rows];
    boolean[] positive = new boolean[rows];
    for (int r = 0; r < rows; r++) {
      positive[r] = rng.nextInt(4) == 0;
      scores[r] = rng.nextInt(50) - (positive[r] ? 10 : 25);
    }
    return RankedScores.of(scores, positive);
  }

  @Test
  void should_give_the_same_bits_in_whatever_order_parts_are_merged() {
    for (long seed = 1; seed <= 20; seed++) {
      // GIVEN parts of a data set, some without rows of one class
      List<RankedScores> parts = new ArrayList<>();
      for (int p = 0; p < 6; p++) {
        parts.add(random(100 * seed + p, 1 + 40 * p));
      }
      RankedScores whole = RankedScores.merged(parts);

      // WHEN they are merged backwards, and pair by pair
      Collections.reverse(parts);
      RankedScores backwards = RankedScores.merged(parts);
      RankedScores left = RankedScores.merged(parts.subList(0, 2));
      RankedScores nested =
          RankedScores.merged(List.of(RankedScores.merged(parts.subList(2, 6)), left));

      // THEN nothing differs
      for (RankedScores other : List.of(backwards, nested)) {
        assertThat(other.up()).containsExactly(whole.up());
        assertThat(other.down()).containsExactly(whole.down());
        assertThat(RocAuc.of(other)).isEqualTo(RocAuc.of(whole));
        assertThat(PartialAuc.of(other, 0.05, 0.3, Form.MCCLISH))
            .isEqualTo(PartialAuc.of(whole, 0.05, 0.3, Form.MCCLISH));
        assertThat(AveragePrecision.of(other)).isEqualTo(AveragePrecision.of(whole));
      }
    }
  }

  @Test
  void should_be_undefined_without_rows_of_a_class_or_with_a_score_that_is_no_number() {
    assertThat(RankedScores.merged(List.of()).isDefined()).isFalse();
    for (boolean[] one : List.of(new boolean[] {true, true}, new boolean[] {false, false})) {
      RankedScores ranked = RankedScores.of(new double[] {1, 2}, one);
      assertThat(RocAuc.of(ranked)).isNaN();
      assertThat(AveragePrecision.of(ranked)).isNaN();
      assertThat(PartialAuc.of(ranked, 0, 0.1, Form.MCCLISH)).isNaN();
      assertThat(PartialAuc.twoWay(ranked, 0.5, 0.5)).isNaN();
    }
    boolean[] both = {true, false};
    assertThat(RankedScores.of(new double[] {Double.NaN, 1}, both).isDefined()).isFalse();
    assertThat(RankedScores.of(new double[] {1, Double.NaN}, both).isDefined()).isFalse();
    assertThat(RankedScores.of(new double[] {1, 0}, both).isDefined()).isTrue();
  }

  @Test
  void should_scale_the_area_between_two_false_positive_rates() {
    // GIVEN docs/ALGORITHMS.md, closed form 10, where A is .05, .125, .2 up to .1, .2, .3
    double[] scores = {.9, .8, .6, .35, .7, .5, .4, .3, .2, .1, .05, .02, .01, 0};
    boolean[] positive = new boolean[scores.length];
    Arrays.fill(positive, 0, 4, true);
    RankedScores ranked = RankedScores.of(scores, positive);

    double normalised = PartialAuc.of(ranked, 0.1, 0.3, Form.NORMALISED);
    double mcclish = PartialAuc.of(ranked, 0.1, 0.3, Form.MCCLISH);

    assertThat(normalised).isCloseTo(0.15 / 0.2, within(1e-14));
    assertThat(mcclish).isCloseTo((1 + (0.15 - 0.04) / (0.2 - 0.04)) / 2, within(1e-14));
  }

  @Test
  void should_average_precision_over_groups_of_equal_scores() {
    // GIVEN 3 and 2 rows above and at a threshold: steps to recall 1/2 and 1
    RankedScores ranked =
        RankedScores.of(
            new double[] {3, 2, 2, 2, 1}, new boolean[] {false, true, false, true, false});

    assertThat(AveragePrecision.of(ranked)).isEqualTo(2.0 / 4);
    assertThat(
            AveragePrecision.of(
                RankedScores.of(new double[] {4, 3, 2}, new boolean[] {true, false, true})))
        .isEqualTo((1 + 2.0 / 3) / 2);
  }
}
