package org.bilevel4j.datasets.cifar;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.file.DataFile;
import org.bilevel4j.datasets.table.ByteFeatures;
import org.bilevel4j.datasets.table.DataOrigin;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;

/**
 * Reads files of images of 32 x 32 pixels: records of label bytes, of which the last is used, and
 * 1,024 red, 1,024 green and 1,024 blue bytes, each plane row-major.
 */
final class CifarReader {
  /** Number of features. */
  static final int COLS = 3 * 32 * 32;

  private static final long LIMIT = 1L << 28;

  private final String dataset;
  private final int labelBytes;
  private final List<String> classes;
  private byte[] pixels = new byte[64 * COLS];
  private int[] labels = new int[64];
  private int rows;

  CifarReader(String dataset, int labelBytes, List<String> classes) {
    this.dataset = dataset;
    this.labelBytes = labelBytes;
    this.classes = classes;
  }

  /**
   * Reads files one after another.
   *
   * @param ends receives where the rows of each file end; modified
   */
  LabelledTable read(List<Path> files, String licence, String citation, int[] ends) {
    List<SourceFile> sources = new ArrayList<>();
    for (int f = 0; f < ends.length; f++) {
      int before = rows;
      try (DataFile file = DataFile.open(dataset, files.get(f))) {
        records(file);
        sources.add(file.source());
      }
      if (rows == before) {
        throw new UserError(dataset + ": " + files.get(f) + " is empty.", "fetch it again.");
      }
      ends[f] = rows;
    }
    return new LabelledTable(
        dataset,
        new ByteFeatures(rows, COLS, Arrays.copyOf(pixels, rows * COLS), 255),
        Arrays.copyOf(labels, rows),
        classes,
        new DataOrigin(dataset, licence, citation, sources));
  }

  private void records(DataFile file) {
    byte[] record = new byte[labelBytes + COLS];
    int before = rows;
    int n = 0;
    while (n >= 0) {
      int filled = 0;
      while (filled < record.length
          && (n = file.readSome(record, filled, record.length - filled, LIMIT)) >= 0) {
        filled += n;
      }
      if (filled == record.length) {
        add(file, record, rows - before);
      } else if (filled > 0) {
        throw new UserError(
            "%s: %s is truncated: record %d has %d of %d bytes."
                .formatted(dataset, file.location(), rows - before, filled, record.length),
            "the download broke off, or it is another file; fetch it again.");
      }
    }
  }

  private void add(DataFile file, byte[] record, int index) {
    int label = record[labelBytes - 1] & 0xff;
    if (label >= classes.size()) {
      throw new UserError(
          "%s: %s: label of record %d is %d, must be from 0 to %d."
              .formatted(dataset, file.location(), index, label, classes.size() - 1),
          "it is another file, or damaged; fetch it again.");
    }
    if (rows == labels.length) {
      labels = Arrays.copyOf(labels, 2 * rows);
      pixels = Arrays.copyOf(pixels, labels.length * COLS);
    }
    labels[rows] = label;
    System.arraycopy(record, labelBytes, pixels, rows * COLS, COLS);
    rows++;
  }
}
