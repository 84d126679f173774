package org.bilevel4j.datasets.chest;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.KnownFiles;
import org.bilevel4j.datasets.TaskData;
import org.bilevel4j.datasets.csv.CsvOptions;
import org.bilevel4j.datasets.csv.CsvTables;
import org.bilevel4j.datasets.image.ImageStore;
import org.bilevel4j.datasets.image.ImageTable;
import org.bilevel4j.datasets.image.PixelGrid;
import org.bilevel4j.datasets.table.CategoricalColumn;
import org.bilevel4j.datasets.table.ColumnTable;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;

/**
 * ChestX-ray14 as 14 tasks, a finding each: 1,000 grey images of 64 x 64 pixels with their findings
 * and the patient-disjoint split of ChestMNIST, and the findings of all 112,120 images without
 * their pixels.
 */
@AutoService(Component.class)
@Listed(
    name = ChestXray14.NAME,
    title = "ChestX-ray14: 14 findings on grey X-ray images of the chest",
    source = ChestXray14.CITATION)
public record ChestXray14(
    @Param(value = "height and width that images are brought to", range = "1 to 1024") int side)
    implements TaskData {
  /** Name of the data set. */
  public static final String NAME = "chest-xray14";

  static final String CITATION =
      "X. Wang, Y. Peng, L. Lu, Z. Lu, M. Bagheri, R. M. Summers (2017), ChestX-ray8; data: NIH"
          + " Clinical Center";

  private static final String LICENCE = "free use with citation (NIH Clinical Center)";
  private static final String FOLDER = "chest";
  private static final String CURE =
      "put chestxray14_labels.csv, chestxray14_64x64_1000.zip and"
          + " chestxray14_64x64_1000_labels.csv into DIR/chest and give --data DIR or set"
          + " BILEVEL4J_DATA=DIR.";

  private static final KnownFiles IMAGES =
      new KnownFiles(
          NAME,
          FOLDER,
          List.of(
              new KnownFiles.Known(
                  "chestxray14_64x64_1000_labels.csv",
                  "23958ce845ee5f02dadedfb415b18e6f4b0dbeecc2f86535e5e6b266917871b4"),
              new KnownFiles.Known(
                  "chestxray14_64x64_1000.zip",
                  "0ad66d609692b397edc5884e8eb629ec73c8089723278a8b0bc6aeae4a7dd49a")),
          CURE);

  private static final KnownFiles LABELS =
      new KnownFiles(
          NAME,
          FOLDER,
          List.of(
              new KnownFiles.Known(
                  "chestxray14_labels.csv.gz",
                  "8ec384fb781a7373a2b412af4af823e4898bf25b6d4706322920278004440675")),
          CURE);

  /** Checks the side. */
  public ChestXray14 {
    Args.atLeast(1, side, "side");
    Args.atMost(1024, side, "side");
  }

  /** Images as they are, 64 x 64. */
  public ChestXray14() {
    this(64);
  }

  @Override
  public String licence() {
    return LICENCE;
  }

  @Override
  public String size() {
    return "1,000 images of 64 x 64 pixels, 14 tasks; findings of 112,120 images";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return KnownFiles.status(NAME, List.of(IMAGES, LABELS), finder);
  }

  @Override
  public TaskTable load(DataFinder finder) {
    List<Path> files = IMAGES.find(finder);
    ColumnTable findings =
        CsvTables.read(
            NAME,
            files.get(0),
            CsvOptions.defaults()
                .labels("*")
                .keep("image", "cxr14_split")
                .leaveOut("subset_split")); // patients are in several of its parts
    CategoricalColumn names = findings.kept("image");
    List<String> entries =
        IntStream.range(0, names.rows())
            .mapToObj(r -> "img/" + names.categories().get(names.code(r)))
            .toList();
    DataOrigin origin = new DataOrigin(NAME, LICENCE, CITATION, findings.origin().files());
    try (ImageStore store = ImageStore.open(NAME, files.get(1))) {
      LabelledTable table =
          ImageTable.read(store, entries, new PixelGrid(side, false), findings.labels(), origin);
      return new TaskTable(
          table,
          Optional.of(RowSplit.byColumn(findings, "cxr14_split")),
          Optional.empty(),
          List.of());
    }
  }

  /**
   * The findings of all 112,120 images: label columns, and the kept columns "image" and "split".
   */
  public static ColumnTable findings(DataFinder finder) {
    return CsvTables.read(
        NAME, LABELS.find(finder).get(0), CsvOptions.defaults().labels("*").keep("image", "split"));
  }
}
