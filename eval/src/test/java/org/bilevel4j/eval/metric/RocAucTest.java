package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;

class RocAucTest {

  private static double auc(double[] positives, double[] negatives) {
    double[] scores = Arrays.copyOf(positives, positives.length + negatives.length);
    System.arraycopy(negatives, 0, scores, positives.length, negatives.length);
    boolean[] classes = new boolean[scores.length];
    Arrays.fill(classes, 0, positives.length, true);
    return RocAuc.of(scores, classes);
  }

  @Test
  void should_give_the_known_values() {
    double[] negatives = {.7, .5, .4, .3, .2, .1, .05, .02, .01, 0};
    assertThat(auc(new double[] {.9, .8, .6, .35}, negatives)).isCloseTo(.9, within(1e-15));
    assertThat(auc(new double[] {2, 1, 3}, new double[] {0, 1})).isEqualTo(11.0 / 12);
    assertThat(auc(new double[] {1, 1, 0}, new double[] {1, 0})).isEqualTo(7.0 / 12);
    assertThat(auc(new double[] {0.0}, new double[] {-0.0})).isEqualTo(0.5);
  }

  @Test
  void should_be_undefined_when_a_class_is_missing_or_a_score_is_lost() {
    assertThat(auc(new double[] {1, 2}, new double[0])).isNaN();
    assertThat(auc(new double[0], new double[] {1})).isNaN();
    assertThat(auc(new double[] {Double.NaN}, new double[] {1})).isNaN();
  }

  @Test
  void should_agree_with_tribuo_and_turn_round_with_the_sign() {
    for (long seed = 1; seed <= 20; seed++) {
      Rng rng = Key.of(seed).rng();
      int n = 5 + rng.nextInt(200);
      double[] scores = new double[n];
      double[] negated = new double[n];
      boolean[] positive = new boolean[n];
      for (int i = 0; i < n; i++) {
        positive[i] = i < 2 || (i > 3 && rng.nextDouble() < 0.3);
        scores[i] = rng.nextInt(12) / 4.0 - (positive[i] ? 0 : 0.5);
        negated[i] = -scores[i];
      }
      double ours = RocAuc.of(scores, positive);
      assertThat(ours)
          .as("seed %d", seed)
          .isCloseTo(LabelEvaluationUtil.binaryAUCROC(positive, scores), within(1e-12));
      assertThat(RocAuc.of(negated, positive))
          .as("seed %d", seed)
          .isCloseTo(1 - ours, within(1e-15));
    }
  }
}
