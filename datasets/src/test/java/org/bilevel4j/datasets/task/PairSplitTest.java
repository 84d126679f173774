package org.bilevel4j.datasets.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.LabelledTable;
import org.junit.jupiter.api.Test;

class PairSplitTest {
  private static final Shares SHARES = Shares.SIXTY_TWENTY_TWENTY;

  /** Rows k with label k mod 10 below 4 -> class 0, below 9 -> class 1, else class 2. */
  private static LabelledTable table(int rows) {
    int[] labels = IntStream.range(0, rows).map(k -> k % 10 < 4 ? 0 : k % 10 < 9 ? 1 : 2).toArray();
    return new LabelledTable(
        "t",
        new FloatFeatures(rows, 1, new float[rows]),
        labels,
        List.of("a", "b", "c", "d"),
        new DataOrigin("t", "none", "", List.of()));
  }

  private static PairSplit split(LabelledTable table, SplitScope scope, long seed) {
    return new PairSplit(table, 0, table.rows(), SHARES, scope, Key.of(seed));
  }

  private static Set<Integer> set(TaskRows rows) {
    return new HashSet<>(Arrays.stream(rows.rows()).boxed().toList());
  }

  @Test
  void should_be_disjoint_complete_and_stratified() {
    LabelledTable table = table(1000);
    for (SplitScope scope : SplitScope.values()) {
      BinaryTask task = split(table, scope, 3).task(new ClassPair(0, 1));
      Set<Integer> union = new HashSet<>();
      int total = 0;
      for (Part part : Part.values()) {
        TaskRows rows = task.rows(part);
        total += rows.size();
        union.addAll(set(rows));
        for (int k = 0; k < rows.size(); k++) {
          assertThat(table.label(rows.row(k))).isEqualTo(1 - rows.target(k));
        }
      }
      assertThat(total).as("disjoint").isEqualTo(union.size());
      assertThat(union).as("complete").hasSize(900);
      assertThat(task.train().positives()).isEqualTo(240);
      assertThat(task.train().negatives()).isEqualTo(300);
      assertThat(task.validation().positives()).isEqualTo(80);
      assertThat(task.validation().negatives()).isEqualTo(100);
      assertThat(task.test().size()).isEqualTo(180);
      assertThat(task.name()).isEqualTo("a-b");
    }
  }

  @Test
  void should_depend_on_the_key_alone() {
    LabelledTable table = table(1000);
    ClassPair pair = new ClassPair(0, 1);
    for (SplitScope scope : SplitScope.values()) {
      int[] train = split(table, scope, 3).task(pair).train().rows();
      assertThat(split(table, scope, 3).task(pair).train().rows()).isEqualTo(train);
      assertThat(split(table, scope, 4).task(pair).train().rows()).isNotEqualTo(train);
    }
  }

  @Test
  void should_keep_a_row_in_its_part_over_all_tasks_when_classes_are_split_once() {
    LabelledTable table = table(1000);
    PairSplit byClass = split(table, SplitScope.CLASS, 5);
    PairSplit byTask = split(table, SplitScope.TASK, 5);
    assertThat(overlap(byClass)).isZero();
    assertThat(overlap(byTask))
        .as("rows tested in one task and trained on in another")
        .isPositive();
  }

  private static int overlap(PairSplit split) {
    Set<Integer> tested = set(split.task(new ClassPair(0, 1)).test());
    tested.retainAll(set(split.task(new ClassPair(1, 2)).train()));
    return tested.size();
  }

  @Test
  void should_stay_within_its_range_of_rows() {
    LabelledTable table = table(1000);
    PairSplit half =
        new PairSplit(table, 500, 1000, Shares.HALVES_WITHOUT_TRAIN, SplitScope.CLASS, Key.of(1));
    BinaryTask task = half.task(new ClassPair(0, 1));
    assertThat(task.train().size()).isZero();
    assertThat(task.validation().size()).isEqualTo(225);
    assertThat(task.test().size()).isEqualTo(225);
    assertThat(Arrays.stream(task.test().rows())).allMatch(r -> r >= 500);
  }

