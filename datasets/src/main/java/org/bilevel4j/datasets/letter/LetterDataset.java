package org.bilevel4j.datasets.letter;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.table.SourceFile;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;

/** Letter as 26 tasks, one letter against the rest. */
@AutoService(Component.class)
@Listed(
    name = LetterData.NAME,
    title = "UCI Letter Recognition: distorted capital letters, 16 statistics of their pixels",
    source = LetterData.CITATION)
public record LetterDataset() implements TaskData {
  /** Rows that train by custom; the other 4,000 test. */
  private static final int TRAIN_ROWS = 16_000;

  @Override
  public String licence() {
    return LetterData.LICENCE;
  }

  @Override
  public String size() {
    return "20,000 rows, 16 features, 26 classes";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    try {
      SourceFile file = LetterData.embedded().origin().files().get(0);
      boolean same = file.sha256().equals(LetterData.SHA256);
      return new DataStatus(
          LetterData.NAME,
          same ? DataStatus.State.VERIFIED : DataStatus.State.DIFFERS,
          "embedded",
          List.of(
              "rows, fields, value ranges and class counts as published",
              same
                  ? "sha-256 as published"
                  : "sha-256 is " + file.sha256() + ", not as published"));
    } catch (UserError e) {
      return new DataStatus(
          LetterData.NAME, DataStatus.State.DAMAGED, "embedded", List.of(e.sentence(), e.cure()));
    }
  }

  /** The embedded copy, with the customary split: the first 16,000 rows train. */
  @Override
  public TaskTable load(DataFinder finder) {
    return TaskTable.oneVersusRest(
        LetterData.embedded(),
        Optional.of(RowSplit.of(LetterData.ROWS, r -> r < TRAIN_ROWS ? Part.TRAIN : Part.TEST)));
  }
}
