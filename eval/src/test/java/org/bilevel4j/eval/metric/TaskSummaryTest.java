package org.bilevel4j.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.application.Direction;
import org.junit.jupiter.api.Test;

class TaskSummaryTest {

  @Test
  void should_take_the_largest_loss_and_the_smallest_accuracy_as_worst() {
    assertThat(TaskSummary.of(new double[] {1, 4, 1}, Direction.LOWER))
        .isEqualTo(new TaskSummary(4, 2, 2));
    assertThat(TaskSummary.of(new double[] {0.5, 0.25, 0.75}, Direction.HIGHER))
        .isEqualTo(new TaskSummary(0.25, 0.5, 0.25));
  }

  @Test
  void should_not_hide_a_loss_that_is_not_a_number() {
    assertThat(TaskSummary.of(new double[] {1, Double.NaN}, Direction.LOWER).worst()).isNaN();
  }

  @Test
  void should_leave_out_tasks_where_a_metric_is_not_defined() {
    assertThat(TaskSummary.of(new double[] {Double.NaN, 0.5, 1}, Direction.HIGHER))
        .isEqualTo(new TaskSummary(0.5, 0.75, 0.25));
    assertThat(TaskSummary.of(new double[] {Double.NaN}, Direction.HIGHER).mean()).isNaN();
  }

  @Test
  void should_have_no_worst_task_where_neither_way_is_better() {
    TaskSummary summary = TaskSummary.of(new double[] {1, 3}, Direction.NEITHER);
    assertThat(summary.worst()).isNaN();
    assertThat(summary.mean()).isEqualTo(2);
  }
}