  @Test
  void should_refuse_classes_that_are_unknown_or_empty() {
    PairSplit split = split(table(100), SplitScope.CLASS, 1);
    assertThat(sentence(() -> split.task(new ClassPair(0, 7))))
        .isEqualTo("t: class pair 0-7 names class 7, must be below 4.");
    assertThat(sentence(() -> split.task(new ClassPair(0, 3))))
        .isEqualTo("t: class 3 of pair 0-3 has no rows from 0 to 99.");
  }

  @Test
  void should_cap_rows_with_the_shares_kept() {
    TaskRows all = split(table(1000), SplitScope.CLASS, 1).task(new ClassPair(0, 1)).train();
    TaskRows capped = all.capped(54, Key.of(9));
    assertThat(capped.positives()).isEqualTo(24);
    assertThat(capped.negatives()).isEqualTo(30);
    assertThat(set(capped)).hasSize(54);
    assertThat(set(all)).containsAll(set(capped));
    assertThat(capped.rows()).isEqualTo(all.capped(54, Key.of(9)).rows());
    assertThat(capped.rows()).isNotEqualTo(all.capped(54, Key.of(8)).rows());
    assertThat(all.capped(540, Key.of(9))).isSameAs(all);
    assertThat(all.capped(1, Key.of(9)).size()).isEqualTo(1);
    assertThat(sentence(() -> all.capped(0, Key.of(9))))
        .isEqualTo("limit of rows is 0, must be at least 1.");
  }

  @Test
  void should_keep_both_classes_when_capped_hard() {
    int[] many = IntStream.range(0, 1000).toArray();
    TaskRows rows = new TaskRows(many, new int[] {2000});
    assertThat(rows.capped(2, Key.of(1)).targets()).containsExactly(1, 0);
    assertThat(rows.target(999)).isEqualTo(1);
    assertThat(rows.target(1000)).isZero();
    assertThat(rows.capped(10, Key.of(1)).negatives()).isEqualTo(1);
  }

  @Test
  void should_never_cap_below_what_a_class_has() {
    // GIVEN any pair of counts, WHEN capped to any limit, THEN exactly that many rows come back
    for (int first = 0; first <= 6; first++) {
      for (int second = 0; second <= 6; second++) {
        int[] zeros = IntStream.range(0, first).toArray();
        int[] ones = IntStream.range(10, 10 + second).toArray();
        for (int limit = 1; limit <= first + second; limit++) {
          assertThat(set(new TaskRows(zeros, ones).capped(limit, Key.of(limit)))).hasSize(limit);
        }
      }
    }
  }

  @Test
  void should_parse_pairs_and_refuse_what_is_none() {
    assertThat(ClassPair.parseAll("0-6, 2-4"))
        .containsExactly(new ClassPair(0, 6), new ClassPair(2, 4));
    assertThat(new ClassPair(0, 6)).hasToString("0-6");
    assertThat(ClassPair.parse("6-0").positive()).isEqualTo(6);
    assertThat(ClassPair.all(26)).hasSize(325).doesNotHaveDuplicates();
    assertThat(sentence(() -> ClassPair.parse("0:6")))
        .isEqualTo("class pair is '0:6', must look like 0-6.");
    assertThat(sentence(() -> ClassPair.parseAll("0-6,"))).contains("class pair is ''");
    assertThat(sentence(() -> ClassPair.parse("99999999999-1"))).contains("must look like");
    assertThat(sentence(() -> new ClassPair(4, 4))).contains("two different classes");
  }

  @Test
  void should_refuse_shares_that_do_not_add_up() {
    assertThat(sentence(() -> new Shares(0.6, 0.2, 0.3))).contains("must be 1");
    assertThat(sentence(() -> new Shares(Double.NaN, 0.2, 0.3))).contains("is NaN");
    assertThat(sentence(() -> new Shares(-0.1, 0.6, 0.5))).contains("is -0.1");
  }
}
