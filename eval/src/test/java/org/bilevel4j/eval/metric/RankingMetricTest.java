package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Judgement;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.application.TaskScores;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.testing.FixedState;
import org.bilevel4j.eval.testing.KnownProblems;
import org.bilevel4j.eval.testing.ListedApplication;
import org.junit.jupiter.api.Test;

class RankingMetricTest {

  /** Three tasks, one of which has no negatives; counts how often it is judged. */
  private static final class Scored implements EvaluationSet {
    private final boolean adapts;
    private int judged;

    private Scored(boolean adapts) {
      this.adapts = adapts;
    }

    @Override
    public String name() {
      return adapts ? "unseen" : "test";
    }

    @Override
    public List<String> taskNames() {
      return List.of("A", "B", "C");
    }

    @Override
    public List<Measure> metrics() {
      return List.of(Measure.lower("loss"));
    }

    @Override
    public boolean adapts() {
      return adapts;
    }

    @Override
    public boolean hasScores() {
      return true;
    }

    @Override
    public double[][] measure(Vec x, Blocks y, Workspace workspace) {
      return judge(x, y, workspace).values();
    }

    @Override
    public Judgement judge(Vec x, Blocks y, Workspace workspace) {
      judged++;
      double[][] scores = {{2, 1, 3, 0, 1}, {1, 1, 0, 1, 0}, {1, 2}};
      boolean[][] positive = {
        {true, true, true, false, false}, {true, true, true, false, false}, {true, true}
      };
      return new Judgement(
          new double[][] {{1, 2, 3}}, Optional.of(new TaskScores(scores, positive)));
    }
  }

  private static MetricSuite suite(EvaluationSet set, Metric... metrics) {
    return MetricSuite.of(
        new ListedApplication(KnownProblems.p2(), List.of(set)),
        List.of(metrics),
        ExactOptions.defaults());
  }

  private static Map<String, Double> measured(EvaluationSet set, Metric... metrics) {
    Blocks y = Blocks.state(Dims.uniform(2, 1));
    FixedState state = new FixedState(Vec.zeros(1), Optional.of(y), Optional.empty(), Dual.none());
    return suite(set, metrics).measure(Tier.TRACKED, Snapshot.of(1, state), WorkerTeam.single());
  }

  @Test
  void should_measure_every_task_and_say_where_it_is_undefined() {
    Scored set = new Scored(false);

    Map<String, Double> values = measured(set, new SetMetrics.Tracked(), new AucMetric());

    double sum = 11.0 / 12 + 7.0 / 12;
    assertThat(values)
        .containsEntry("test.auc.task.A", 11.0 / 12)
        .containsEntry("test.auc.task.B", 7.0 / 12)
        .containsEntry("test.auc.task.C", Double.NaN)
        .containsEntry("test.auc.worst", 7.0 / 12)
        .containsEntry("test.auc.undefined", 1.0)
        .containsEntry("test.loss.mean", 2.0);
    assertThat(values.get("test.auc.mean")).isCloseTo(sum / 2, within(1e-15));
    assertThat(values.get("test.auc.spread")).isCloseTo(Math.sqrt(2) / 6, within(1e-15));
    assertThat(set.judged).as("one pass for the losses and the scores").isEqualTo(1);
  }

  @Test
  void should_declare_which_way_is_better() {
    assertThat(suite(new Scored(false), new AucMetric()).measures())
        .startsWith(
            Measure.higher("test.auc.worst"),
            Measure.higher("test.auc.mean"),
            Measure.lower("test.auc.spread"),
            Measure.lower("test.auc.undefined"),
            Measure.higher("test.auc.task.A"));
  }

  @Test
  void should_leave_out_sets_without_scores_and_those_that_would_have_to_be_fitted() {
    assertThat(suite(new Scored(true), new AucMetric()).measures()).isEmpty();
    assertThat(suite(new ListedApplication.FirstEntries("test", false), new AucMetric()).measures())
        .isEmpty();
  }

  @Test
  void should_be_listed_and_take_its_bounds_and_form_by_name() {
    Catalogue<Metric> known = Catalogue.load(Metric.KIND);
    Metric pauc = known.parse("pauc(fprTo=0.5, fprFrom=0.25, form=normalised)");

    assertThat(pauc).isEqualTo(new PartialAucMetric(0.5, 0.25, PartialAuc.Form.NORMALISED));
    assertThat(((RankingMetric) pauc).column()).isEqualTo("pauc-normalised@0.25-0.5");
    assertThat(new PartialAucMetric().column()).isEqualTo("pauc@0.1");
    assertThat(new TwoWayAucMetric().column()).isEqualTo("two-way-pauc@0.5-0.1");
    assertThat(
            measured(
                new Scored(false),
                pauc,
                known.parse("two-way-pauc(tprFrom=0, fprTo=1)"),
                known.parse("average-precision")))
        .containsEntry("test.two-way-pauc@0-1.task.A", 11.0 / 12)
        .hasEntrySatisfying(
            "test.average-precision.task.B",
            v -> assertThat(v).isCloseTo(2.0 / 3 * 2 / 3 + 1.0 / 3 * 3 / 5, within(1e-15)))
        .hasEntrySatisfying(
            "test.pauc-normalised@0.25-0.5.task.B",
            v -> assertThat(v).isCloseTo(0.5, within(1e-15)));
    assertThatThrownBy(() -> known.parse("pauc(fprTo=0.1, fprFrom=0.1)"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("fprFrom is 0.1 and fprTo is 0.1");
    assertThatThrownBy(() -> new TwoWayAucMetric(1, 0.1)).isInstanceOf(UserError.class);
  }
}
