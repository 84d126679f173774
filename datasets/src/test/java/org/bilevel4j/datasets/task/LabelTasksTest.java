package org.bilevel4j.datasets.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.util.List;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.LabelledTable;
import org.junit.jupiter.api.Test;

class LabelTasksTest {
  /** Two training, two validation and two test rows. */
  private static final RowSplit SPLIT = RowSplit.of(6, r -> Part.values()[r / 2]);

  private static CategoricalColumn label(String name, int... codes) {
    return new CategoricalColumn(name, List.of("0", "1"), codes);
  }

  private static LabelledTable table(CategoricalColumn... labels) {
    return new LabelledTable(
        "t",
        new FloatFeatures(6, 1, new float[6]),
        List.of(),
        List.of(labels),
        new DataOrigin("t", "none", "", List.of()));
  }

  @Test
  void should_leave_out_a_task_that_cannot_be_trained_and_say_so() {
    // GIVEN
    CategoricalColumn whole = label("whole", 0, 1, 0, 1, 0, 1);
    CategoricalColumn untrained = label("untrained", 0, -1, 0, 1, 0, 1);
    CategoricalColumn unvalidated = label("unvalidated", 0, 1, 1, 1, 0, 1);
    CategoricalColumn untested = label("untested", 0, 1, 0, 1, 0, -1);

    // WHEN
    TaskSet set = LabelTasks.defaults().of(table(whole, untrained, unvalidated, untested), SPLIT);

    // THEN
    assertThat(set.tasks()).extracting(BinaryTask::name).containsExactly("whole", "untested");
    assertThat(set.remarks())
        .containsExactly(
            "left out 1 of 4 tasks, with fewer than 1 positive or negative training rows:"
                + " untrained (0 positive, 1 negative).",
            "left out 1 of 4 tasks, with fewer than 1 positive or negative validation rows:"
                + " unvalidated (2 positive, 0 negative).",
            "1 of 4 tasks without one of the classes in the test rows, where no AUC is defined:"
                + " untested (0 positive, 1 negative).");
  }

  @Test
  void should_ask_of_each_part_as_many_rows_as_it_is_told() {
    LabelledTable table = table(label("whole", 0, 1, 0, 1, 0, 1), label("b", 0, 0, 0, 1, 0, 1));
    assertThat(new LabelTasks(0, 0, 0).of(table, SPLIT).tasks()).hasSize(2);
    assertThat(LabelTasks.atLeast(1).of(table, SPLIT).tasks()).hasSize(1);
    assertThat(sentence(() -> LabelTasks.atLeast(2).of(table, SPLIT)))
        .isEqualTo(
            "t: no task is left; left out 2 of 2 tasks, with fewer than 2 positive or negative"
                + " training rows: whole (1 positive, 1 negative), b (0 positive, 2 negative).");
    assertThat(sentence(() -> LabelTasks.atLeast(-1)))
        .isEqualTo("minTrain is -1, must be at least 0.");
  }

  @Test
  void should_not_look_at_a_part_without_rows() {
    RowSplit trainAndTest = RowSplit.of(6, r -> r < 3 ? Part.TRAIN : Part.TEST);
    TaskSet set = LabelTasks.atLeast(1).of(table(label("a", 0, 1, 1, 1, 0, -1)), trainAndTest);
    assertThat(set.tasks().get(0).validation().size()).isZero();
    assertThat(set.tasks().get(0).train().rows()).containsExactly(1, 2, 0);
    assertThat(set.remarks()).isEmpty();
  }

  @Test
  void should_list_a_few_of_many() {
    CategoricalColumn[] labels = new CategoricalColumn[8];
    labels[0] = label("good", 0, 1, 0, 1, 0, 1);
    for (int i = 1; i < labels.length; i++) {
      labels[i] = label("bad" + i, 0, 0, 0, 1, 0, 1);
    }
    assertThat(LabelTasks.defaults().of(table(labels), SPLIT).remarks().get(0))
        .startsWith("left out 7 of 8 tasks")
        .endsWith("bad5 (0 positive, 2 negative) and 2 more.");
  }
}
