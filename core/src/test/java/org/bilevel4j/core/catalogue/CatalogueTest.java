package org.bilevel4j.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

  /** A kind of component. */
  public interface Thing extends Component {
    Kind<Thing> KIND = new Kind<>(Thing.class, "thing", "ball(size=2)");
  }

  /** Another kind. */
  public interface Other extends Component {
    Kind<Other> KIND = new Kind<>(Other.class, "other", "");
  }

  /** One that works. */
  @Listed(name = "ball", aliases = "sphere", title = "it rolls", source = "Euclid")
  public record Ball(int size, double weight) implements Thing {
    /** Defaults. */
    public Ball() {
      this(1, 0.5);
    }
  }

  /** Another that works. */
  @Listed(name = "cube", title = "it stands")
  public record Cube() implements Thing {}

  /** Takes an alias. */
  @Listed(name = "planet", aliases = "sphere", title = "it moves")
  record Planet() implements Thing {}

  /** Not of the kind. */
  @Listed(name = "ball", title = "people dance")
  public record Dance() implements Other {}

  /** Fails while it is built. */
  @Listed(name = "broken", title = "it fails")
  public record Broken(int size) implements Thing {
    /** Fails. */
    public Broken() {
      this(1 / Integer.parseInt("0"));
    }
  }

  @Listed(name = "No Name", title = "malformed")
  private record Malformed() implements Thing {}

  private record Unlisted() implements Thing {}

  @Listed(name = "no-record", title = "a class")
  private static final class NoRecord implements Thing {}

  private static Catalogue<Thing> of(Component... components) {
    return Catalogue.of(Thing.KIND, List.of(components));
  }

  private static Catalogue<Thing> load(Path dir, Class<?>... services) throws IOException {
    return load(dir, String.join("\n", List.of(services).stream().map(Class::getName).toList()));
  }

  private static Catalogue<Thing> load(Path dir, String lines) throws IOException {
    return withServices(dir, lines, () -> Catalogue.load(Thing.KIND));
  }

  private static <T> T withServices(Path dir, String lines, Supplier<T> body) throws IOException {
    Path services = Files.createDirectories(dir.resolve("META-INF/services"));
    Files.writeString(services.resolve(Component.class.getName()), lines);
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

  @Test
  void should_find_entries_by_name_and_alias() {
    Catalogue<Thing> things = of(new Cube(), new Dance(), new Ball());

    assertThat(things.get("sphere").component()).isEqualTo(new Ball());
    assertThat(things.get("sphere").title()).isEqualTo("it rolls");
    assertThat(things.get("sphere").source()).isEqualTo("Euclid");
    assertThat(things.get("sphere").differs()).isEqualTo("nothing");
    assertThat(things.entries()).extracting(Entry::name).containsExactly("ball", "cube");
    assertThat(things.names()).containsExactly("ball", "cube", "sphere");
  }

  @Test
  void should_name_the_nearest_when_a_name_is_not_known() {
    assertThatThrownBy(() -> of(new Cube()).get("cubes"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("thing 'cubes' is not known")
        .hasMessageContaining("Hint: cube?");
  }

  @Test
  void should_refuse_two_entries_of_one_name() {
    assertThatThrownBy(() -> of(new Ball(), new Planet()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("thing 'sphere' is offered twice")
        .hasMessageContaining(Ball.class.getName())
        .hasMessageContaining(Planet.class.getName());
  }

  @Test
  void should_refuse_a_name_that_is_malformed() {
    assertThatThrownBy(() -> of(new Malformed()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("thing 'No Name' of " + Malformed.class.getName())
        .hasMessageContaining("must be lower-case letters, digits and single hyphens");
  }

  @Test
  void should_refuse_a_component_without_annotation_or_that_is_no_record() {
    for (Thing thing : List.of(new Unlisted(), new NoRecord())) {
      assertThatThrownBy(() -> of(thing))
          .isInstanceOf(UserError.class)
          .hasMessageContaining(thing.getClass().getName())
          .hasMessageContaining("must be a record annotated with @Listed");
    }
  }

  @Test
  void should_load_services_of_the_kind_alone(@TempDir Path dir) throws IOException {
    Catalogue<Thing> things = load(dir, Dance.class, Ball.class);

    assertThat(things.names()).containsExactly("ball", "sphere");
    assertThat(things.broken()).isEmpty();
  }

  @Test
  void should_keep_the_cause_of_a_provider_that_cannot_be_built(@TempDir Path dir)
      throws IOException {
    Catalogue<Thing> things =
        load(dir, Broken.class.getName() + "\n" + Cube.class.getName() + "\nno.such.Provider\n");

    assertThat(things.get("cube").component()).isEqualTo(new Cube());
    assertThat(things.broken()).hasSize(2);
    assertThatThrownBy(() -> things.get("broken"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("2 were found but could not be built")
        .hasMessageContaining("by zero")
        .hasRootCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void should_read_a_component_with_parameters() {
    assertThat(of(new Ball()).parse("sphere(weight=2)")).isEqualTo(new Ball(1, 2));
    assertThatThrownBy(() -> of(new Ball()).parse("ball(weigth=2)"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ball: parameter 'weigth' is not known")
        .hasMessageContaining("Hint: weight?");
    assertThatThrownBy(() -> of(new Ball()).parse("ball(weight"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("write it like 'ball(size=2)'");
  }

  @Test
  void should_change_one_parameter_by_name() {
    assertThat(new Ball().with("size", 3).with("weight", "0.25")).isEqualTo(new Ball(3, 0.25));
    assertThat(Entry.of(new Ball()).with(Map.of("size", 4))).isEqualTo(new Ball(4, 0.5));
    assertThat(Entry.of(new Ball(4, 0.5)).text()).isEqualTo("ball(size=4, weight=0.5)");
    assertThatThrownBy(() -> new Ball().with("sizes", 3))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ball: parameter 'sizes' is not known")
        .hasMessageContaining("Hint: size?");
    assertThatThrownBy(() -> new Ball().with("size", "big"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ball: size = 'big' cannot be read, must be a whole number");
  }
}
