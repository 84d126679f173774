package org.bilevel4j.datasets.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.table.LabelledTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On black images with the labels of MNIST. */
class MnistTest {
  private static final int[] TRAIN = {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949};
  private static final int[] TEST = {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009};

  @TempDir Path folder;

  private void write(String prefix, int... counts) throws IOException {
    int rows = 0;
    byte[] labels = new byte[60_000];
    for (int c = 0; c < counts.length; c++) {
      for (int k = 0; k < counts[c]; k++) {
        labels[rows++] = (byte) c;
      }
    }
    try (DataOutputStream out = open(prefix + "-images-idx3-ubyte.gz")) {
      out.writeInt(2051);
      out.writeInt(rows);
      out.writeInt(28);
      out.writeInt(28);
      out.write(new byte[rows * 28 * 28]);
    }
    try (DataOutputStream out = open(prefix + "-labels-idx1-ubyte.gz")) {
      out.writeInt(2049);
      out.writeInt(rows);
      out.write(labels, 0, rows);
    }
  }

  private DataOutputStream open(String name) throws IOException {
    Path mnist = Files.createDirectories(folder.resolve("mnist"));
    return new DataOutputStream(
        new GZIPOutputStream(Files.newOutputStream(mnist.resolve(name)), 1 << 16));
  }

  private DataFinder finder() {
    return new DataFinder(List.of(new DataFinder.Place("--data", folder)));
  }

  @Test
  void should_read_the_four_files_into_one_table() throws IOException {
    write("train", TRAIN);
    write("t10k", TEST);

    LabelledTable table = Mnist.load(finder());

    assertThat(table.rows()).isEqualTo(70_000);
    assertThat(table.cols()).isEqualTo(784);
    assertThat(table.label(60_000)).isZero();
    assertThat(new Mnist().status(finder()).state()).isEqualTo(DataStatus.State.VERIFIED);
  }

  @Test
  void should_refuse_another_set_in_the_same_layout() throws IOException {
    int[] balanced = {6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000, 6000};
    write("train", balanced);
    write("t10k", TEST);

    assertThatThrownBy(() -> Mnist.load(finder()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another set in the same layout");
    assertThat(new Mnist().status(finder()).state()).isEqualTo(DataStatus.State.DAMAGED);
  }

  @Test
  void should_say_what_is_missing() {
    assertThatThrownBy(() -> Mnist.load(finder()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("its four files were not found");
  }
}
