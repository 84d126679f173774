package org.bilevel4j.eval.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;

/**
 * A number of the ranking of each task's rows, higher is better, on every evaluation set that has
 * scores, at the state as it is: {@code SET.NAME.worst}, {@code .mean} and {@code .spread} (the
 * standard deviation, divisor n - 1) over the tasks where it is defined, {@code .undefined} (how
 * many others there are: tasks without rows of one class) and {@code .task.TASK}. Sets whose tasks
 * are not blocks are left out: their heads would have to be fitted first.
 */
public interface RankingMetric extends Metric {

  /** The name of the number in columns; it says the parameters that it depends on. */
  String column();

  /** The number; NaN where it is not defined. */
  double of(RankedScores ranked);

  @Override
  default Tier tier() {
    return Tier.TRACKED;
  }

  private static List<EvaluationSet> sets(Application application) {
    return application.evaluationSets().stream().filter(s -> s.hasScores() && !s.adapts()).toList();
  }

  @Override
  default List<Measure> columns(Application application) {
    List<Measure> out = new ArrayList<>();
    for (EvaluationSet set : sets(application)) {
      String stem = set.name() + "." + column();
      out.add(Measure.higher(stem + ".worst"));
      out.add(Measure.higher(stem + ".mean"));
      out.add(Measure.lower(stem + ".spread"));
      out.add(Measure.lower(stem + ".undefined"));
      set.taskNames().forEach(task -> out.add(Measure.higher(stem + ".task." + task)));
    }
    return out;
  }

  @Override
  default double[] measure(Evaluation e) {
    List<double[]> parts = new ArrayList<>();
    for (EvaluationSet set : sets(e.application())) {
      double[] values = e.rankings(set).stream().mapToDouble(this::of).toArray();
      RankingSummary s = RankingSummary.of(values);
      parts.add(new double[] {s.worst(), s.mean(), s.spread(), s.undefined()});
      parts.add(values);
    }
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
