package org.bilevel4j.datasets.fashion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Assertions;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.SharedData;
import org.bilevel4j.datasets.table.LabelledTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
  @TempDir Path dir;

  @AfterEach
  void removeLinks() throws IOException {
    for (String file : FashionFile.names()) {
      if (Files.isSymbolicLink(dir.resolve(file))) {
        Files.delete(dir.resolve(file));
      }
    }
  }

  private DataFinder nowhere() {
    return DataFinder.of(null, Map.of(), dir.resolve("home"), dir.resolve("usr"));
  }

  private static DataFinder only(Path place) {
    return new DataFinder(List.of(new DataFinder.Place("test", place)));
  }

  /** Links to the real files but for one, which gets other content. */
  private DataFinder withFile(String name, byte[] content) throws IOException {
    Path shared = SharedData.require(FashionMnist.NAME).resolve(FashionMnist.NAME);
    for (String file : FashionFile.names()) {
      if (!file.equals(name)) {
        Files.createSymbolicLink(dir.resolve(file), shared.resolve(file));
      }
    }
    Files.write(dir.resolve(name), content);
    return only(dir);
  }

  private static byte[] shared(String name) throws IOException {
    return Files.readAllBytes(
        SharedData.require(FashionMnist.NAME).resolve(FashionMnist.NAME).resolve(name));
  }

  @Test
  void should_say_what_to_install_and_where_it_looked_when_missing() throws IOException {
    Files.createDirectories(dir.resolve("usr"));
    UserError error =
        Assertions.catchThrowableOfType(UserError.class, () -> FashionMnist.load(nowhere()));
    assertThat(error.sentence())
        .isEqualTo(
            "fashion-mnist: its four files were not found; looked in cache folder "
                + dir.resolve("home/.cache/bilevel4j")
                + " (does not exist), installed packages "
                + dir.resolve("usr")
                + ", and in the folder fashion-mnist of each.");
    assertThat(error.cure())
        .contains("apt-get install dataset-fashion-mnist")
        .contains("31 MB")
        .contains("train-images-idx3-ubyte.gz (unpacked 47,040,016 bytes, sha-256 c59f468a2f67")
        .contains("t10k-labels-idx1-ubyte.gz (unpacked 10,008 bytes")
        .contains("--data DIR")
        .contains("BILEVEL4J_DATA")
        .doesNotContain("\n");
    DataStatus status = new FashionMnistDataset().status(nowhere());
    assertThat(status.state()).isEqualTo(DataStatus.State.MISSING);
    assertThat(status.findings().get(1)).startsWith("Hint: run 'apt-get install");
  }

  @Test
  void should_name_the_missing_file_of_an_incomplete_directory() throws IOException {
    for (String file : FashionFile.names().subList(0, 3)) {
      Files.createFile(dir.resolve(file));
    }
    assertThat(sentence(() -> FashionMnist.load(only(dir))))
        .contains("test " + dir + " (incomplete, without t10k-labels-idx1-ubyte.gz)");
  }

  @Test
  void should_have_the_published_statistics() {
    Path data = SharedData.require(FashionMnist.NAME);
    LabelledTable table = FashionMnist.load(only(data));
    assertThat(table.rows()).isEqualTo(70_000);
    assertThat(table.cols()).isEqualTo(784);
    int[] labels = table.labels();
    assertThat(Arrays.copyOf(labels, 10)).containsExactly(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);
    assertThat(Arrays.copyOfRange(labels, 60_000, 60_010))
        .containsExactly(9, 2, 1, 1, 6, 1, 4, 6, 5, 7);
    for (int c = 0; c < 10; c++) {
      assertThat(table.rowsOfClass(c, 0, 60_000)).hasSize(6_000);
      assertThat(table.rowsOfClass(c, 60_000, 70_000)).hasSize(1_000);
    }
    double sum = 0;
    double squares = 0;
    double[] row = new double[784];
    for (int r = 0; r < 60_000; r++) {
      table.features().copyRow(r, row, 0);
      for (double v : row) {
        sum += v;
        squares += v * v;
      }
    }
    double n = 60_000.0 * 784;
    double mean = sum / n;
    assertThat(mean).isCloseTo(0.2860, within(5e-5));
    assertThat(Math.sqrt(squares / n - mean * mean)).isCloseTo(0.3530, within(5e-5));
  }

  @Test
  void should_be_verified_by_its_entry_in_either_layout() {
    Path data = SharedData.require(FashionMnist.NAME);
    for (Path place : List.of(data, data.resolve(FashionMnist.NAME))) {
      DataStatus status = new FashionMnistDataset().status(only(place));
      assertThat(status.state()).as(status.toString()).isEqualTo(DataStatus.State.VERIFIED);
      assertThat(status.where()).isEqualTo(data.resolve(FashionMnist.NAME).toString());
      assertThat(status.findings()).hasSize(5);
    }
  }

  @Test
  void should_report_changed_labels_as_different_but_usable() throws IOException {
    String name = "t10k-labels-idx1-ubyte.gz";
    byte[] plain;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(shared(name)))) {
      plain = in.readAllBytes();
    }
    plain[8] = 0;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
      gz.write(plain);
    }
    DataStatus status = new FashionMnistDataset().status(withFile(name, out.toByteArray()));
    assertThat(status.state()).isEqualTo(DataStatus.State.DIFFERS);
    assertThat(status.state().usable()).isTrue();
    assertThat(status.findings().get(3)).contains("not as published");
    assertThat(status.findings().get(4)).contains("must be 7,000 each");
  }

  @Test
  void should_report_a_truncated_file_as_damaged() throws IOException {
    String name = "t10k-labels-idx1-ubyte.gz";
    DataFinder finder = withFile(name, Arrays.copyOf(shared(name), 2_000));
    assertThat(sentence(() -> FashionMnist.load(finder)))
        .isEqualTo(
            "fashion-mnist: "
                + dir.resolve(name)
                + " is truncated: its gz stream ends before its own end mark.");
    DataStatus status = new FashionMnistDataset().status(finder);
    assertThat(status.state()).isEqualTo(DataStatus.State.DAMAGED);
    assertThat(status.state().usable()).isFalse();
    assertThat(status.findings()).hasSize(2);
  }

  @Test
  void should_refuse_test_labels_in_the_place_of_training_labels() throws IOException {
    DataFinder finder = withFile("train-labels-idx1-ubyte.gz", shared("t10k-labels-idx1-ubyte.gz"));
    assertThat(sentence(() -> FashionMnist.load(finder)))
        .contains("has number of labels 10000, must be 60000.");
  }
}
