package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.bilevel4j.eval.metric.PartialAuc.Form;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;

/** Rankings against the values of sklearn_scores.csv, which sklearn_scores.py made. */
class SklearnTest {
  private static final Offset<Double> TIGHT = within(1e-12);

  /** The generator of the script. */
  private static final class SplitMix {
    private long state;

    private SplitMix(long seed) {
      state = seed;
    }

    private int below(int n) {
      state += 0x9E3779B97F4A7C15L;
      long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      return (int) (((z ^ (z >>> 31)) >>> 1) % n);
    }
  }

  private record Case(double[] scores, boolean[] positive, double low, double high) {
    static Case of(long seed) {
      SplitMix draws = new SplitMix(seed);
      int rows = 4 + draws.below(60);
      int distinct = 1 + draws.below(30);
      int share = 5 + draws.below(90);
      int rho = 1 + draws.below(99);
      int from = draws.below(rho);
      double[] scores = new double[rows];
      boolean[] positive = new boolean[rows];
      for (int r = 0; r < rows; r++) {
        boolean drawn = draws.below(100) < share;
        positive[r] = r == 0 || (r > 1 && drawn);
        scores[r] = (draws.below(distinct) + (positive[r] ? 3 : 0)) / 8.0;
      }
      return new Case(scores, positive, from / 100.0, rho / 100.0);
    }
  }

  private static List<String> lines() throws IOException {
    InputStream in = SklearnTest.class.getResourceAsStream("sklearn_scores.csv");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return reader.lines().skip(2).toList();
    }
  }

  @Test
  void should_agree_with_scikit_learn_and_tribuo_on_rankings_with_ties() throws IOException {
    List<String> lines = lines();
    assertThat(lines).hasSize(2000);
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      Case c = Case.of(Long.parseLong(cells[0]));
      RankedScores ranked = RankedScores.of(c.scores, c.positive);
      double auc = RocAuc.of(ranked);

      assertThat(auc).as("seed " + cells[0]).isCloseTo(Double.parseDouble(cells[1]), TIGHT);
      assertThat(auc)
          .as("Tribuo, seed " + cells[0])
          .isCloseTo(LabelEvaluationUtil.binaryAUCROC(c.positive, c.scores), TIGHT);
      assertThat(PartialAuc.of(ranked, 0, c.high, Form.MCCLISH))
          .as("McClish, seed " + cells[0])
          .isCloseTo(Double.parseDouble(cells[2]), TIGHT);
      assertThat(PartialAuc.of(ranked, c.low, c.high, Form.NORMALISED) * (c.high - c.low))
          .as("area, seed " + cells[0])
          .isCloseTo(Double.parseDouble(cells[3]), TIGHT);
      assertThat(AveragePrecision.of(ranked))
          .as("average precision, seed " + cells[0])
          .isCloseTo(Double.parseDouble(cells[4]), TIGHT);
    }
  }
}
