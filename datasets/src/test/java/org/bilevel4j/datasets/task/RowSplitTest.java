package org.bilevel4j.datasets.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.datasets.csv.CsvTables;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.LabelledTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSplitTest {
  private static final Shares SHARES = Shares.SIXTY_TWENTY_TWENTY;
  private static final Key KEY = Key.of(5);

  @TempDir Path dir;

  private static void complete(RowSplit split, int rows) {
    int[] all =
        Arrays.stream(Part.values()).flatMapToInt(p -> Arrays.stream(split.rows(p))).toArray();
    assertThat(all).hasSize(rows).doesNotHaveDuplicates();
    for (Part part : Part.values()) {
      assertThat(split.rows(part)).isSorted();
      assertThat(Arrays.stream(split.rows(part))).allMatch(r -> split.part(r) == part);
    }
  }

  private static CategoricalColumn label(String name, int... codes) {
    return new CategoricalColumn(name, List.of("0", "1"), codes);
  }

  private static LabelledTable table(CategoricalColumn... labels) {
    int rows = labels.length == 0 ? 3 : labels[0].rows();
    return new LabelledTable(
        "t",
        new FloatFeatures(rows, 1, new float[rows]),
        List.of(),
        List.of(labels),
        new DataOrigin("t", "none", "", List.of()));
  }

  @Test
  void should_deal_all_rows_by_shares_and_repeat_by_key() {
    RowSplit split = RowSplit.shuffled(1000, SHARES, KEY);
    complete(split, 1000);
    assertThat(split.rows(Part.TRAIN)).hasSize(600);
    assertThat(split.rows(Part.VALIDATION)).hasSize(200);
    assertThat(RowSplit.shuffled(1000, SHARES, KEY).rows(Part.TEST))
        .isEqualTo(split.rows(Part.TEST))
        .isNotEqualTo(RowSplit.shuffled(1000, SHARES, Key.of(6)).rows(Part.TEST));
    complete(RowSplit.shuffled(0, SHARES, KEY), 0);
  }

  @Test
  void should_keep_the_proportion_of_classes_and_of_missing_labels() {
    int[] codes =
        IntStream.range(0, 1000).map(r -> r % 10 == 0 ? 1 : r % 10 == 1 ? -1 : 0).toArray();
    CategoricalColumn label = label("y", codes);
    RowSplit split = RowSplit.stratified(label, SHARES, KEY);
    complete(split, 1000);
    for (int code : new int[] {-1, 0, 1}) {
      long all = Arrays.stream(codes).filter(c -> c == code).count();
      long train = Arrays.stream(split.rows(Part.TRAIN)).filter(r -> label.code(r) == code).count();
      assertThat(train).as("code %d", code).isEqualTo(Math.round(0.6 * all));
    }
  }

  @Test
  void should_take_the_parts_that_a_column_names() throws IOException {
    CsvOptions options = CsvOptions.defaults().keep("part");
    Path path = dir.resolve("t.csv");
    Files.writeString(path, "x,part\n1,train\n2,Val\n3,test\n4,train\n");
    RowSplit split = RowSplit.byColumn(CsvTables.read("t", path, options), "part");
    assertThat(split.rows(Part.TRAIN)).containsExactly(0, 3);
    assertThat(split.rows(Part.VALIDATION)).containsExactly(1);
    Files.writeString(path, "x,part\n1,train\n2,later\n");
    ColumnTable later = CsvTables.read("t", path, options);
    assertThat(sentence(() -> RowSplit.byColumn(later, "part")))
        .isEqualTo(
            "t: "
                + path
                + ", line 3: column 'part' is 'later', must be train, validation or test.");
    assertThat(sentence(() -> RowSplit.byColumn(later, "parts")))
        .isEqualTo("t: kept column 'parts' is not known.");
  }

  @Test
  void should_make_a_task_of_each_label_without_its_missing_rows() {
    LabelledTable table = table(label("a", 1, 0, -1, 1, 0, -1), label("b", 0, 0, 1, 1, 1, 1));
    TaskSet tasks = LabelTasks.defaults().of(table, RowSplit.shuffled(6, new Shares(1, 0, 0), KEY));
    assertThat(tasks.tasks()).extracting(BinaryTask::name).containsExactly("a", "b");
    TaskRows a = tasks.tasks().get(0).train();
    assertThat(a.rows()).containsExactly(0, 3, 1, 4);
    assertThat(a.targets()).containsExactly(1, 1, 0, 0);
    assertThat(tasks.tasks().get(1).train().size()).isEqualTo(6);
    assertThat(tasks.tasks().get(0).test().size()).isZero();
  }

  @Test
  void should_refuse_labels_that_make_no_task() {
    RowSplit split = RowSplit.shuffled(3, SHARES, KEY);
    assertThat(sentence(() -> LabelTasks.defaults().of(table(label("y", 0, -1, 0)), split)))
        .isEqualTo("t: label 'y' is never '1' in its 2 known rows, must have both classes.");
    assertThat(sentence(() -> LabelTasks.defaults().of(table(), split)))
        .isEqualTo("t: has no label column, must have one at least to make tasks.");
    CategoricalColumn three = new CategoricalColumn("y", List.of("a", "b", "c"), new int[3]);
    assertThat(sentence(() -> LabelTasks.defaults().of(table(three), split)))
        .isEqualTo("t: label 'y' has 3 classes, must have 2 for a binary task.");
  }

  @Test
  void should_make_26_one_versus_rest_tasks_of_letter() {
    LabelledTable letter = LetterData.embedded();
    CategoricalColumn classes = letter.labelColumns().get(0);
    RowSplit split = RowSplit.stratified(classes, SHARES, KEY);
    TaskSet tasks = LabelTasks.defaults().of(letter.oneVersusRest(), split);
    assertThat(tasks.tasks()).hasSize(26);
    BinaryTask d = tasks.tasks().get(3);
    assertThat(d.name()).isEqualTo("D");
    assertThat(d.train().positives()).isEqualTo((int) Math.round(0.6 * 805));
    assertThat(d.train().size() + d.validation().size() + d.test().size()).isEqualTo(20_000);
  }
}
