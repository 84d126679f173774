package org.bilevel4j.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.gz;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  @TempDir Path dir;
  private Path path;

  @BeforeEach
  void name() {
    path = dir.resolve("data");
  }

  /** Two images of 2 x 3 pixels with the bytes 250 to 255 and then 0 to 5. */
  private static byte[] images(int magic, int count, int height, int width, int pixels) {
    ByteBuffer out = ByteBuffer.allocate(16 + pixels);
    out.putInt(magic).putInt(count).putInt(height).putInt(width);
    for (int k = 0; k < pixels; k++) {
      out.put((byte) (250 + k));
    }
    return out.array();
  }

  private static byte[] labels(int magic, int count, int... labels) {
    ByteBuffer out = ByteBuffer.allocate(8 + labels.length).putInt(magic).putInt(count);
    for (int label : labels) {
      out.put((byte) label);
    }
    return out.array();
  }

  private String imageError(byte[] content) throws IOException {
    Files.write(path, content);
    return sentence(() -> IdxReader.images("x", path, 2, 2, 3, new byte[12], 0))
        .replace(path.toString(), "FILE");
  }

  private String labelError(byte[] content) throws IOException {
    Files.write(path, content);
    return sentence(() -> IdxReader.labels("x", path, 3, 10, new int[3], 0))
        .replace(path.toString(), "FILE");
  }

  @Test
  void should_read_images_and_labels_plain_and_gz_into_their_place() throws IOException {
    byte[] image = images(2051, 2, 2, 3, 12);
    byte[] label = labels(2049, 3, 9, 0, 7);
    for (boolean pack : new boolean[] {false, true}) {
      Files.write(path, pack ? gz(image) : image);
      byte[] pixels = new byte[14];
      assertThat(IdxReader.images("x", path, 2, 2, 3, pixels, 1).bytes()).isEqualTo(28);
      assertThat(pixels).containsExactly(0, 250, 251, 252, 253, 254, 255, 0, 1, 2, 3, 4, 5, 0);

      Files.write(path, pack ? gz(label) : label);
      int[] read = new int[4];
      assertThat(IdxReader.labels("x", path, 3, 10, read, 1).bytes()).isEqualTo(11);
      assertThat(read).containsExactly(0, 9, 0, 7);
    }
  }

  @Test
  void should_refuse_a_wrong_magic_number() throws IOException {
    assertThat(imageError(images(2049, 2, 2, 3, 12)))
        .isEqualTo("x: FILE has magic number 2049, must be 2051.");
    assertThat(labelError(labels(2051, 3, 1, 2, 3)))
        .isEqualTo("x: FILE has magic number 2051, must be 2049.");
  }

  @Test
  void should_refuse_wrong_sizes() throws IOException {
    assertThat(imageError(images(2051, 1, 2, 3, 12)))
        .isEqualTo("x: FILE has number of images 1, must be 2.");
    assertThat(imageError(images(2051, -1, 2, 3, 12))).contains("number of images -1");
    assertThat(imageError(images(2051, 2, 28, 3, 12)))
        .isEqualTo("x: FILE has image height 28, must be 2.");
    assertThat(imageError(images(2051, 2, 2, 28, 12)))
        .isEqualTo("x: FILE has image width 28, must be 3.");
    assertThat(labelError(labels(2049, 2_000_000_000, 1, 2, 3)))
        .isEqualTo("x: FILE has number of labels 2000000000, must be 3.");
  }

  @Test
  void should_refuse_a_file_that_ends_too_early() throws IOException {
    assertThat(imageError(new byte[0])).contains("ends after 0 unpacked bytes, 4 are needed");
    assertThat(imageError(images(2051, 2, 2, 3, 11)))
        .isEqualTo(
            "x: FILE is truncated: it ends after 27 unpacked bytes, 28 are needed for its pixels.");
    byte[] packed = gz(images(2051, 2, 2, 3, 12));
    assertThat(imageError(Arrays.copyOf(packed, packed.length - 10))).contains("is truncated");
    assertThat(labelError(labels(2049, 3, 1, 2))).contains("needed for its labels");
  }

  @Test
  void should_refuse_trailing_bytes() throws IOException {
    assertThat(imageError(images(2051, 2, 2, 3, 13)))
        .isEqualTo("x: FILE has bytes after the 28 that its header declares.");
    assertThat(labelError(gz(labels(2049, 3, 1, 2, 3, 4))))
        .isEqualTo("x: FILE has bytes after the 11 that its header declares.");
  }

  @Test
  void should_name_the_label_that_is_out_of_range() throws IOException {
    assertThat(labelError(labels(2049, 3, 9, 10, 3)))
        .isEqualTo("x: FILE: label 1 is 10, must be from 0 to 9.");
    assertThat(labelError(labels(2049, 3, 255, 0, 3))).contains("label 0 is 255");
  }
}
