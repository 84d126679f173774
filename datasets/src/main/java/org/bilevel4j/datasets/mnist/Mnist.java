package org.bilevel4j.datasets.mnist;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.Dataset;
import org.bilevel4j.datasets.file.IdxReader;
import org.bilevel4j.datasets.table.ByteFeatures;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;

/**
 * MNIST (Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, 1998): 60,000 training and 10,000 test images
 * of 28 x 28 grey pixels in 10 classes, in one table, training images first; pixels are divided by
 * 255. Told from other sets in the same layout by the rows of each class.
 */
@AutoService(Component.class)
@Listed(
    name = Mnist.NAME,
    title = "MNIST: grey 28 x 28 images of digits, 60,000 to train and 10,000 to test",
    source = Mnist.CITATION)
public record Mnist() implements Dataset {
  /** Name of the data set and of its folder. */
  public static final String NAME = "mnist";

  static final String CITATION =
      "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner (1998), Gradient-based learning applied to"
          + " document recognition";

  private static final int TRAIN_ROWS = 60_000;
  private static final int TEST_ROWS = 10_000;
  private static final int SIDE = 28;
  private static final String LICENCE = "CC BY-SA 3.0";
  private static final List<String> FILES =
      List.of(
          "train-images-idx3-ubyte.gz",
          "train-labels-idx1-ubyte.gz",
          "t10k-images-idx3-ubyte.gz",
          "t10k-labels-idx1-ubyte.gz");
  private static final List<String> CLASSES = IntStream.range(0, 10).mapToObj(c -> "" + c).toList();

  /** Rows of each class in the training and test files together. */
  private static final int[] COUNTS = {6903, 7877, 6990, 7141, 6824, 6313, 6876, 7293, 6825, 6958};

  /**
   * Looks for the four files and reads them.
   *
   * @return 70,000 rows of 784 pixels in [0, 1]
   * @throws UserError when they are not found, damaged, or another set in the same layout
   */
  public static LabelledTable load(DataFinder finder) {
    DataFinder.Search search = finder.find(NAME, FILES);
    if (!search.found()) {
      throw new UserError(
          NAME
              + ": its four files were not found; looked in "
              + String.join(", ", search.looked())
              + ", and in the folder "
              + NAME
              + " of each.",
          cure());
    }
    byte[] pixels = new byte[(TRAIN_ROWS + TEST_ROWS) * SIDE * SIDE];
    int[] labels = new int[TRAIN_ROWS + TEST_ROWS];
    List<SourceFile> sources = new ArrayList<>();
    for (int k = 0; k < FILES.size(); k++) {
      Path path = Objects.requireNonNull(search.files().get(FILES.get(k)));
      int count = k < 2 ? TRAIN_ROWS : TEST_ROWS;
      int first = k < 2 ? 0 : TRAIN_ROWS;
      sources.add(
          k % 2 == 0
              ? IdxReader.images(NAME, path, count, SIDE, SIDE, pixels, first * SIDE * SIDE)
              : IdxReader.labels(NAME, path, count, CLASSES.size(), labels, first));
    }
    LabelledTable table =
        new LabelledTable(
            NAME,
            new ByteFeatures(labels.length, SIDE * SIDE, pixels, 255),
            labels,
            CLASSES,
            new DataOrigin(NAME, LICENCE, CITATION, sources));
    if (!Arrays.equals(table.classCounts(), COUNTS)) {
      throw new UserError(
          NAME
              + ": "
              + search.directory()
              + " has "
              + Arrays.toString(table.classCounts())
              + " rows of each class, must have "
              + Arrays.toString(COUNTS)
              + ": it is another set in the same layout.",
          cure());
    }
    return table;
  }

  private static String cure() {
    return "put the four files "
        + String.join(", ", FILES)
        + " into DIR/"
        + NAME
        + " and give --data DIR or set BILEVEL4J_DATA=DIR.";
  }

  @Override
  public String licence() {
    return LICENCE;
  }

  @Override
  public String size() {
    return "70,000 rows, 784 features, 10 classes";
  }

  @Override
  public DataStatus status(DataFinder finder) {
    DataFinder.Search search = finder.find(NAME, FILES);
    if (!search.found()) {
      return new DataStatus(NAME, DataStatus.State.MISSING, "", List.of("Hint: " + cure()));
    }
    String where = String.valueOf(search.directory());
    try {
      load(finder);
      return new DataStatus(
          NAME, DataStatus.State.VERIFIED, where, List.of("rows of each class as published"));
    } catch (UserError e) {
      return new DataStatus(
          NAME, DataStatus.State.DAMAGED, where, List.of(e.sentence(), "Hint: " + e.cure()));
    }
  }
}
