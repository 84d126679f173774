package org.bilevel4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bilevel4j.datasets.letter.LetterEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCatalogueTest {
  /** What a third party would write. */
  public static final class ForeignEntry implements DatasetEntry {
    private final String name;

    public ForeignEntry() {
      this("foreign-set");
    }

    ForeignEntry(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String description() {
      return "of a third party";
    }

    @Override
    public String licence() {
      return "free";
    }

    @Override
    public String citation() {
      return "nobody";
    }

    @Override
    public String size() {
      return "1 row";
    }

    @Override
    public DataStatus status(DataFinder finder) {
      return new DataStatus(name, DataStatus.State.MISSING, "", List.of());
    }
  }

  @TempDir Path dir;

  @Test
  void should_discover_our_own_sets_with_everything_told() {
    assertThat(DatasetCatalogue.discover().entries())
        .extracting(DatasetEntry::name)
        .containsExactly("fashion-mnist", "letter", "sinusoid");
    for (DatasetEntry entry : DatasetCatalogue.discover().entries()) {
      assertThat(List.of(entry.description(), entry.licence(), entry.citation(), entry.size()))
          .allMatch(text -> !text.isBlank() && !text.contains("\n"));
      assertThat(entry.status(new DataFinder(List.of())).dataset()).isEqualTo(entry.name());
    }
  }

  @Test
  void should_discover_the_set_of_a_third_party() throws IOException {
    // GIVEN a class path entry that names one more service
    Path services = Files.createDirectories(dir.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(DatasetEntry.class.getName()), ForeignEntry.class.getName() + "\n");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      // WHEN THEN
      assertThat(DatasetCatalogue.discover().entry("foreign-set").licence()).isEqualTo("free");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void should_name_both_classes_of_a_name_taken_twice() {
    List<DatasetEntry> clash = List.of(new LetterEntry(), new ForeignEntry("letter"));
    assertThat(sentence(() -> DatasetCatalogue.of(clash)))
        .isEqualTo(
            "data set 'letter' is offered twice: by "
                + LetterEntry.class.getName()
                + " and "
                + ForeignEntry.class.getName()
                + ".");
  }

  @Test
  void should_refuse_a_malformed_name() {
    assertThat(sentence(() -> DatasetCatalogue.of(List.of(new ForeignEntry("My Set")))))
        .contains("data set 'My Set' of ")
        .contains("lower-case letters");
  }

  @Test
  void should_answer_an_unknown_name_with_the_nearest() {
    DatasetCatalogue catalogue = DatasetCatalogue.discover();
    assertThat(sentence(() -> catalogue.entry("leter"))).contains("data set 'leter'");
  }
}
