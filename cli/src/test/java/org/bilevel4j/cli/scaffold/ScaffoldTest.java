package org.bilevel4j.cli.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaffoldTest {
  @TempDir private Path folder;

  private List<Path> sources(String under) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve(under))) {
      return files.filter(f -> f.toString().endsWith(".java")).toList();
    }
  }

  @Test
  void should_write_a_plugin_whose_code_compiles() throws IOException {
    new Scaffold().plugin(NewName.of("my-valley"), folder);
    new Scaffold().solver(NewName.of("SecondMethod"), folder);
    new Scaffold().metric(NewName.of("second-metric"), folder);
    new Scaffold().application(NewName.of("Rents"), folder);

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      assertThat(
              compiler
                  .getTask(
                      null,
                      manager,
                      null,
                      options,
                      null,
                      manager.getJavaFileObjectsFromPaths(sources("src/main")))
                  .call())
          .isTrue();
    }
    assertThat(folder.resolve("src/main/resources/META-INF/bilevel4j/experiments"))
        .content()
        .isEqualTo(
            "experiments/my-valley.yaml\nexperiments/second-method.yaml\nexperiments/rents.yaml\n");
    assertThat(folder.resolve("src/main/java/org/example/myvalley/SecondMethod.java"))
        .content()
        .contains("name = \"second-method\"", "record SecondMethod(")
        .doesNotContainIgnoringCase("sample");
    assertThat(sources("src/test")).hasSize(5);
  }

  @Test
  void should_write_an_application_with_its_project_in_less_than_sixty_lines_of_code()
      throws IOException {
    new Scaffold().application(NewName.of("rents"), folder);

    assertThat(folder.resolve("pom.xml"))
        .content()
        .contains("<artifactId>rents</artifactId>", "bilevel4j-applications", "bilevel4j-datasets");
    assertThat(folder.resolve("src/main/resources/org/example/rents/rents.csv")).isNotEmptyFile();
    long code = 0;
    for (Path file : sources("src/main")) {
      assertThat(file).content().doesNotContainIgnoringCase("sample-").doesNotContain("Sample");
      try (Stream<String> lines = Files.lines(file)) {
        code += lines.map(String::strip).filter(ScaffoldTest::isCode).count();
      }
    }
    assertThat(code).isBetween(40L, 59L);
  }

  /** What a reader writes: no blank line, comment, import or @Override. */
  private static boolean isCode(String line) {
    return !line.matches("|/?\\*.*|//.*|package .*|import .*|@Override");
  }

  @Test
  void should_write_an_application_in_a_checkout() throws IOException {
    List<Path> written = new Scaffold().applicationInside(NewName.of("rents"), folder);

    assertThat(written.stream().map(folder::relativize).map(Path::toString))
        .contains(
            "applications/src/main/java/org/bilevel4j/applications/contrib/RentsModel.java",
            "applications/src/main/resources/org/bilevel4j/applications/contrib/rents.csv",
            "applications/src/test/java/org/bilevel4j/applications/contrib/RentsTest.java",
            "experiments/rents.yaml");
    assertThat(sources("applications/src/main")).hasSize(3);
  }

  @Test
  void should_write_nothing_when_a_file_exists() throws IOException {
    new Scaffold().plugin(NewName.of("valley"), folder);
    Path solver = folder.resolve("src/main/java/org/example/valley/Valley.java");
    Files.writeString(solver, "mine");
    Files.delete(folder.resolve("pom.xml"));

    assertThatThrownBy(() -> new Scaffold().plugin(NewName.of("valley"), folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("exists and is not overwritten");
    assertThat(solver).content().isEqualTo("mine");
    assertThat(folder.resolve("pom.xml")).doesNotExist();
  }

  @Test
  void should_leave_nothing_when_a_file_cannot_be_written() throws IOException {
    Path blocks = Files.writeString(folder.resolve("src"), "a file where a folder must be");
    assertThatThrownBy(() -> new Scaffold().plugin(NewName.of("valley"), folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be written");
    assertThat(folder).isDirectoryNotContaining(f -> !f.equals(blocks));

    Files.delete(blocks);
    new Scaffold().plugin(NewName.of("valley"), folder);
    Files.delete(folder.resolve("src/test/resources/golden/valley-none.csv"));
    Files.delete(folder.resolve("src/test/resources/golden"));
    Files.writeString(folder.resolve("src/test/resources/golden"), "another");
    List<Path> before = everything();

    assertThatThrownBy(() -> new Scaffold().solver(NewName.of("second"), folder))
        .isInstanceOf(UserError.class);
    assertThat(everything()).isEqualTo(before);
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void should_put_a_changed_file_back_when_a_later_one_cannot_be_written() throws IOException {
    Path index = Files.writeString(folder.resolve("index"), "one\n");
    Files.writeString(folder.resolve("file"), "no folder");
    FilePlan plan = new FilePlan();
    plan.change(index, text -> text + "two\n");
    plan.create(folder.resolve("new/deep/text"), "three");
    plan.create(folder.resolve("file/text"), "four");

    assertThatThrownBy(plan::write).isInstanceOf(UserError.class);

    assertThat(index).content().isEqualTo("one\n");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "-a", "1a", "int", "../up", "a--b", "vec"})
  void should_refuse_a_name_that_is_none(String name) {
    assertThatThrownBy(() -> new Scaffold().plugin(NewName.of(name), folder))
        .isInstanceOf(UserError.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void should_refuse_a_folder_without_a_plugin() {
    assertThatThrownBy(() -> new Scaffold().solver(NewName.of("mine"), folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no pom.xml with the property bilevel4j.package");
  }

  @Test
  void should_add_a_section_after_the_last_of_its_chapter() {
    assertThat(AlgorithmStub.insert("### 8.1 a\n\n### 8.10 b\n\ntext\n\n## 9 Next\n", "mine"))
        .startsWith("### 8.1 a\n\n### 8.10 b\n\ntext\n\n### 8.11 mine — ")
        .endsWith("\n\n## 9 Next\n");
  }
}
