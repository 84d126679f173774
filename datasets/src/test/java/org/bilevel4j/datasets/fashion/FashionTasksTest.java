package org.bilevel4j.datasets.fashion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.table.ByteFeatures;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.BinaryTask;
import org.bilevel4j.datasets.task.ClassPair;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.datasets.task.TaskSet;
import org.junit.jupiter.api.Test;

class FashionTasksTest {
  /** A stand-in with the real labels' counts: row r has class r mod 10, one pixel. */
  private static final LabelledTable TABLE = table();

  private static LabelledTable table() {
    int[] labels = new int[70_000];
    Arrays.setAll(labels, r -> r % 10);
    return new LabelledTable(
        FashionMnist.NAME,
        new ByteFeatures(70_000, 1, new byte[70_000], 255),
        labels,
        FashionMnist.CLASS_NAMES,
        new DataOrigin(FashionMnist.NAME, "", "", List.of()));
  }

  /** The classes that a task's name names. */
  private static String pair(BinaryTask task) {
    List<String> classes = FashionMnist.CLASS_NAMES;
    return ClassPair.all(classes.size()).stream()
        .filter(
            p -> task.name().equals(classes.get(p.positive()) + "-" + classes.get(p.negative())))
        .findFirst()
        .orElseThrow()
        .toString();
  }

  @Test
  void should_cut_the_ten_pairs_of_the_paper() {
    TaskSet set = FashionTasks.defaults().cut(TABLE, Key.of(1));
    assertThat(set.tasks().stream().map(FashionTasksTest::pair))
        .containsExactly("0-6", "0-9", "1-7", "2-4", "2-7", "2-9", "4-7", "4-9", "3-7", "3-9");
    assertThat(set.unseen().stream().map(FashionTasksTest::pair))
        .containsExactly("1-9", "2-5", "2-6", "3-6", "4-5", "4-6", "5-6");
    assertThat(set.tasks().get(0).name()).isEqualTo("T-shirt/top-Shirt");
    for (BinaryTask task : set.tasks()) {
      assertThat(task.train().positives()).isEqualTo(6_000);
      assertThat(task.train().negatives()).isEqualTo(6_000);
      assertThat(Arrays.stream(task.train().rows())).allMatch(r -> r < 60_000);
      assertThat(task.validation().positives()).isEqualTo(500);
      assertThat(task.validation().negatives()).isEqualTo(500);
      assertThat(task.test().positives()).isEqualTo(500);
      assertThat(task.test().negatives()).isEqualTo(500);
      Set<Integer> held = new HashSet<>();
      Arrays.stream(task.validation().rows()).forEach(held::add);
      Arrays.stream(task.test().rows()).forEach(held::add);
      assertThat(held).hasSize(2_000).allMatch(r -> r >= 60_000);
    }
  }

  @Test
  void should_never_validate_on_a_row_that_another_task_tests_on() {
    TaskSet set = FashionTasks.defaults().cut(TABLE, Key.of(1));
    Set<Integer> validated = new HashSet<>();
    set.tasks().forEach(t -> Arrays.stream(t.validation().rows()).forEach(validated::add));
    for (BinaryTask task : set.tasks()) {
      assertThat(Arrays.stream(task.test().rows()).boxed()).noneMatch(validated::contains);
    }
  }

  @Test
  void should_cap_training_rows_alone() {
    FashionTasks capped =
        new FashionTasks(FashionTasks.PAPER_PAIRS, List.of(), 64, SplitScope.TASK);
    for (BinaryTask task : capped.cut(TABLE, Key.of(1)).tasks()) {
      assertThat(task.train().positives()).isEqualTo(32);
      assertThat(task.train().negatives()).isEqualTo(32);
      assertThat(task.validation().size()).isEqualTo(1_000);
    }
  }

  @Test
  void should_repeat_for_a_key_and_differ_for_another() {
    FashionTasks options =
        new FashionTasks(FashionTasks.PAPER_PAIRS, List.of(), 64, SplitScope.CLASS);
    BinaryTask one = options.cut(TABLE, Key.of(1)).tasks().get(3);
    BinaryTask same = options.cut(TABLE, Key.of(1)).tasks().get(3);
    BinaryTask other = options.cut(TABLE, Key.of(2)).tasks().get(3);
    assertThat(same.train().rows()).isEqualTo(one.train().rows());
    assertThat(same.test().rows()).isEqualTo(one.test().rows());
    assertThat(other.train().rows()).isNotEqualTo(one.train().rows());
    assertThat(other.test().rows()).isNotEqualTo(one.test().rows());
  }

  @Test
  void should_refuse_options_without_sense() {
    assertThat(sentence(() -> new FashionTasks(List.of(), List.of(), 0, SplitScope.CLASS)))
        .contains("list of class pairs is empty");
    assertThat(
            sentence(
                () -> new FashionTasks(FashionTasks.PAPER_PAIRS, List.of(), -1, SplitScope.CLASS)))
        .isEqualTo("fashion-mnist: maxTrainRows is -1, must be at least 0.");
  }
}
