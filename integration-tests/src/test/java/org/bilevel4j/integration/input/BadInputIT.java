package org.bilevel4j.integration.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.bilevel4j.integration.Answer;
import org.bilevel4j.integration.FileTree;
import org.bilevel4j.integration.Launcher;
import org.bilevel4j.integration.Typed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is broken: one sentence, exit code 2 (1 for a report on data), nothing left behind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
  @TempDir private static Path shared;
  @TempDir private Path folder;

  private final List<BadCase> cases = new ArrayList<>();
  private final List<BadCase> launchedOnly = new ArrayList<>();

  @BeforeAll
  void lay_out_what_cases_damage() throws IOException {
    Path here = Files.createDirectories(shared.resolve("sample"));
    List<String> words = Samples.run(here, Samples.LETTER);
    Answer answer = Typed.answer(words.toArray(String[]::new));
    assertThat(answer.code()).as(answer.err()).isZero();
    cases.addAll(ExperimentCases.all());
    cases.addAll(CommandCases.all());
    cases.addAll(SolveCases.all());
    FolderCases folders = new FolderCases(here.resolve("out"));
    cases.addAll(folders.all());
    launchedOnly.add(folders.otherKernel());
    cases.addAll(new DataCases(Files.createDirectories(shared.resolve("blank"))).all());
  }

  private Stream<BadCase> cases() {
    return cases.stream();
  }

  @Test
  void should_know_more_than_forty_ways_to_get_it_wrong() {
    assertThat(cases).extracting(BadCase::name).hasSizeGreaterThan(100).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void should_say_one_sentence_and_leave_nothing_when_there_is(BadCase bad) throws IOException {
    // GIVEN
    String[] words = bad.setup().words(folder).toArray(String[]::new);
    Map<String, String> before = FileTree.of(folder);

    // WHEN
    Answer answer = Typed.answer(words);

    // THEN
    expect(bad, answer);
    assertThat(FileTree.of(folder)).isEqualTo(before);
    assertThat(Path.of("runs")).doesNotExist();
  }

  /** A handful through the real launcher, where streams and exit codes are those of a process. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("launched")
  void should_say_the_same_when_the_launcher_is_used(BadCase bad) throws Exception {
    String[] words =
        bad.setup().words(Files.createDirectory(folder.resolve("it"))).toArray(String[]::new);
    Map<String, String> before = FileTree.of(folder.resolve("it"));

    Answer answer = Launcher.in(folder).run(words);

    expect(bad, answer);
    assertThat(FileTree.of(folder.resolve("it"))).isEqualTo(before);
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  private Stream<BadCase> launched() {
    List<String> chosen =
        List.of(
            "an unknown command",
            "an unknown key, with line and nearest name",
            "a checkpoint with a changed bit",
            "a gz file cut short",
            "a problem with NaN",
            "a problem with an indefinite g.yy",
            "data looked at with a wrong magic number");
    return Stream.concat(
        launchedOnly.stream(), cases.stream().filter(c -> chosen.contains(c.name())));
  }

  private static void expect(BadCase bad, Answer answer) {
    SoftAssertions all = new SoftAssertions();
    all.assertThat(answer.code()).isEqualTo(bad.code());
    all.assertThat(answer.err() + answer.out())
        .doesNotContain("\tat ", "Exception", "internal error", " null");
    if (bad.code() == 2) {
      List<String> lines = complaint(answer);
      all.assertThat(lines).hasSizeBetween(1, 2);
      all.assertThat(String.join("\n", lines))
          .matches("(?s)bilevel4j: [^\\n]*[^.]\\.(\nHint: [^\\n]*)?")
          .contains(bad.part());
    } else {
      all.assertThat(answer.out()).contains(bad.part());
    }
    all.assertAll();
  }

  /** What was printed as an error, without lines of progress before it. */
  private static List<String> complaint(Answer answer) {
    return answer.err().lines().filter(l -> !l.matches("\\d+/\\d+ runs, .*")).toList();
  }
}
