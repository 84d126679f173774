package org.bilevel4j.datasets.file;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.table.SourceFile;

/**
 * Reads IDX files of unsigned bytes (Y. LeCun's MNIST layout: big-endian magic number and sizes,
 * then the bytes, row-major), strictly: magic number, sizes, length and label range must be as
 * expected.
 */
public final class IdxReader {
  private static final int IMAGES = 2051;
  private static final int LABELS = 2049;

  private IdxReader() {}

  /**
   * Reads images into a packed array.
   *
   * @param dataset name of the data set, for messages
   * @param path an IDX file with magic number 2051, plain or gz
   * @param count images that the file must hold
   * @param height rows of an image
   * @param width columns of an image
   * @param out receives count x height x width bytes from {@code offset} on; modified
   * @param offset first place in {@code out}
   * @return length and checksum of the file
   * @throws UserError if the file is anything else
   */
  public static SourceFile images(
      String dataset, Path path, int count, int height, int width, byte[] out, int offset) {
    try (DataFile file = DataFile.open(dataset, path)) {
      expect(file, "magic number", IMAGES, header(file, "magic number"));
      expect(file, "number of images", count, header(file, "number of images"));
      expect(file, "image height", height, header(file, "image height"));
      expect(file, "image width", width, header(file, "image width"));
      int length = Math.multiplyExact(Math.multiplyExact(count, height), width);
      file.read(out, offset, length, "pixels");
      file.expectEnd();
      return file.source();
    }
  }

  /**
   * Reads labels.
   *
   * @param dataset name of the data set, for messages
   * @param path an IDX file with magic number 2049, plain or gz
   * @param count labels that the file must hold
   * @param classes every label must be below this
   * @param out receives count labels from {@code offset} on; modified
   * @param offset first place in {@code out}
   * @return length and checksum of the file
   * @throws UserError if the file is anything else
   */
  public static SourceFile labels(
      String dataset, Path path, int count, int classes, int[] out, int offset) {
    try (DataFile file = DataFile.open(dataset, path)) {
      expect(file, "magic number", LABELS, header(file, "magic number"));
      expect(file, "number of labels", count, header(file, "number of labels"));
      byte[] read = new byte[count];
      file.read(read, 0, count, "labels");
      file.expectEnd();
      for (int k = 0; k < count; k++) {
        out[offset + k] = label(file, k, read[k] & 0xff, classes);
      }
      return file.source();
    }
  }

  private static int label(DataFile file, int k, int label, int classes) {
    if (label >= classes) {
      throw new UserError(
          file.dataset()
              + ": "
              + file.location()
              + ": label "
              + k
              + " is "
              + label
              + ", must be from 0 to "
              + (classes - 1)
              + ".",
          "the file is damaged; fetch it again.");
    }
    return label;
  }

  private static int header(DataFile file, String what) {
    byte[] four = new byte[4];
    file.read(four, 0, 4, what);
    return ByteBuffer.wrap(four).getInt();
  }

  private static void expect(DataFile file, String what, int expected, int found) {
    if (found != expected) {
      throw new UserError(
          file.dataset()
              + ": "
              + file.location()
              + " has "
              + what
              + " "
              + found
              + ", must be "
              + expected
              + ".",
          "it is another file, or images and labels, training and test files were swapped.");
    }
  }
}
