package org.bilevel4j.datasets.chexpert;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.core.util.UserError;
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
import org.bilevel4j.datasets.table.NumericColumn;
import org.bilevel4j.datasets.table.SourceFile;
import org.bilevel4j.datasets.task.Part;
import org.bilevel4j.datasets.task.RowSplit;
import org.bilevel4j.datasets.task.TaskTable;

/**
 * CheXpert (small) as 14 tasks, an observation each, from the official folder CheXpert-v1.0-small.
 * The rows of train.csv come first; its last ones validate, valid.csv tests.
 */
@AutoService(Component.class)
@Listed(
    name = Chexpert.NAME,
    title = "CheXpert: 14 observations on 223,648 X-ray images of the chest",
    source = Chexpert.CITATION)
public record Chexpert(
    @Param(value = "height and width that images are brought to", range = "1 to 1024") int side,
    @Param(value = "what an uncertain cell (-1) is", range = "missing, negative, positive")
        Reading uncertain,
    @Param(value = "what an empty cell is", range = "missing, negative, positive")
        Reading unmentioned,
    @Param(value = "last rows of train.csv that validate", range = "at least 0") int validationRows)
    implements TaskData {
  /** Name of the data set. */
  public static final String NAME = "chexpert";

  static final String CITATION =
      "J. Irvin et al. (2019), CheXpert: a large chest radiograph dataset with uncertainty labels";

  private static final String LICENCE = "Stanford research use agreement; no copies";
  private static final String FOLDER = "CheXpert-v1.0-small";
  private static final List<Integer> ROWS = List.of(223_414, 234);

  private static final KnownFiles FILES =
      new KnownFiles(
          NAME,
          FOLDER,
          List.of(new KnownFiles.Known("train.csv", ""), new KnownFiles.Known("valid.csv", "")),
          "agree to the terms on the CheXpert page, unpack CheXpert-v1.0-small.zip in DIR, and give"
              + " --data DIR or set BILEVEL4J_DATA=DIR.");

  private static final CsvOptions COLUMNS =
      CsvOptions.defaults()
          .numeric("*")
          .keep("Path")
          .leaveOut("Sex", "Age", "Frontal/Lateral", "AP/PA");

  /** What a cell that is neither 0 nor 1 is. */
  public enum Reading {
    /** No label. */
    MISSING(CategoricalColumn.MISSING),
    /** 0. */
    NEGATIVE(0),
    /** 1. */
    POSITIVE(1);

    private final byte code;

    Reading(int code) {
      this.code = (byte) code;
    }
  }

  /** Checks the numbers. */
  public Chexpert {
    Args.atLeast(1, side, "side");
    Args.atMost(1024, side, "side");
    Args.atLeast(0, validationRows, "validationRows");
  }

  /** 32 x 32 pixels, uncertain and empty cells missing, the last 1,000 rows validate. */
  public Chexpert() {
    this(32, Reading.MISSING, Reading.MISSING, 1_000);
  }

  @Override
  public String licence() {
    return LICENCE;
  }

  @Override
  public String size() {
    return "223,648 images, 14 tasks";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    return FILES.status(
        finder,
        paths -> {
          List<Integer> rows =
              paths.stream().map(path -> CsvTables.read(NAME, path, COLUMNS).rows()).toList();
          return List.of(
              new KnownFiles.Finding(
                  "rows of train.csv and valid.csv are " + rows + ", published are " + ROWS,
                  rows.equals(ROWS)));
        });
  }

  @Override
  public TaskTable load(DataFinder finder) {
    List<Path> files = FILES.find(finder);
    ColumnTable train = CsvTables.read(NAME, files.get(0), COLUMNS);
    ColumnTable valid = CsvTables.read(NAME, files.get(1), COLUMNS);
    int trainRows = train.rows() - validationRows;
    if (trainRows < 1) {
      throw new UserError(
          NAME + ": validationRows is " + validationRows + ", must be below " + train.rows() + ".");
    }
    List<CategoricalColumn> labels = new ArrayList<>();
    train.inputs().forEach(input -> labels.add(label(input.name(), train, valid)));
    List<String> images = new ArrayList<>(paths(train));
    images.addAll(paths(valid));
    List<SourceFile> sources = new ArrayList<>(train.origin().files());
    sources.addAll(valid.origin().files());
    Path parent = Objects.requireNonNull(files.get(0).toAbsolutePath().getParent());
    try (ImageStore store = ImageStore.open(NAME, parent)) {
      return new TaskTable(
          ImageTable.read(
              store,
              images,
              new PixelGrid(side, false),
              labels,
              new DataOrigin(NAME, LICENCE, CITATION, sources)),
          Optional.of(
              RowSplit.of(
                  images.size(),
                  r ->
                      r < trainRows ? Part.TRAIN : r < train.rows() ? Part.VALIDATION : Part.TEST)),
          Optional.empty(),
          List.of());
    }
  }

  /** Paths of the images below the folder, which every path of the files begins with. */
  private static List<String> paths(ColumnTable table) {
    CategoricalColumn paths = table.kept("Path");
    List<String> all = new ArrayList<>();
    for (int r = 0; r < paths.rows(); r++) {
      String path = paths.isMissing(r) ? "" : paths.categories().get(paths.code(r));
      if (!path.startsWith(FOLDER + "/")) {
        throw new UserError(
            table.place(r) + ": Path is '" + path + "', must begin with " + FOLDER + "/.");
      }
      all.add(path.substring(FOLDER.length() + 1));
    }
    return all;
  }

  private CategoricalColumn label(String name, ColumnTable... tables) {
    byte[] codes = new byte[tables[0].rows() + tables[1].rows()];
    int at = 0;
    for (ColumnTable table : tables) {
      if (!(table.input(name) instanceof NumericColumn column)) {
        throw new IllegalStateException(name + " is declared numeric");
      }
      for (int r = 0; r < table.rows(); r++) {
        double cell = column.value(r);
        if (!(column.isMissing(r) || cell == 0 || cell == 1 || cell == -1)) {
          throw new UserError(
              table.place(r) + ": " + name + " is " + cell + ", must be 1, 0, -1 or empty.");
        }
        codes[at++] =
            column.isMissing(r) ? unmentioned.code : cell == -1 ? uncertain.code : (byte) cell;
      }
    }
    return new CategoricalColumn(name, List.of("0", "1"), codes);
  }
}
