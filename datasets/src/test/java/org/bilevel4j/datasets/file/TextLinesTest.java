package org.bilevel4j.datasets.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextLinesTest {
  private static List<String> lines(String text) {
    try (DataFile file = file(text.getBytes(StandardCharsets.UTF_8))) {
      TextLines lines = new TextLines(file);
      List<String> all = new ArrayList<>();
      while (lines.next()) {
        all.add(lines.line());
        assertThat(lines.number()).isEqualTo(all.size());
      }
      return all;
    }
  }

  private static DataFile file(byte[] content) {
    return DataFile.of("t", "t.txt", new ByteArrayInputStream(content));
  }

  @Test
  void should_walk_through_lines_without_their_ends() {
    assertThat(lines("")).isEmpty();
    assertThat(lines("a")).containsExactly("a");
    assertThat(lines("a\n")).containsExactly("a");
    assertThat(lines("a\r\n\nb\r\n")).containsExactly("a", "", "b");
    assertThat(lines("\uFEFFa\n")).containsExactly("a");
  }

  @Test
  void should_walk_through_lines_longer_than_its_buffer() {
    String word = "0123456789";
    List<String> all = new ArrayList<>();
    for (int k = 0; k < 60; k++) {
      all.add(word.repeat(k * k * 7));
    }
    assertThat(lines(String.join("\n", all) + "\n")).isEqualTo(all);
  }

  @Test
  void should_refuse_what_is_too_long_or_no_text() {
    byte[] zeros = new byte[100];
    assertThat(sentence(() -> new TextLines(file(zeros)).next()))
        .isEqualTo("t: t.txt, line 1: the character U+0000 is no text.");
    byte[] latin = {'a', '\n', (byte) 0xe4, '\n'};
    TextLines lines = new TextLines(file(latin));
    assertThat(lines.next()).isTrue();
    assertThat(sentence(lines::next)).contains("line 2: the byte 0xE4 is no text in UTF-8");
    assertThat(
            sentence(
                () -> new TextLines(file("abcdef".getBytes(StandardCharsets.UTF_8)), 3).next()))
        .isEqualTo("t: t.txt unpacks to more than 3 bytes, the limit.");
  }
}
