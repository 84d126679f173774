package org.bilevel4j.datasets;

import java.util.List;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.TextForm;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.task.TaskTable;

/** A data set that poses binary tasks on one table. */
@TextForm("a data set with tasks like '" + TaskData.EXAMPLE + "'")
public interface TaskData extends Dataset {

  /** How one is written with parameters. */
  String EXAMPLE = "mulan(set=yeast)";

  /**
   * Reads "letter" or "mulan(set=yeast)"; what is not named keeps its default.
   *
   * @throws UserError naming the data sets that pose tasks
   */
  static TaskData parse(String text) {
    Catalogue<Dataset> all = Catalogue.load(KIND);
    if (all.parse(text) instanceof TaskData found) {
      return found;
    }
    List<String> posing =
        all.entries().stream()
            .filter(e -> e.component() instanceof TaskData)
            .map(Entry::name)
            .toList();
    throw new UserError(
        "data set '" + text + "' poses no binary tasks.", String.join(", ", posing) + ".");
  }

  /** Writes what {@link #parse} reads, every parameter included. */
  static String format(TaskData data) {
    return Entry.of(data).text();
  }

  /**
   * Reads the data.
   *
   * @param finder where to look
   * @throws org.bilevel4j.core.util.UserError if it is not found, which says what to do, or damaged
   */
  TaskTable load(DataFinder finder);
}
