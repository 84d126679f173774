package org.bilevel4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFinderTest {
  private static final List<String> FILES = List.of("a.gz", "b.gz");

  @TempDir Path dir;

  private Path holding(String place, String... files) throws IOException {
    Path path = Files.createDirectories(dir.resolve(place));
    for (String file : files) {
      Files.createFile(path.resolve(file));
    }
    return path;
  }

  private DataFinder finder(Map<String, String> environment) throws IOException {
    Path data = Files.createDirectories(dir.resolve("data"));
    return DataFinder.of(data, environment, dir.resolve("home"), dir.resolve("usr"));
  }

  @Test
  void should_look_in_order() throws IOException {
    Map<String, String> environment = Map.of("BILEVEL4J_DATA", dir.resolve("env").toString());
    DataFinder finder = finder(environment);
    assertThat(finder.find("set", FILES).found()).isFalse();
    // each place is created after those behind it, and wins
    for (String place : List.of("usr/set", "home/.cache/bilevel4j", "env/set", "data")) {
      Path expected = holding(place, "a.gz", "b.gz");
      DataFinder.Search search = finder.find("set", FILES);
      assertThat(search.directory()).isEqualTo(expected);
      assertThat(search.files()).containsEntry("b.gz", expected.resolve("b.gz"));
    }
  }

  @Test
  void should_respect_the_cache_home() throws IOException {
    Path cache = holding("xdg/bilevel4j/set", "a.gz", "b.gz");
    DataFinder finder = finder(Map.of("XDG_CACHE_HOME", dir.resolve("xdg").toString()));
    assertThat(finder.find("set", FILES).directory()).isEqualTo(cache);
  }

  @Test
  void should_take_unpacked_files_and_prefer_packed_ones() throws IOException {
    Path data = holding("data", "a", "a.gz", "b");
    assertThat(finder(Map.of()).find("set", FILES).files())
        .containsEntry("a.gz", data.resolve("a.gz"))
        .containsEntry("b.gz", data.resolve("b"));
  }

  @Test
  void should_pass_over_an_incomplete_directory_and_say_so() throws IOException {
    Path data = holding("data", "a.gz");
    assertThat(finder(Map.of()).find("set", FILES).looked())
        .contains("--data " + data + " (incomplete, without b.gz)");
    Path usr = holding("usr/set", "a.gz", "b.gz");
    assertThat(finder(Map.of()).find("set", FILES).directory()).isEqualTo(usr);
  }

  @Test
  void should_refuse_a_data_directory_that_is_none() throws IOException {
    Path none = dir.resolve("none");
    assertThat(sentence(() -> DataFinder.ofUser(none)))
        .isEqualTo("--data: " + none + " does not exist.");
    Path file = Files.createFile(dir.resolve("file"));
    assertThat(sentence(() -> DataFinder.ofUser(file)))
        .isEqualTo("--data: " + file + " is not a directory.");
  }

  @Test
  void should_refuse_a_variable_that_is_no_path() {
    assertThat(sentence(() -> finder(Map.of("BILEVEL4J_DATA", "a\0b"))))
        .startsWith("BILEVEL4J_DATA: 'a");
  }

  @Test
  void should_have_the_usual_places_of_this_user() {
    assertThat(DataFinder.ofUser(dir).places().get(0))
        .isEqualTo(new DataFinder.Place("--data", dir));
    assertThat(DataFinder.ofUser(null).places())
        .extracting(DataFinder.Place::origin)
        .endsWith("cache folder", "installed packages");
  }
}
