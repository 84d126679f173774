package org.bilevel4j.eval.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.eval.metric.PartialAucMetric;
import org.bilevel4j.eval.metric.RankedScores;
import org.bilevel4j.eval.metric.RankingMetric;
import org.bilevel4j.eval.metric.RankingSummary;
import org.bilevel4j.eval.metric.RocCurve;
import org.bilevel4j.eval.metric.RowBootstrap;
import org.bilevel4j.eval.metric.RowBootstrap.Intervals;
import org.bilevel4j.eval.statistics.Interval;

/**
 * How a model ranks labelled rows, task by task: what {@link RankingReport} shows.
 *
 * @param title what was scored
 * @param tasks one name per task
 * @param rankings the rows of each task; one without rows of both classes is shown as undefined
 * @param measured the numbers, the first one first
 * @param level coverage of the intervals
 */
public record RankingResults(
    String title,
    List<String> tasks,
    List<RankedScores> rankings,
    List<Measured> measured,
    double level) {

  /** How far a drawn curve may be from the real one. */
  private static final double UNSEEN = 1e-3;

  /**
   * One number.
   *
   * @param metric what it is
   * @param values by task, NaN where it is not defined
   * @param intervals bootstrap over rows, by task and of the mean
   */
  public record Measured(RankingMetric metric, List<Double> values, Intervals intervals) {
    /** Over the tasks where it is defined. */
    public RankingSummary summary() {
      return RankingSummary.of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    String words() {
      return MetricNames.words(metric.column());
    }

    Interval interval(int task) {
      return intervals.tasks().get(task);
    }
  }

  /** A curve to draw. */
  record Drawn(String task, RocCurve curve) {}

  /** Copies the lists. */
  public RankingResults {
    Args.sameDim(tasks.size(), rankings.size(), "rankings of tasks");
    tasks = List.copyOf(tasks);
    rankings = List.copyOf(rankings);
    measured = List.copyOf(measured);
  }

  /**
   * Measures.
   *
   * @param metrics at least one
   * @param bootstrap of the intervals
   */
  public static RankingResults of(
      String title,
      List<String> tasks,
      List<RankedScores> rankings,
      List<? extends RankingMetric> metrics,
      RowBootstrap bootstrap) {
    List<ToDoubleFunction<RankedScores>> numbers = new ArrayList<>();
    metrics.forEach(m -> numbers.add(m::of));
    List<Intervals> intervals = bootstrap.of(rankings, numbers);
    List<Measured> measured = new ArrayList<>();
    for (int m = 0; m < metrics.size(); m++) {
      RankingMetric metric = metrics.get(m);
      List<Double> values = rankings.stream().map(metric::of).toList();
      measured.add(new Measured(metric, values, intervals.get(m)));
    }
    return new RankingResults(title, tasks, rankings, measured, bootstrap.bootstrap().level());
  }

  /** The ROC curves of the tasks that have one, with as few points as can be without being seen. */
  List<Drawn> curves() {
    return IntStream.range(0, tasks.size())
        .filter(t -> rankings.get(t).isDefined())
        .mapToObj(t -> new Drawn(tasks.get(t), RocCurve.of(rankings.get(t)).thinned(UNSEEN)))
        .toList();
  }

  /** Names of the tasks without rows of both classes. */
  List<String> undefined() {
    return IntStream.range(0, tasks.size())
        .filter(t -> !rankings.get(t).isDefined())
        .mapToObj(tasks::get)
        .toList();
  }

  /** The range of false positive rates that the first partial area looks at. */
  Optional<PartialAucMetric> region() {
    return measured.stream()
        .map(Measured::metric)
        .filter(PartialAucMetric.class::isInstance)
        .map(PartialAucMetric.class::cast)
        .findFirst();
  }

  /** Positions of tasks by a number, the lowest first, those without one left out. */
  static List<Integer> byValue(Measured m) {
    return IntStream.range(0, m.values().size())
        .boxed()
        .filter(t -> !Double.isNaN(m.values().get(t)))
        .sorted(Comparator.comparingDouble(m.values()::get))
        .toList();
  }
}
