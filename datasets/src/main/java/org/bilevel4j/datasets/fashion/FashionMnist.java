package org.bilevel4j.datasets.fashion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.table.ByteFeatures;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;

/**
 * FashionMNIST (H. Xiao, K. Rasul, R. Vollgraf, 2017, arXiv 1708.07747): 60,000 training and 10,000
 * test images of 28 x 28 grey pixels in 10 classes. One table holds both: rows 0 to 59,999 are the
 * training images, rows 60,000 to 69,999 the test images, each in the order of its file; pixels are
 * divided by 255.
 */
public final class FashionMnist {
  /** Name of the data set and of its folder. */
  public static final String NAME = "fashion-mnist";

  /** Training rows; the first test row has this number. */
  public static final int TRAIN_ROWS = 60_000;

  /** Test rows. */
  public static final int TEST_ROWS = 10_000;

  /** Height and width of an image. */
  public static final int SIDE = 28;

  /** Number of features. */
  public static final int COLS = SIDE * SIDE;

  /** Names of the classes 0 to 9. */
  public static final List<String> CLASS_NAMES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  static final String LICENCE = "MIT (Zalando SE)";
  static final String CITATION =
      "H. Xiao, K. Rasul, R. Vollgraf (2017), Fashion-MNIST, arXiv 1708.07747";

  private FashionMnist() {}

  /**
   * Looks for the four files and reads them.
   *
   * @param finder where to look
   * @return 70,000 rows of 784 pixels in [0, 1]
   * @throws UserError if they are not found, which says what to install or download, or damaged
   */
  public static LabelledTable load(DataFinder finder) {
    DataFinder.Search search = finder.find(NAME, FashionFile.names());
    if (!search.found()) {
      throw new UserError(
          NAME + ": its four files were not found; " + FashionFile.looked(search),
          FashionFile.cure());
    }
    return read(search.files());
  }

  /**
   * Reads the four files of one directory.
   *
   * @param directory holds them directly or in a folder "fashion-mnist", each plain or gz
   */
  public static LabelledTable read(Path directory) {
    return load(new DataFinder(List.of(new DataFinder.Place("directory", directory))));
  }

  private static LabelledTable read(Map<String, Path> files) {
    byte[] pixels = new byte[(TRAIN_ROWS + TEST_ROWS) * COLS];
    int[] labels = new int[TRAIN_ROWS + TEST_ROWS];
    List<SourceFile> sources = new ArrayList<>();
    for (FashionFile file : FashionFile.values()) {
      Path path = files.get(file.fileName());
      if (path == null) {
        throw new IllegalArgumentException("no path for " + file.fileName());
      }
      sources.add(file.read(path, pixels, labels));
    }
    return new LabelledTable(
        NAME,
        new ByteFeatures(labels.length, COLS, pixels, 255),
        labels,
        CLASS_NAMES,
        new DataOrigin(NAME, LICENCE, CITATION, sources));
  }
}
