package org.bilevel4j.datasets.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.BinaryTask;
import org.bilevel4j.datasets.task.ClassPair;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.datasets.task.TaskSet;
import org.junit.jupiter.api.Test;

class LetterTasksTest {
  private static final LabelledTable TABLE = LetterData.embedded();

  private static List<ClassPair> pairs(List<BinaryTask> tasks) {
    return tasks.stream()
        .map(t -> new ClassPair(t.name().charAt(0) - 'A', t.name().charAt(2) - 'A'))
        .toList();
  }

  private static LetterTasks tasks(int n, int unseen, long taskSeed) {
    LetterTasks d = LetterTasks.defaults();
    return new LetterTasks(n, unseen, taskSeed, d.shares(), d.scope());
  }

  @Test
  void should_have_the_sizes_of_the_paper() {
    for (int n : new int[] {4, 16, 64}) {
      TaskSet set = LetterTasks.defaults().withTasks(n).cut(TABLE, Key.of(1));
      assertThat(set.tasks()).hasSize(n);
      assertThat(set.unseen()).isEmpty();
      for (BinaryTask task : set.tasks()) {
        assertThat(task.train().size()).isBetween(875, 975);
        assertThat(task.validation().size()).isBetween(290, 325);
        assertThat(task.test().size()).isBetween(290, 325);
      }
    }
  }

  @Test
  void should_take_the_same_pairs_for_every_run_key_and_nest_them() {
    List<ClassPair> sixteen = pairs(tasks(16, 0, 0).cut(TABLE, Key.of(1)).tasks());
    assertThat(pairs(tasks(16, 0, 0).cut(TABLE, Key.of(2)).tasks())).isEqualTo(sixteen);
    assertThat(pairs(tasks(64, 0, 0).cut(TABLE, Key.of(1)).tasks()).subList(0, 16))
        .isEqualTo(sixteen);
    assertThat(pairs(tasks(16, 0, 1).cut(TABLE, Key.of(1)).tasks())).isNotEqualTo(sixteen);
  }

  @Test
  void should_split_by_the_run_key() {
    int[] one = tasks(4, 0, 0).cut(TABLE, Key.of(1)).tasks().get(0).train().rows();
    assertThat(tasks(4, 0, 0).cut(TABLE, Key.of(1)).tasks().get(0).train().rows()).isEqualTo(one);
    assertThat(tasks(4, 0, 0).cut(TABLE, Key.of(2)).tasks().get(0).train().rows())
        .isNotEqualTo(one);
  }

  @Test
  void should_use_every_pair_once_when_all_are_asked_for() {
    TaskSet set = tasks(300, 25, 7).cut(TABLE, Key.of(1));
    Set<ClassPair> all = new HashSet<>(pairs(set.tasks()));
    all.addAll(pairs(set.unseen()));
    assertThat(all).hasSize(325);
  }

  @Test
  void should_name_tasks_by_letters_and_target_the_right_rows() {
    for (SplitScope scope : SplitScope.values()) {
      LetterTasks d = LetterTasks.defaults();
      LetterTasks options = new LetterTasks(16, 2, 0, d.shares(), scope);
      for (BinaryTask task : options.cut(TABLE, Key.of(1)).tasks()) {
        assertThat(task.name()).matches("[A-Z]-[A-Z]");
        ClassPair pair = pairs(List.of(task)).get(0);
        for (Part part : Part.values()) {
          for (int k = 0; k < task.rows(part).size(); k++) {
            int label = task.rows(part).target(k) == 1 ? pair.positive() : pair.negative();
            assertThat(TABLE.label(task.rows(part).row(k))).isEqualTo(label);
          }
        }
      }
    }
  }

  @Test
  void should_refuse_impossible_numbers_of_tasks() {
    assertThat(sentence(() -> tasks(0, 0, 0)))
        .isEqualTo("letter: number of tasks is 0, must be at least 1.");
    assertThat(sentence(() -> tasks(320, 6, 0))).contains("is 326, must be at most 325");
    assertThat(sentence(() -> tasks(1, -1, 0))).contains("unseen tasks is -1");
  }
}
