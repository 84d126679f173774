package org.bilevel4j.benchmarks.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.eval.metric.AveragePrecision;
import org.bilevel4j.eval.metric.PartialAuc;
import org.bilevel4j.eval.metric.RankedScores;
import org.bilevel4j.eval.metric.RocAuc;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Metrics of rankings of a million rows, a tenth of them positive. */
public class RankingBenchmark extends ShortRuns {
  private static final int ROWS = 1_000_000;
  private static final int PARTS = 8;

  private final double[] scores = new double[ROWS];
  private final boolean[] positive = new boolean[ROWS];
  private RankedScores ranked = RankedScores.merged(List.of());
  private List<RankedScores> parts = List.of();

  /** Draws scores. */
  @Setup
  public void draw() {
    Rng rng = Key.of(1).rng();
    for (int r = 0; r < ROWS; r++) {
      positive[r] = rng.nextInt(10) == 0;
      scores[r] = rng.nextGaussian() + (positive[r] ? 1 : 0);
    }
    ranked = RankedScores.of(scores, positive);
    parts =
        IntStream.range(0, PARTS)
            .mapToObj(
                p ->
                    RankedScores.of(
                        Arrays.copyOfRange(scores, ROWS / PARTS * p, ROWS / PARTS * (p + 1)),
                        Arrays.copyOfRange(positive, ROWS / PARTS * p, ROWS / PARTS * (p + 1))))
            .toList();
  }

  /** AUC of unsorted scores. */
  @Benchmark
  public double auc() {
    return RocAuc.of(scores, positive);
  }

  /** What the other metrics add to it. */
  @Benchmark
  public double others() {
    return PartialAuc.of(ranked, 0, 0.1, PartialAuc.Form.MCCLISH) + AveragePrecision.of(ranked);
  }

  /** Rankings of eight parts made one. */
  @Benchmark
  public RankedScores merge() {
    return RankedScores.merged(parts);
  }
}
