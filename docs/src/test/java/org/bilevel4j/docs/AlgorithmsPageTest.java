package org.bilevel4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ALGORITHMS.md has what others cite, and a place for every solver and estimator. */
class AlgorithmsPageTest {
  private static final Path ROOT = Path.of("..");
  private static final String PAGE = "docs/ALGORITHMS.md";
  private static final String NUMBER = "([0-9]+(?:\\.[0-9]+)?)";
  private static final Pattern SECTION = Pattern.compile("(?m)^(?:##+|\\|) " + NUMBER + " ");
  private static final Pattern CLOSED_FORM = Pattern.compile("(?m)^\\*\\*Closed form ([0-9]+)");
  private static final Pattern CITED_SECTION =
      Pattern.compile("ALGORITHMS\\.md (?:section )?" + NUMBER);
  private static final Pattern CITED_FORM = Pattern.compile("\\bclosed forms? ([0-9]+)");

  private static String read(Path file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(r -> r.group(1)).collect(Collectors.toSet());
  }

  @Test
  void should_have_every_section_and_closed_form_that_is_cited() throws IOException {
    String page = read(Path.of(PAGE));
    Set<String> sections = all(SECTION, page);
    Set<String> forms = all(CLOSED_FORM, page);
    List<String> cited = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (Path file : texts()) {
      String text = Files.readString(file).replaceAll("\\R\\s*[*#/]*\\s*", " ");
      for (MatchResult r : CITED_SECTION.matcher(text).results().toList()) {
        cited.add(r.group(1));
        if (!sections.contains(r.group(1))) {
          missing.add(file + " cites section " + r.group(1));
        }
      }
      for (MatchResult r : CITED_FORM.matcher(text).results().toList()) {
        cited.add(r.group(1));
        if (!forms.contains(r.group(1))) {
          missing.add(file + " cites closed form " + r.group(1));
        }
      }
    }
    assertThat(cited).hasSizeGreaterThan(50);
    assertThat(missing).isEmpty();
  }

  @Test
  void should_describe_every_solver_and_estimator() throws IOException {
    String page = read(Path.of(PAGE));
    String catalogue = read(Path.of("docs/SOLVERS.md"));
    Set<String> solvers = all(Pattern.compile("(?m)^### (\\S+)"), catalogue);
    Set<String> estimators = all(Pattern.compile("(?m)^\\| `([^`]+)` \\|"), catalogue);

    assertThat(solvers).hasSizeGreaterThan(30);
    assertThat(all(Pattern.compile("(?m)^### [0-9.]+ (\\S+)"), page)).containsAll(solvers);
    assertThat(estimators).hasSizeGreaterThan(15);
    assertThat(all(Pattern.compile("(?m)^\\| 3\\.[0-9]+ \\| `([^`]+)`"), page))
        .containsExactlyInAnyOrderElementsOf(estimators);
  }

  private static List<Path> texts() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(AlgorithmsPageTest::isSource).filter(Files::isRegularFile).toList();
    }
  }

  private static boolean isSource(Path file) {
    String path = file.toString().replace('\\', '/');
    boolean text = path.endsWith(".java") || path.endsWith(".md") || path.endsWith(".properties");
    return text && !path.contains("/target/") && !path.contains("/.");
  }
}
