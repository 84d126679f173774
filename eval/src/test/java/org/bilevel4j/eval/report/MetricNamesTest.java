package org.bilevel4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricNamesTest {
  @Test
  void should_speak_of_sets_and_tasks_when_names_follow_the_pattern() {
    assertThat(MetricNames.words("test.loss.worst")).isEqualTo("Test loss, worst task");
    assertThat(MetricNames.words("validation.accuracy.mean"))
        .isEqualTo("Validation accuracy, mean over tasks");
    assertThat(MetricNames.words("exact.upper.gap"))
        .isEqualTo("Upper, worst minus mean (lower level re-solved)");
    assertThat(MetricNames.words("test.auc.spread"))
        .isEqualTo("Test AUC, standard deviation over tasks");
    assertThat(MetricNames.words("test.two-way-pauc@0.5-0.1.mean"))
        .isEqualTo("Test two-way-pAUC@0.5-0.1, mean over tasks");
    assertThat(MetricNames.words("test.pauc@0.1.undefined"))
        .isEqualTo("Test pAUC@0.1, tasks without a value");
    assertThat(MetricNames.words("weights.gap")).isEqualTo("Gap of the weights");
    assertThat(MetricNames.words("my.number")).isEqualTo("My number");
  }

  @Test
  void should_tell_weights_tasks_and_calls_from_scalars() {
    List<String> names =
        List.of(
            "step",
            "calls.lower_hvp",
            "weights.A",
            "weights.gap",
            "test.loss.task.A.b",
            "stationarity",
            "test.pauc@0.1.mean",
            "test.loss.mean",
            "validation.loss.worst");

    assertThat(MetricNames.scalars(names))
        .containsExactly(
            "validation.loss.worst",
            "test.loss.mean",
            "test.pauc@0.1.mean",
            "weights.gap",
            "stationarity");
    assertThat(MetricNames.task("test.loss.task.A.b")).isEqualTo("A.b");
  }

  @Test
  void should_draw_the_theorems_slope_through_the_largest_median() {
    double[] t = {0, 1, 100};
    double[] y = {5, 4, 1};
    Curve curve = new Curve(t, t, t, t, y, y, y, new int[] {1, 1, 1});

    RateLine line = RateLine.through(List.of(curve), 16, -0.4).orElseThrow();

    assertThat(line.label()).isEqualTo("slope -2/5");
    assertThat(line.t()).containsExactly(1, 100);
    assertThat(line.y()[0]).isCloseTo(20, within(1e-12)); // 5 sqrt(16)
    assertThat(line.y()[1]).isCloseTo(20 * Math.pow(100, -0.4), within(1e-12));
    assertThat(RateLine.through(List.of(), 1, -0.2)).isEmpty();
  }
}
