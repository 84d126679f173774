package org.bilevel4j.applications.auc;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.LabelTasks;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.datasets.teacher.TeacherTasks;

/** Data with many binary tasks. */
public enum AucData {
  /** Each of 26 letters against the others, by 16 statistics of their pixels; embedded. */
  LETTER,
  /** Made-up rows with labels by a random network. */
  SYNTHETIC;

  private static final int SYNTHETIC_TASKS = 100;

  /** The names of the data sets. */
  static List<String> sets() {
    return List.of(LetterData.NAME);
  }

  /**
   * Its tasks.
   *
   * @param limit how many of them, from the first on; 0 for all
   * @param directory where to look for data first
   * @param seed of the split
   * @throws UserError when there are not so many
   */
  TaskSet tasks(int limit, Optional<Path> directory, long seed) {
    Key key = Key.of(seed).child(MultiTaskAuc.NAME).child("split");
    return switch (this) {
      case LETTER -> letters(limit, key);
      case SYNTHETIC -> {
        LabelledTable table = TeacherTasks.of(limit == 0 ? SYNTHETIC_TASKS : limit).draw(Key.of(0));
        Shares shares = new Shares(2.0 / 3, 1.0 / 6, 1.0 / 6);
        yield LabelTasks.defaults().of(table, RowSplit.shuffled(table.rows(), shares, key));
      }
    };
  }

  private static TaskSet letters(int limit, Key key) {
    LabelledTable letters = LetterData.embedded();
    CategoricalColumn label = letters.labelColumns().get(0);
    RowSplit split = RowSplit.stratified(label, Shares.SIXTY_TWENTY_TWENTY, key);
    int count = limit == 0 ? LetterData.CLASSES : limit;
    if (count > LetterData.CLASSES) {
      throw new UserError(
          "tasks is " + count + ", letter has " + LetterData.CLASSES + ".", "fewer tasks.");
    }
    List<CategoricalColumn> each =
        IntStream.range(0, count).mapToObj(label::oneVersusRest).toList();
    return LabelTasks.defaults().of(scaled(letters).withLabels(each), split);
  }

  /** Features in [0, 1]. */
  private static LabelledTable scaled(LabelledTable letters) {
    float[] values = letters.features().toFloats();
    for (int j = 0; j < values.length; j++) {
      values[j] /= LetterData.MAX_VALUE;
    }
    return new LabelledTable(
        letters.name(),
        new FloatFeatures(letters.rows(), letters.cols(), values),
        LetterData.COLUMN_NAMES,
        letters.labelColumns(),
        letters.origin());
  }
}
