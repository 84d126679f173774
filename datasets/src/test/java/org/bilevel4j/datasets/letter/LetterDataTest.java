package org.bilevel4j.datasets.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.gz;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bilevel4j.datasets.DataFinder;
import org.bilevel4j.datasets.DataStatus;
import org.bilevel4j.datasets.table.LabelledTable;
import org.bilevel4j.datasets.table.SourceFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LetterDataTest {
  private static byte[] packed = {};
  private static List<String> lines = List.of();

  @TempDir Path dir;

  @BeforeAll
  static void unpack() throws IOException {
    try (InputStream in = LetterData.class.getResourceAsStream("letter-recognition.data.gz")) {
      packed = in.readAllBytes();
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      lines = new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }

  @Test
  void should_hold_the_published_rows() {
    LabelledTable table = LetterData.embedded();
    assertThat(table.rows()).isEqualTo(20_000);
    assertThat(table.cols()).isEqualTo(16);
    assertThat(table.classCounts())
        .containsExactly(LetterData.CLASS_COUNTS.stream().mapToInt(i -> i).toArray());
    // first row: T,2,8,3,5,1,8,13,0,6,6,10,8,0,8,0,8
    assertThat(table.classNames().get(table.label(0))).isEqualTo("T");
    float[] row = new float[16];
    table.features().copyRow(0, row, 0);
    assertThat(row).containsExactly(2, 8, 3, 5, 1, 8, 13, 0, 6, 6, 10, 8, 0, 8, 0, 8);
  }

  @Test
  void should_agree_with_its_text_in_every_field() {
    LabelledTable table = LetterData.embedded();
    for (int r = 0; r < table.rows(); r++) {
      StringBuilder line = new StringBuilder(table.classNames().get(table.label(r)));
      for (int c = 0; c < table.cols(); c++) {
        line.append(',').append((int) table.features().at(r, c));
      }
      assertThat(line.toString()).isEqualTo(lines.get(r));
    }
  }

  @Test
  void should_record_origin_licence_and_checksum() {
    assertThat(LetterData.embedded().origin().files())
        .containsExactly(
            new SourceFile("embedded letter-recognition.data.gz", 712_565, LetterData.SHA256));
    assertThat(LetterData.embedded().origin().licence()).contains("CC BY 4.0");
    assertThat(LetterData.embedded().origin().citation()).contains("Slate");
  }

  @Test
  void should_be_verified_by_its_entry() {
    DataStatus status = new LetterDataset().status(new DataFinder(List.of()));
    assertThat(status.state()).isEqualTo(DataStatus.State.VERIFIED);
    assertThat(status.where()).isEqualTo("embedded");
  }

  @Test
  void should_read_plain_gz_and_carriage_returns_alike() throws IOException {
    float[] expected = LetterData.embedded().features().toFloats();
    String text = String.join("\n", lines) + "\n";
    byte[] plain = text.getBytes(StandardCharsets.US_ASCII);
    byte[] windows = text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    for (byte[] content : new byte[][] {plain, gz(plain), windows, packed}) {
      LabelledTable table = LetterData.read(Files.write(dir.resolve("letter"), content));
      assertThat(table.features().toFloats()).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "T,2,8,3,NaN,1,8,13,0,6,6,10,8,0,8,0,8 | column 5 (high): found 'NaN', must be a whole",
        "T,2,8,3,,1,8,13,0,6,6,10,8,0,8,0,8    | column 5 (high): found '', must be a whole",
        "T,2,8,3,1.5,1,8,13,0,6,6,10,8,0,8,0,8 | column 5 (high): found '1.5', must be a whole",
        "T,2,8,3,-1,1,8,13,0,6,6,10,8,0,8,0,8  | column 5 (high): found '-1', must be a whole",
        "T,2,8,3,16,1,8,13,0,6,6,10,8,0,8,0,8  | found '16', must be a whole number from 0 to 15.",
        "T,16777216000,8,3,5,1,8,13,0,6,6,10,8,0,8,0,8 | column 2 (x-box): found '16777216000'",
        "T,2,8,3,5,1,8,13,0,6,6,10,8,0,8,0     | number of fields is 16, must be 17.",
        "T,2,8,3,5,1,8,13,0,6,6,10,8,0,8,0,8,9 | number of fields is 18, must be 17.",
        "''                                    | number of fields is 0, must be 17.",
        "t,2,8,3,5,1,8,13,0,6,6,10,8,0,8,0,8   | column 1 (letter): found 't', must be A to Z.",
        "TT,2,8,3,5,1,8,13,0,6,6,10,8,0,8,0,8  | column 1 (letter): found 'TT', must be A to Z."
      })
  void should_name_line_column_value_and_bound_of_a_bad_field(String line, String message)
      throws IOException {
    List<String> bad = new ArrayList<>(lines);
    bad.set(7, line);
    Path path = write(bad);
    assertThat(sentence(() -> LetterData.read(path)))
        .startsWith("letter: " + path + ", line 8: ")
        .contains(message);
  }

  @Test
  void should_refuse_missing_and_surplus_rows() throws IOException {
    Path less = write(lines.subList(0, 19_999));
    assertThat(sentence(() -> LetterData.read(less)))
        .isEqualTo("letter: " + less + " has 19999 rows, must have 20000.");
    List<String> more = new ArrayList<>(lines);
    more.add(lines.get(0));
    Path path = write(more);
    assertThat(sentence(() -> LetterData.read(path)))
        .isEqualTo("letter: " + path + ", line 20001: more than 20000 rows, all there are.");
    Path empty = Files.write(dir.resolve("empty"), new byte[0]);
    assertThat(sentence(() -> LetterData.read(empty))).contains("has 0 rows");
  }

  @Test
  void should_refuse_changed_labels() throws IOException {
    List<String> bad = new ArrayList<>(lines);
    bad.set(0, "A" + lines.get(0).substring(1));
    Path path = write(bad);
    assertThat(sentence(() -> LetterData.read(path)))
        .isEqualTo("letter: " + path + " has 790 rows of class A, must have 789.");
  }

  @Test
  void should_refuse_a_truncated_gz_a_binary_file_and_a_directory() throws IOException {
    Path cut = Files.write(dir.resolve("cut.gz"), Arrays.copyOf(packed, packed.length / 2));
    assertThat(sentence(() -> LetterData.read(cut))).contains("is truncated");
    Path binary = Files.write(dir.resolve("binary"), new byte[100]);
    assertThat(sentence(() -> LetterData.read(binary)))
        .contains("line 1: number of fields is 1, must be 17.");
    Path large = Files.write(dir.resolve("large"), new byte[5_000_000]);
    assertThat(sentence(() -> LetterData.read(large))).contains("more than 4000000 bytes");
    assertThat(sentence(() -> LetterData.read(dir))).contains("is a directory");
  }

  private Path write(List<String> text) throws IOException {
    return Files.writeString(dir.resolve("letter.data"), String.join("\n", text) + "\n");
  }
}
