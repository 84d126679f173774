package org.bilevel4j.applications.auc;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.Dataset;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.encode.Scaling;
import org.bilevel4j.datasets.table.Features;
import org.bilevel4j.datasets.table.FloatFeatures;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.LabelTasks;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.Shares;
import org.bilevel4j.datasets.task.SplitKind;
import org.bilevel4j.datasets.task.TaskSet;
import org.bilevel4j.datasets.task.TaskTable;

/** Tasks of a data set, dealt into parts and scaled by their training rows. */
final class DealtTasks {
  private DealtTasks() {}

  /** The names of the data sets that pose tasks. */
  static List<String> names() {
    return Catalogue.load(Dataset.KIND).entries().stream()
        .filter(e -> e.component() instanceof TaskData)
        .map(Entry::name)
        .toList();
  }

  /**
   * Reads and deals.
   *
   * @param limit how many tasks, from the first on; 0 for all
   * @param standardise whether dense features are scaled
   * @param directory where to look for data first
   * @param seed of the split
   * @throws UserError when there are not so many tasks
   */
  static TaskSet of(
      TaskData data,
      SplitKind kind,
      int limit,
      boolean standardise,
      Optional<Path> directory,
      long seed) {
    TaskTable read = data.load(DataFinder.ofUser(directory.orElse(null)));
    Key key = Key.of(seed).child(MultiTaskAuc.NAME).child("split");
    RowSplit split = read.split(kind, Shares.SIXTY_TWENTY_TWENTY, key);
    TaskSet all = LabelTasks.defaults().of(read.table(), split);
    if (limit > all.tasks().size()) {
      throw new UserError(
          "tasks is " + limit + ", " + read.table().name() + " has " + all.tasks().size() + ".",
          "fewer tasks, or 0 for all.");
    }
    List<String> remarks = new ArrayList<>(read.remarks());
    remarks.addAll(all.remarks());
    return new TaskSet(
        standardise ? scaled(read.table(), split) : read.table(),
        limit == 0 ? all.tasks() : all.tasks().subList(0, limit),
        List.of(),
        remarks);
  }

  private static LabelledTable scaled(LabelledTable table, RowSplit split) {
    Features own = table.features();
    return own instanceof FloatFeatures
        ? table.withFeatures(Scaling.fit(own, split.rows(Part.TRAIN)).apply(own))
        : table;
  }
}
