package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;

class PartialAucTest {
  private static final Offset<Double> TIGHT = within(1e-14);
  private static final double[] SCORES = {
    .9, .8, .6, .35, .7, .5, .4, .3, .2, .1, .05, .02, .01, 0
  };
  private static final boolean[] POSITIVE = first(4, SCORES.length);

  private static boolean[] first(int count, int of) {
    boolean[] out = new boolean[of];
    Arrays.fill(out, 0, count, true);
    return out;
  }

  @Test
  void should_give_the_known_values() {
    double[] bounds = {.1, .2, .3};
    double[] raw = {.05, .125, .2};
    double[] normalised = {.5, .625, 2.0 / 3};
    double[] standardised = {.7368421052631579, .7916666666666666, .803921568627451};
    for (int i = 0; i < bounds.length; i++) {
      assertThat(PartialAuc.raw(SCORES, POSITIVE, bounds[i])).isCloseTo(raw[i], TIGHT);
      assertThat(PartialAuc.normalised(SCORES, POSITIVE, bounds[i]))
          .isCloseTo(normalised[i], TIGHT);
      assertThat(PartialAuc.standardised(SCORES, POSITIVE, bounds[i]))
          .isCloseTo(standardised[i], TIGHT);
    }
    assertThat(PartialAuc.twoWay(SCORES, POSITIVE, .5, .2)).isCloseTo(.25, TIGHT);
  }

  @Test
  void should_be_the_whole_area_when_nothing_is_left_out() {
    for (long seed = 1; seed <= 20; seed++) {
      Case c = random(seed);
      double auc = RocAuc.of(c.scores, c.positive);

      assertThat(PartialAuc.normalised(c.scores, c.positive, 1)).isCloseTo(auc, within(1e-13));
      assertThat(PartialAuc.standardised(c.scores, c.positive, 1)).isCloseTo(auc, within(1e-13));
      assertThat(PartialAuc.twoWay(c.scores, c.positive, 0, 1)).isEqualTo(auc);
    }
  }

  @Test
  void should_be_the_auc_against_the_top_negatives_when_the_cut_is_clean() {
    for (int top = 1; top <= 10; top++) {
      double bound = top / 10.0;
      assertThat(PartialAuc.normalised(SCORES, POSITIVE, bound))
          .isCloseTo(PartialAuc.twoWay(SCORES, POSITIVE, 0, bound), within(1e-13));
    }
  }

  @Test
  void should_cross_ties_on_a_diagonal() {
    // GIVEN all scores alike: the polygon is the diagonal
    double[] scores = {1, 1, 1, 1, 1};
    boolean[] positive = first(2, 5);

    assertThat(PartialAuc.normalised(scores, positive, .3)).isCloseTo(.15, TIGHT);
    assertThat(PartialAuc.standardised(scores, positive, .3)).isCloseTo(.5, TIGHT);
  }

  @Test
  void should_lie_between_chance_and_one_for_a_perfect_and_a_reversed_ranking() {
    double[] scores = {4, 3, 2, 1};
    boolean[] best = first(2, 4);
    boolean[] worst = {false, false, true, true};

    assertThat(PartialAuc.standardised(scores, best, .4)).isEqualTo(1);
    assertThat(PartialAuc.normalised(scores, worst, .4)).isZero();
  }

  @Test
  void should_be_undefined_when_a_class_is_missing_or_a_score_is_lost() {
    assertThat(PartialAuc.normalised(new double[] {1, 2}, first(2, 2), .5)).isNaN();
    assertThat(PartialAuc.twoWay(new double[] {1, 2}, first(0, 2), .5, .5)).isNaN();
    assertThat(PartialAuc.standardised(new double[] {1, Double.NaN}, first(1, 2), .5)).isNaN();
  }

  @Test
  void should_refuse_a_bound_out_of_range() {
    assertThatThrownBy(() -> PartialAuc.normalised(SCORES, POSITIVE, 0))
        .hasMessage("maxFpr is 0.0, must be in (0, 1].");
    assertThatThrownBy(() -> PartialAuc.twoWay(SCORES, POSITIVE, 1, .5))
        .hasMessage("minTpr is 1.0, must be in [0, 1).");
  }

  private record Case(double[] scores, boolean[] positive) {}

  private static Case random(long seed) {
    Rng rng = Key.of(seed).rng();
    int n = 5 + rng.nextInt(60);
    double[] scores = new double[n];
    boolean[] positive = new boolean[n];
    for (int i = 0; i < n; i++) {
      positive[i] = i < 2 || (i > 3 && rng.nextDouble() < 0.3);
      scores[i] = rng.nextInt(12) / 4.0 - (positive[i] ? 0 : 0.5);
    }
    return new Case(scores, positive);
  }
}
