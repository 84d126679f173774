package org.bilevel4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeBlocksTest {

  private static final String SOURCE =
      """
      class Sample {
        void go() {
          // region call
          if (true) {

            stop();
          }
          // endregion
        }
      }
      """;

  @TempDir private Path root;

  @Test
  void should_show_compiled_code_in_every_guide() throws IOException {
    Path repository = Path.of("..").toRealPath();
    assertThat(repository.resolve("README.md")).isRegularFile();
    List<String> problems = new ArrayList<>();
    for (Path guide : guides(repository)) {
      problems.addAll(CodeBlocks.problems(repository, guide));
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void should_accept_a_block_when_it_equals_its_region_without_the_indentation()
      throws IOException {
    assertThat(
            problemsOf(
                """
                <!-- source: Sample.java#call -->

                ```java
                if (true) {

                  stop();
                }
                ```
                """))
        .isEmpty();
  }

  @Test
  void should_report_file_and_line_when_a_block_differs_from_its_region() throws IOException {
    assertThat(
            problemsOf(
                """
                # Guide

                <!-- source: Sample.java#call -->
                ```java
                stop();
                ```
                """))
        .singleElement()
        .asString()
        .startsWith("guide.md:4: the block differs from region call of Sample.java");
  }

  @Test
  void should_report_a_block_when_nothing_names_its_source() throws IOException {
    assertThat(problemsOf("Some text.\n```java\nstop();\n```\n"))
        .singleElement()
        .asString()
        .contains("no line <!-- source: PATH#NAME -->");
  }

  @Test
  void should_not_lend_a_source_to_the_next_block() throws IOException {
    String block = "```java\nif (true) {\n\n  stop();\n}\n```\n";
    assertThat(problemsOf("<!-- source: Sample.java#call -->\n" + block + block)).hasSize(1);
  }

  @Test
  void should_report_a_block_when_its_region_or_file_is_missing() throws IOException {
    String block = "```java\nstop();\n```\n";
    assertThat(problemsOf("<!-- source: Sample.java#other -->\n" + block))
        .singleElement()
        .asString()
        .contains("Sample.java has no closed region other");
    assertThat(problemsOf("<!-- source: None.java#call -->\n" + block))
        .singleElement()
        .asString()
        .contains("None.java does not exist");
  }

  @Test
  void should_leave_blocks_of_other_languages_alone() throws IOException {
    assertThat(problemsOf("```bash\n./mvnw verify\n```\n\n```\njava\n```\n")).isEmpty();
  }

  private List<String> problemsOf(String guide) throws IOException {
    Files.writeString(root.resolve("Sample.java"), SOURCE);
    return CodeBlocks.problems(root, Files.writeString(root.resolve("guide.md"), guide));
  }

  private static List<Path> guides(Path repository) throws IOException {
    List<Path> guides = new ArrayList<>();
    for (Path folder : List.of(repository, repository.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(f -> f.getFileName().toString().endsWith(".md")).sorted().forEach(guides::add);
      }
    }
    return guides;
  }
}
