package org.bilevel4j.datasets.fashion;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.file.IdxReader;
import org.bilevel4j.datasets.table.SourceFile;

/** The four official files with length and SHA-256 of their unpacked contents. */
enum FashionFile {
  TRAIN_IMAGES(
      "train-images-idx3-ubyte.gz",
      47_040_016,
      "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
  TRAIN_LABELS(
      "train-labels-idx1-ubyte.gz",
      60_008,
      "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
  TEST_IMAGES(
      "t10k-images-idx3-ubyte.gz",
      7_840_016,
      "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
  TEST_LABELS(
      "t10k-labels-idx1-ubyte.gz",
      10_008,
      "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  private final String fileName;
  private final long bytes;
  private final String sha256;

  FashionFile(String fileName, long bytes, String sha256) {
    this.fileName = fileName;
    this.bytes = bytes;
    this.sha256 = sha256;
  }

  String fileName() {
    return fileName;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(FashionFile::fileName).toList();
  }

  /** Whether a file that was read has the published content. */
  boolean published(SourceFile source) {
    return source.bytes() == bytes && source.sha256().equals(sha256);
  }

  /** Where a vain search looked: the end of a sentence. */
  static String looked(DataFinder.Search search) {
    return "looked in "
        + String.join(", ", search.looked())
        + ", and in the folder "
        + FashionMnist.NAME
        + " of each.";
  }

  /** What to do when the files are missing: one sentence. */
  static String cure() {
    String files =
        Arrays.stream(values())
            .map(
                f ->
                    String.format(
                        Locale.ROOT,
                        "%s (unpacked %,d bytes, sha-256 %s)",
                        f.fileName,
                        f.bytes,
                        f.sha256))
            .collect(Collectors.joining(", "));
    return "run 'apt-get install dataset-fashion-mnist' (Debian, 31 MB), or download the four files"
        + " of github.com/zalandoresearch/fashion-mnist, folder data/fashion (31 MB), into"
        + " DIR/fashion-mnist and give --data DIR or set BILEVEL4J_DATA=DIR: "
        + files
        + ".";
  }

  /** Reads the file into its place of the joint arrays. */
  SourceFile read(Path path, byte[] pixels, int[] labels) {
    boolean train = this == TRAIN_IMAGES || this == TRAIN_LABELS;
    int count = train ? FashionMnist.TRAIN_ROWS : FashionMnist.TEST_ROWS;
    int first = train ? 0 : FashionMnist.TRAIN_ROWS;
    if (this == TRAIN_IMAGES || this == TEST_IMAGES) {
      return IdxReader.images(
          FashionMnist.NAME,
          path,
          count,
          FashionMnist.SIDE,
          FashionMnist.SIDE,
          pixels,
          first * FashionMnist.COLS);
    }
    return IdxReader.labels(
        FashionMnist.NAME, path, count, FashionMnist.CLASS_NAMES.size(), labels, first);
  }
}
