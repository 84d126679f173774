package org.bilevel4j.datasets.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.gz;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.bilevel4j.datasets.table.ColumnTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenCsvTest {
  private static final CsvOptions DEFAULTS = CsvOptions.defaults();

  @TempDir Path dir;

  private Path path() {
    return dir.resolve("t.csv");
  }

  /** What is said about a text, without the name of the file. */
  private String said(String text, CsvOptions options) throws IOException {
    return said(text.getBytes(StandardCharsets.UTF_8), options);
  }

  private String said(byte[] content, CsvOptions options) throws IOException {
    Files.write(path(), content);
    String sentence = sentence(() -> CsvTables.read("t", path(), options));
    assertThat(sentence).startsWith("t: " + path());
    return sentence.substring(("t: " + path()).length());
  }

  @Test
  void should_refuse_files_without_rows() throws IOException {
    assertThat(said("", DEFAULTS)).isEqualTo(" is empty.");
    assertThat(said("\uFEFF", DEFAULTS)).isEqualTo(" is empty.");
    assertThat(said("\n\r\n\n", DEFAULTS)).isEqualTo(" is empty.");
    assertThat(said("a,b\n", DEFAULTS)).isEqualTo(" has a header line, but no rows.");
    assertThat(said("a,b", DEFAULTS)).isEqualTo(" has a header line, but no rows.");
  }

  @Test
  void should_refuse_headers_that_do_not_tell_columns_apart() throws IOException {
    assertThat(said("a,b,a\n1,2,3\n", DEFAULTS))
        .isEqualTo(", line 1: columns 1 and 3 have the same name 'a'.");
    assertThat(said("a,b\n1,2\n", DEFAULTS.labels("target")))
        .isEqualTo(", line 1: there is no column 'target'.");
    assertThat(said("a,b\n1,2\n", DEFAULTS.labels("t-*")))
        .isEqualTo(", line 1: there is no column 't-*'.");
  }

  @Test
  void should_refuse_rows_of_another_length() throws IOException {
    assertThat(said("a,b\n1,2\n3\n", DEFAULTS))
        .isEqualTo(", line 3: has 1 cell, must have 2 as the header has.");
    assertThat(said("a,b\n1,2\n3,4,5\n", DEFAULTS))
        .isEqualTo(", line 3: has more than 2 cells, must have 2 as the header has.");
    assertThat(said("a,b\n1,\"x\ny\"\n3\n", DEFAULTS)).startsWith(", line 4: has 1 cell");
  }

  @Test
  void should_refuse_text_in_a_column_of_numbers() throws IOException {
    assertThat(said("age\n1\n2\nabc\n", DEFAULTS))
        .isEqualTo(
            ", line 4: column 1 (age): found 'abc', must be a finite number as most of its cells"
                + " are.");
    assertThat(said("age\nabc\n", DEFAULTS.numeric("age")))
        .isEqualTo(", line 2: column 1 (age): found 'abc', must be a finite number.");
    assertThat(said("age\n1e999\n1\n2\n", DEFAULTS)).contains("line 2", "'1e999'");
    assertThat(said("age\nInfinity\n", DEFAULTS.numeric("age"))).contains("'Infinity'");
  }

  @Test
  void should_refuse_quotes_that_are_not_closed_or_followed_by_text() throws IOException {
    String open = ", line 2: column 2 begins with a quote that is not closed.";
    assertThat(said("a,b\n1,\"x\n2,y\n3,z\n", DEFAULTS)).isEqualTo(open);
    assertThat(said("a,b\n1,\"x", DEFAULTS)).isEqualTo(open);
    assertThat(said("a,b\n1,\"x\"\"", DEFAULTS)).isEqualTo(open);
    assertThat(said("a,b\n1,\"", DEFAULTS)).isEqualTo(open);
    assertThat(said("a,b\n1,\"x\"y\n", DEFAULTS))
        .isEqualTo(", line 2: column 2: text follows a closing quote.");
  }

  @Test
  void should_refuse_labels_that_are_not_binary() throws IOException {
    String bound = "', a label must be 0/1, -1/1, no/yes or false/true.";
    assertThat(said("y\n1\n0\n2\n", DEFAULTS.labels("y")))
        .isEqualTo(", line 4: column 1 (y): found '2" + bound);
    assertThat(said("y\nCA\n", DEFAULTS.labels("y"))).endsWith("found 'ca" + bound);
    assertThat(said("y\n1\n0\n-1\n", DEFAULTS.labels("y")))
        .isEqualTo(", line 4: column 1 (y): found '-1', must be 0 or 1 as in line 3.");
    assertThat(said("y\n1\nyes\n", DEFAULTS.labels("y")))
        .isEqualTo(", line 3: column 1 (y): found 'yes', must be 0 or 1 as in line 2.");
    assertThat(said("y\nyes\n1\n", DEFAULTS.labels("y")))
        .isEqualTo(", line 3: column 1 (y): found '1', must be no or yes as in line 2.");
  }

  @Test
  void should_refuse_a_file_without_a_label_when_labels_are_looked_for() throws IOException {
    assertThat(said("a,b\n1,1\n2,1\n", DEFAULTS.withLabelsDetected()))
        .isEqualTo(" has no label column: no column holds 0 and 1 and nothing else.");
  }

  @Test
  void should_refuse_an_identifier_as_a_category() throws IOException {
    StringBuilder text = new StringBuilder("name\n");
    for (int r = 0; r < 1_001; r++) {
      text.append("n").append(r).append('\n');
    }
    assertThat(said(text.toString(), DEFAULTS))
        .isEqualTo(
            ", line 1002: column 1 (name): 'n1000' is the category number 1001, must be at most"
                + " 1000, the limit.");
  }

  @Test
  void should_refuse_what_is_not_text() throws IOException {
    assertThat(said("a,b\n1,2\n\0\1\2", DEFAULTS))
        .isEqualTo(", line 3: the character U+0000 is no text.");
    assertThat(said("a,b\n1,größe\n".getBytes(StandardCharsets.ISO_8859_1), DEFAULTS))
        .isEqualTo(", line 2: the byte 0xF6 is no text in UTF-8.");
    assertThat(said("a\n1\nä".getBytes(StandardCharsets.UTF_8), DEFAULTS.numeric("a")))
        .contains("found 'ä'");
    assertThat(said("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16), DEFAULTS))
        .isEqualTo(", line 1: the byte 0xFE is no text in UTF-8.");
    byte[] cut = "a\n1\nä".getBytes(StandardCharsets.UTF_8);
    assertThat(said(java.util.Arrays.copyOf(cut, cut.length - 1), DEFAULTS))
        .isEqualTo(", line 3: the byte 0xC3 is no text in UTF-8.");
    for (long seed = 1; seed <= 20; seed++) {
      byte[] garbage = new byte[100_000];
      new Random(seed).nextBytes(garbage);
      assertThat(said(garbage, DEFAULTS)).as("seed %d", seed).contains("line");
      assertThat(said(gz(garbage), DEFAULTS)).as("seed %d, gz", seed).contains("line");
    }
  }

  @Test
  void should_name_the_line_of_a_wrong_byte_far_into_the_file() throws IOException {
    StringBuilder text = new StringBuilder("a,b\r\n");
    for (int r = 0; r < 50_000; r++) {
      text.append(r).append(",\"x\ny\"\r\n");
    }
    String good = text.toString();
    assertThat(said((good + "1,ö\r\n").getBytes(StandardCharsets.ISO_8859_1), DEFAULTS))
        .startsWith(", line 100002: ");
  }

  @Test
  void should_refuse_a_cell_or_name_of_100_megabytes() throws IOException {
    byte[] chunk = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    for (String start : new String[] {"a\n", "a\n\"", ""}) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path()))) {
        out.write(start.getBytes(StandardCharsets.US_ASCII));
        for (int k = 0; k < 100; k++) {
          out.write(chunk);
        }
      }
      assertThat(sentence(() -> CsvTables.read("t", path(), DEFAULTS)))
          .contains("has a cell of more than 1000000 characters, the limit.");
    }
  }

  @Test
  void should_read_a_million_columns_and_refuse_one_more() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < 1_000_000; c++) {
      text.append(c == 0 ? "c" : ",c").append(c);
    }
    for (int r = 0; r < 3; r++) {
      text.append('\n').append(r).append(",1".repeat(999_999));
    }
    long start = System.nanoTime();
    ColumnTable table = CsvTables.read("t", Files.writeString(path(), text), DEFAULTS);
    System.out.printf("a million columns, 3 rows: %.1f s%n", (System.nanoTime() - start) / 1e9);
    assertThat(table.inputs()).hasSize(1_000_000);
    assertThat(said(text.toString().replace("\n", ",more\n"), DEFAULTS))
        .isEqualTo(", line 1: has more than 1000000 columns, the limit.");
  }

  @Test
  void should_refuse_a_file_above_its_limits_of_length_and_memory() throws IOException {
    byte[] member = gz("1,2\n".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path()))) {
      out.write(gz("a,b\n".getBytes(StandardCharsets.US_ASCII)));
      for (int k = 0; k < 200; k++) {
        out.write(member); // unpacks to 800 MB
      }
    }
    CsvLimits limits = CsvLimits.defaults();
    assertThat(
            sentence(
                () ->
                    CsvTables.read("t", path(), DEFAULTS.withLimits(limits.withBytes(10_000_000)))))
        .isEqualTo("t: " + path() + " unpacks to more than 10000000 bytes, the limit.");
    Files.writeString(path(), "a,b\n1,2\n3,4\n");
    assertThat(
            sentence(
                () ->
                    CsvTables.read("t", path(), DEFAULTS.withLimits(limits.withMemoryBytes(200)))))
        .endsWith("has 2 rows of 2 columns, which take 240 bytes of memory, must be at most 200.");
  }
}
