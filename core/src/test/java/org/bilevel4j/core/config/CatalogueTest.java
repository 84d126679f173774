package org.bilevel4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

  /** A kind of thing to find. */
  public interface Thing {
    String name();
  }

  /** One that works. */
  public static final class Good implements Thing {
    @Override
    public String name() {
      return "good";
    }
  }

  /** One that fails while it is built. */
  public static final class Broken implements Thing {
    /** Fails. */
    public Broken() {
      throw new IllegalStateException("its library is missing");
    }

    @Override
    public String name() {
      return "broken";
    }
  }

  private record Named(String name, List<String> aliases) {}

  private static Catalogue<Named> of(Named... entries) {
    return Catalogue.of("thing", List.of(entries), Named::name, Named::aliases);
  }

  private static <T> T withServices(Path dir, String lines, Supplier<T> body) throws IOException {
    Path services = Files.createDirectories(dir.resolve("META-INF/services"));
    Files.writeString(services.resolve(Thing.class.getName()), lines);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {dir.toUri().toURL()}, Thing.class.getClassLoader())) {
      thread.setContextClassLoader(loader);
      return body.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Catalogue<Thing> load() {
    return Catalogue.load(Thing.class, "thing", Thing::name, t -> List.of());
  }

  @Test
  void should_find_entries_by_name_and_alias() {
    Named ball = new Named("ball", List.of("sphere"));
    Catalogue<Named> things = of(new Named("cube", List.of()), ball);

    assertThat(things.get("sphere")).isSameAs(ball);
    assertThat(things.entries()).extracting(Named::name).containsExactly("ball", "cube");
    assertThat(things.names()).containsExactly("ball", "cube", "sphere");
  }

  @Test
  void should_name_the_nearest_when_a_name_is_not_known() {
    assertThatThrownBy(() -> of(new Named("cube", List.of())).get("cubes"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("thing 'cubes' is not known")
        .hasMessageContaining("Maybe cube?");
  }

  @Test
  void should_refuse_two_entries_of_one_name() {
    assertThatThrownBy(() -> of(new Named("a", List.of()), new Named("b", List.of("a"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("thing 'a' is offered twice")
        .hasMessageContaining(Named.class.getName());
  }

  @Test
  void should_load_services(@TempDir Path dir) throws IOException {
    Catalogue<Thing> things = withServices(dir, Good.class.getName(), CatalogueTest::load);

    assertThat(things.names()).containsExactly("good");
    assertThat(things.broken()).isEmpty();
  }

  @Test
  void should_keep_the_cause_of_a_provider_that_cannot_be_built(@TempDir Path dir)
      throws IOException {
    String both = Broken.class.getName() + "\n" + Good.class.getName() + "\nno.such.Provider\n";

    Catalogue<Thing> things = withServices(dir, both, CatalogueTest::load);

    assertThat(things.get("good")).isInstanceOf(Good.class);
    assertThat(things.broken()).hasSize(2);
    assertThatThrownBy(() -> things.get("broken"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("2 were found but could not be built")
        .hasMessageContaining("its library is missing")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }
}
