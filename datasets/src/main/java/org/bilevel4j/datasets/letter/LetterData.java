package org.bilevel4j.datasets.letter;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;

/**
 * UCI Letter Recognition (D. J. Slate, 1991; P. W. Frey and D. J. Slate, "Letter recognition using
 * Holland-style adaptive classifiers", Machine Learning 6, 1991): 20,000 rows, 16 features that are
 * whole numbers 0..15, 26 classes A..Z. A complete copy is embedded.
 */
public final class LetterData {
  /** Name of the data set. */
  public static final String NAME = "letter";

  /** Number of rows. */
  public static final int ROWS = 20_000;

  /** Number of features. */
  public static final int COLS = 16;

  /** Number of classes. */
  public static final int CLASSES = 26;

  /** Largest value of a feature; the smallest is 0. */
  public static final int MAX_VALUE = 15;

  /** SHA-256 of the unpacked official file, 712,565 bytes. */
  public static final String SHA256 =
      "2b89f3602cf768d3c8355267d2f13f2417809e101fc2b5ceee10db19a60de6e2";

  /** A to Z. */
  public static final List<String> CLASS_NAMES =
      IntStream.range(0, CLASSES).mapToObj(c -> String.valueOf((char) ('A' + c))).toList();

  /** Names of the features in the words of the data set's authors. */
  public static final List<String> COLUMN_NAMES =
      List.of(
          "x-box", "y-box", "width", "high", "onpix", "x-bar", "y-bar", "x2bar", "y2bar", "xybar",
          "x2ybr", "xy2br", "x-ege", "xegvy", "y-ege", "yegvx");

  /** Rows of each class, as published. */
  public static final List<Integer> CLASS_COUNTS =
      List.of(
          789, 766, 736, 805, 768, 775, 773, 734, 755, 747, 739, 761, 792, 783, 753, 803, 783, 758,
          748, 796, 813, 764, 752, 787, 786, 734);

  static final String LICENCE = "CC BY 4.0 (UCI Machine Learning Repository)";
  static final String CITATION = "D. J. Slate (1991), Letter Recognition, UCI repository";

  private static final String RESOURCE = "letter-recognition.data.gz";

  private LetterData() {}

  /** The embedded copy, 20,000 x 16, labels 0..25 for A..Z. */
  public static LabelledTable embedded() {
    InputStream in = LetterData.class.getResourceAsStream(RESOURCE);
    if (in == null) {
      throw new IllegalStateException("the jar lacks its resource " + RESOURCE);
    }
    try (DataFile file = DataFile.of(NAME, "embedded " + RESOURCE, in)) {
      return LetterParser.parse(file);
    }
  }

  /**
   * Reads a file with the layout of letter-recognition.data, plain or gz.
   *
   * @param path the file; must be complete, that is have the published number of rows of each class
   * @throws UserError if the file is anything else; names file, line, column, value and bound
   */
  public static LabelledTable read(Path path) {
    try (DataFile file = DataFile.open(NAME, path)) {
      return LetterParser.parse(file);
    }
  }

  static DataOrigin origin(SourceFile file) {
    return new DataOrigin(NAME, LICENCE, CITATION, List.of(file));
  }
}
