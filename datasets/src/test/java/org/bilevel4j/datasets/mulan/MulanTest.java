package org.bilevel4j.datasets.mulan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.SharedData;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.SparseFeatures;
import org.bilevel4j.datasets.task.LabelTasks;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.SplitKind;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.datasets.task.TaskTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MulanTest {
  private static DataFinder finder() {
    Path data = SharedData.require("multilabel");
    return new DataFinder(List.of(new DataFinder.Place("test", data)));
  }

  @ParameterizedTest
  @CsvSource({
    "EMOTIONS, 72, false, 148, 264",
    "YEAST, 103, false, 34, 1816",
    "BIRDS, 271, false, 6, 103", // 258 numbers, one of 0 and 1, one of 12 categories
    "ENRON, 1001, true, 1, 913",
    "MEDICAL, 1449, true, 1, 266",
    "BIBTEX, 1836, true, 51, 1042",
    "TMC2007, 500, true, 441, 16173",
    "DELICIOUS, 500, true, 21, 6495"
  })
  void should_have_the_published_rows_inputs_and_positives(
      MulanSet set, int inputs, boolean sparse, int fewest, int most) {
    TaskTable data = new Mulan(set).load(finder());
    RowSplit official = data.official().orElseThrow();
    assertThat(official.count(Part.TRAIN)).isEqualTo(set.trainRows());
    assertThat(official.count(Part.TEST)).isEqualTo(set.testRows());
    assertThat(data.table().labelColumns()).hasSize(set.tasks());
    assertThat(data.table().cols()).isEqualTo(inputs);
    assertThat(data.table().features() instanceof SparseFeatures).isEqualTo(sparse);
    int[] positives =
        data.table().labelColumns().stream().mapToInt(l -> l.counts()[1]).sorted().toArray();
    assertThat(positives[0]).isEqualTo(fewest);
    assertThat(positives[positives.length - 1]).isEqualTo(most);
    assertThat(data.table().labelColumns())
        .allMatch(l -> Arrays.stream(l.counts()).sum() == data.table().rows());
  }

  @Test
  void should_say_which_tasks_have_no_positive_in_a_part() {
    TaskTable medical = new Mulan(MulanSet.MEDICAL).load(finder());
    TaskSet set = LabelTasks.defaults().of(medical.table(), medical.official().orElseThrow());
    assertThat(set.tasks()).hasSize(38);
    assertThat(set.remarks().get(0)).startsWith("left out 7 of 45 tasks, with fewer than 1");
    assertThat(set.remarks().get(1)).startsWith("6 of 45 tasks without one of the classes in the");
  }

  @Test
  void should_carve_validation_rows_out_of_the_training_rows() {
    TaskTable emotions = new Mulan(MulanSet.EMOTIONS).load(finder());
    RowSplit split = emotions.split(SplitKind.OFFICIAL, Shares.SIXTY_TWENTY_TWENTY, Key.of(1));
    assertThat(split.count(Part.VALIDATION)).isEqualTo(98); // a quarter of 391
    assertThat(split.count(Part.TEST)).isEqualTo(202);
    assertThat(Arrays.stream(split.rows(Part.VALIDATION))).allMatch(r -> r < 391);
    assertThat(
            sentence(
                () -> emotions.split(SplitKind.STRATIFIED, Shares.SIXTY_TWENTY_TWENTY, Key.of(1))))
        .isEqualTo("mulan emotions: has 6 labels and no classes to stratify by.");
  }

  @Test
  void should_read_names_with_escapes() {
    List<String> names =
        new Mulan(MulanSet.BIRDS)
            .load(finder()).table().labelColumns().stream().map(CategoricalColumn::name).toList();
    assertThat(names).contains("Swainson's Thrush", "Brown Creeper");
  }

  @Test
  void should_verify_all_sets_and_say_how_to_get_them() {
    DataStatus status = new Mulan().status(finder());
    assertThat(status.state()).isEqualTo(DataStatus.State.VERIFIED);
    assertThat(status.findings()).hasSize(24);
    DataFinder nowhere = new DataFinder(List.of());
    assertThat(new Mulan().status(nowhere).state()).isEqualTo(DataStatus.State.MISSING);
    assertThat(sentence(() -> new Mulan().load(nowhere)))
        .startsWith("mulan bibtex: its files bibtex-train.arff.gz");
  }
}
