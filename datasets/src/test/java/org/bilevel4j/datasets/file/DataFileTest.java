package org.bilevel4j.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.gz;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bilevel4j.datasets.table.SourceFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFileTest {
  private static final byte[] TEXT = "abc".getBytes(StandardCharsets.US_ASCII);
  private static final String SHA_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path dir;

  @Test
  void should_give_the_same_length_and_checksum_for_plain_and_gz() throws IOException {
    for (byte[] content : new byte[][] {TEXT, gz(TEXT)}) {
      Path path = Files.write(dir.resolve("f"), content);
      try (DataFile file = DataFile.open("x", path)) {
        assertThat(file.readRest(10)).isEqualTo(TEXT);
        SourceFile expected = new SourceFile(path.toString(), 3, SHA_OF_ABC);
        assertThat(file.source()).isEqualTo(expected);
        assertThat(file.source()).as("asked twice").isEqualTo(expected);
      }
    }
  }

  @Test
  void should_name_a_missing_file() {
    Path path = dir.resolve("none.gz");
    assertThat(sentence(() -> DataFile.open("x", path)))
        .isEqualTo("x: " + path + " does not exist.");
  }

  @Test
  void should_refuse_a_directory() {
    assertThat(sentence(() -> DataFile.open("x", dir)))
        .isEqualTo("x: " + dir + " is a directory, a file is needed.");
  }

  @Test
  void should_refuse_a_file_that_may_not_be_read() throws IOException {
    Path path = Files.write(dir.resolve("secret"), TEXT);
    Assumptions.assumeTrue(
        Files.getFileStore(path).supportsFileAttributeView("posix"), "no POSIX permissions here");
    Files.setPosixFilePermissions(path, Set.of());
    if (Files.isReadable(path)) {
      System.out.println("SKIPPED: this user may read files without permission (root)");
    }
    Assumptions.assumeFalse(Files.isReadable(path), "this user may read everything (root)");
    assertThat(sentence(() -> DataFile.open("x", path)))
        .isEqualTo("x: " + path + " may not be read by this user.");
  }

  @Test
  void should_refuse_a_gz_that_was_cut_anywhere() throws IOException {
    byte[] whole = gz(new byte[5000]);
    for (int length : new int[] {2, 5, 12, whole.length - 9, whole.length - 1}) {
      Path path = Files.write(dir.resolve("cut.gz"), Arrays.copyOf(whole, length));
      assertThat(sentence(() -> readAll(path)))
          .as("cut after %d bytes", length)
          .isEqualTo("x: " + path + " is truncated: its gz stream ends before its own end mark.");
    }
  }

  @Test
  void should_refuse_a_gz_whose_checksum_is_wrong() throws IOException {
    byte[] bad = gz(TEXT);
    bad[bad.length - 8] ^= 1;
    Path path = Files.write(dir.resolve("bad.gz"), bad);
    assertThat(sentence(() -> readAll(path))).startsWith("x: " + path + " is damaged (");
  }

  @Test
  void should_refuse_a_file_that_is_only_named_gz() throws IOException {
    Path path = Files.writeString(dir.resolve("page.gz"), "<html>404</html>");
    assertThat(sentence(() -> readAll(path)))
        .isEqualTo("x: " + path + " is damaged (named .gz, but not gzip data).");
  }

  @Test
  void should_say_how_much_is_missing_and_of_what() throws IOException {
    Path path = Files.write(dir.resolve("f"), TEXT);
    try (DataFile file = DataFile.open("x", path)) {
      file.read(new byte[2], 0, 2, "header");
      assertThat(sentence(() -> file.read(new byte[9], 0, 9, "pixels")))
          .isEqualTo(
              "x: "
                  + path
                  + " is truncated: it ends after 3 unpacked bytes, 11 are needed for its pixels.");
    }
  }

  @Test
  void should_refuse_bytes_after_the_end_and_files_above_the_limit() throws IOException {
    Path path = Files.write(dir.resolve("f"), TEXT);
    try (DataFile file = DataFile.open("x", path)) {
      file.read(new byte[2], 0, 2, "header");
      assertThat(sentence(file::expectEnd)).contains("has bytes after the 2 that");
    }
    try (DataFile file = DataFile.open("x", path)) {
      assertThat(sentence(() -> file.readRest(2))).contains("unpacks to more than 2 bytes");
    }
  }

  @Test
  void should_report_a_read_failure_and_close_the_stream() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Input/output error");
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThat(sentence(() -> DataFile.of("x", "disk", failing)))
        .isEqualTo("x: disk cannot be read (Input/output error).");
    assertThat(closed).isTrue();
  }

  private static void readAll(Path path) {
    try (DataFile file = DataFile.open("x", path)) {
      file.readRest(10_000);
    }
  }
}
