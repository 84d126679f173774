package org.bilevel4j.integration.input;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Data files that are broken, read by a run and by {@code data}. */
final class DataCases {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";
  private static final int PIXELS = 28 * 28;

  private final Path blank;

  /**
   * Cases over copies of blank files.
   *
   * @param blank an empty folder, filled with four files of the right shape
   */
  DataCases(Path blank) throws IOException {
    this.blank = blank;
    Files.write(blank.resolve(TRAIN_IMAGES), gz(images(2051, 60_000, 28, 60_000 * PIXELS)));
    Files.write(blank.resolve(TEST_IMAGES), gz(images(2051, 10_000, 28, 10_000 * PIXELS)));
    Files.write(blank.resolve(TRAIN_LABELS), gz(labels(2049, 60_000, 60_000)));
    Files.write(blank.resolve(TEST_LABELS), gz(labels(2049, 10_000, 10_000)));
  }

  /** Harm done to a file. */
  @FunctionalInterface
  private interface Damage {
    void to(Path file) throws IOException;
  }

  private static byte[] images(int magic, int count, int side, int pixels) {
    return ByteBuffer.allocate(16 + pixels)
        .putInt(magic)
        .putInt(count)
        .putInt(side)
        .putInt(28)
        .array();
  }

  private static byte[] labels(int magic, int count, int found) {
    return ByteBuffer.allocate(8 + found).putInt(magic).putInt(count).array();
  }

  private static byte[] gz(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
      packed.write(content);
    }
    return out.toByteArray();
  }

  private static Damage by(byte[] content) {
    return file -> Files.write(file, content);
  }

  private static Damage packed(byte[] content) {
    return file -> Files.write(file, gz(content));
  }

  private BadCase damaged(String name, String file, String part, Damage damage) {
    return BadCase.of(
        name,
        part,
        folder -> Samples.run(folder, Samples.FASHION, "--data", data(folder, file, damage)));
  }

  private String data(Path folder, String file, Damage damage) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (String one : List.of(TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)) {
      if (!one.equals(file)) {
        Files.copy(blank.resolve(one), data.resolve(one));
      }
    }
    damage.to(data.resolve(file));
    return data.toString();
  }

  List<BadCase> all() throws IOException {
    List<BadCase> all = new ArrayList<>(packing());
    all.addAll(contents());
    all.addAll(shown());
    return all;
  }

  private List<BadCase> packing() throws IOException {
    byte[] whole = gz(images(2051, 60_000, 28, 1000 * PIXELS));
    byte[] labels = gz(labels(2049, 60_000, 60_000));
    byte[] changed = labels.clone();
    changed[changed.length - 6] ^= 1;
    return List.of(
        damaged(
            "a gz file cut short",
            TRAIN_IMAGES,
            "is truncated: its gz stream ends before",
            by(Arrays.copyOf(whole, whole.length / 2))),
        damaged("a gz file with a wrong checksum", TRAIN_LABELS, "is damaged", by(changed)),
        damaged(
            "a file that is not gz",
            TRAIN_IMAGES,
            "named .gz, but not gzip data",
            by(new byte[100])),
        damaged("an empty file", TRAIN_IMAGES, "named .gz, but not gzip data", by(new byte[0])),
        damaged(
            "a folder in place of a file",
            TRAIN_IMAGES,
            "is a directory, a file is needed",
            Files::createDirectory));
  }

  private List<BadCase> contents() {
    return List.of(
        damaged(
            "too few pixels",
            TRAIN_IMAGES,
            "is truncated: it ends after 784016 unpacked bytes",
            packed(images(2051, 60_000, 28, 1000 * PIXELS))),
        damaged(
            "a wrong magic number",
            TRAIN_IMAGES,
            "has magic number 2049, must be 2051",
            packed(images(2049, 60_000, 28, 0))),
        damaged(
            "a wrong number of images",
            TRAIN_IMAGES,
            "has number of images 59999, must be 60000",
            packed(images(2051, 59_999, 28, 0))),
        damaged(
            "images of another size",
            TRAIN_IMAGES,
            "has image height 32, must be 28",
            packed(images(2051, 60_000, 32, 0))),
        damaged(
            "labels of the test images",
            TRAIN_LABELS,
            "has number of labels 10000, must be 60000",
            packed(labels(2049, 10_000, 10_000))),
        damaged(
            "a label that is no class",
            TRAIN_LABELS,
            "label 59999 is 10, must be from 0 to 9",
            file -> {
              byte[] content = labels(2049, 60_000, 60_000);
              content[content.length - 1] = 10;
              Files.write(file, gz(content));
            }),
        damaged(
            "bytes after the last label",
            TRAIN_LABELS,
            "has bytes after the 60008 that its header declares",
            packed(labels(2049, 60_000, 60_001))));
  }

  private List<BadCase> shown() {
    return List.of(
        new BadCase(
            "data looked at with a wrong magic number",
            1,
            "has magic number 7, must be 2051",
            f ->
                List.of(
                    "data",
                    "fashion-mnist",
                    "--data",
                    data(f, TRAIN_IMAGES, packed(images(7, 1, 1, 0))))),
        new BadCase(
            "data looked at, cut short",
            1,
            "is truncated",
            f ->
                List.of(
                    "data",
                    "fashion-mnist",
                    "--data",
                    data(
                        f,
                        TRAIN_IMAGES,
                        by(Arrays.copyOf(gz(images(2051, 60_000, 28, 1000)), 30))))));
  }
}
