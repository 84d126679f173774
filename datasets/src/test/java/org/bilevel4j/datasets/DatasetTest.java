package org.bilevel4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bilevel4j.datasets.Broken.sentence;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.catalogue.Listed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
  /** What a third party would write. */
  @Listed(name = "foreign-set", title = "of a third party", source = "nobody")
  public record Foreign() implements Dataset {
    @Override
    public String licence() {
      return "free";
    }

    @Override
    public String size() {
      return "1 row";
    }

    @Override
    public DataStatus status(DataFinder finder) {
      return new DataStatus("foreign-set", DataStatus.State.MISSING, "", List.of());
    }
  }

  @TempDir Path dir;

  private static Catalogue<Dataset> datasets() {
    return Catalogue.load(Dataset.KIND);
  }

  @Test
  void should_discover_our_own_sets_with_everything_told() {
    assertThat(datasets().entries())
        .extracting(Entry::name)
        .containsExactly(
            "celeba",
            "chest-xray14",
            "chexpert",
            "cifar-10",
            "cifar-100",
            "fashion-mnist",
            "letter",
            "libsvm",
            "mnist",
            "mulan",
            "sinusoid",
            "synthetic");
    for (Entry<Dataset> entry : datasets().entries()) {
      Dataset set = entry.component();
      assertThat(List.of(entry.title(), set.licence(), entry.source(), set.size()))
          .allMatch(text -> !text.isBlank() && !text.contains("\n"));
      assertThat(set.status(new DataFinder(List.of())).dataset()).isEqualTo(entry.name());
    }
  }

  @Test
  void should_discover_the_set_of_a_third_party() throws IOException {
    // GIVEN a class path entry that names one more service
    Path services = Files.createDirectories(dir.resolve("META-INF/services"));
    Files.writeString(services.resolve(Component.class.getName()), Foreign.class.getName() + "\n");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      // WHEN THEN
      assertThat(datasets().get("foreign-set").component().licence()).isEqualTo("free");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void should_answer_an_unknown_name_with_the_nearest() {
    Catalogue<Dataset> catalogue = datasets();
    assertThat(sentence(() -> catalogue.get("leter"))).contains("data set 'leter'");
  }
}
