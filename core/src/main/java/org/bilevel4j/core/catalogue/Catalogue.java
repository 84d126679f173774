package org.bilevel4j.core.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bilevel4j.core.config.ComponentSpec;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;

/**
 * The components of one kind by name or alias. A provider that is found but cannot be built is kept
 * with its cause, and is not "not found".
 *
 * @param <C> the components
 */
public final class Catalogue<C extends Component> {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final Kind<C> kind;
  private final List<Entry<C>> entries;
  private final Map<String, Entry<C>> byName = new TreeMap<>();
  private final List<ServiceConfigurationError> broken;

  private Catalogue(
      Kind<C> kind,
      Collection<? extends Component> components,
      List<ServiceConfigurationError> broken) {
    this.kind = kind;
    this.broken = broken;
    List<Entry<C>> all = new ArrayList<>();
    for (Component component : components) {
      if (kind.has(component)) {
        all.add(Entry.of(kind.cast(component)));
      }
    }
    all.sort(Comparator.comparing(Entry::name));
    this.entries = List.copyOf(all);
    for (Entry<C> e : entries) {
      put(e.name(), e);
      e.aliases().forEach(alias -> put(alias, e));
    }
  }

  private void put(String name, Entry<C> entry) {
    if (!NAME.matcher(name).matches()) {
      throw new UserError(
          String.format(
              "%s '%s' of %s: a name must be lower-case letters, digits and single hyphens.",
              kind.word(), name, entry.origin()));
    }
    Entry<C> other = byName.putIfAbsent(name, entry);
    if (other != null) {
      throw new UserError(
          String.format(
              "%s '%s' is offered twice: by %s and by %s.",
              kind.word(), name, other.origin(), entry.origin()),
          "take one of the jars off the class path.");
    }
  }

  /** The components of a kind that are registered as services of the class path. */
  public static <C extends Component> Catalogue<C> load(Kind<C> kind) {
    Discovery found = Discovery.of(kind.type());
    return new Catalogue<>(kind, found.components(), found.broken());
  }

  /**
   * A catalogue of those of these components that are of a kind.
   *
   * @throws UserError when two share a name, naming both and their jars
   */
  public static <C extends Component> Catalogue<C> of(
      Kind<C> kind, Collection<? extends Component> components) {
    return new Catalogue<>(kind, components, List.of());
  }

  /** Every entry, by name. */
  public List<Entry<C>> entries() {
    return entries;
  }

  /** Every name and alias, ascending. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** Providers that were found but could not be built. */
  public List<ServiceConfigurationError> broken() {
    return broken;
  }

  /**
   * The entry of a name or alias.
   *
   * @throws UserError with the nearest known names, and with providers that could not be built
   */
  public Entry<C> get(String name) {
    Entry<C> entry = byName.get(name);
    if (entry != null) {
      return entry;
    }
    UserError unknown = Names.unknown(kind.word(), name, byName.keySet());
    if (broken.isEmpty()) {
      throw unknown;
    }
    ServiceConfigurationError first = broken.get(0);
    Throwable reason = first.getCause() == null ? first : first.getCause();
    throw new UserError(
        String.format(
            "%s '%s' is not among those that work; %d were found but could not be built, the"
                + " first because of: %s (%s).",
            kind.word(), name, broken.size(), reason, first.getMessage()),
        unknown.cure(),
        first);
  }

  /**
   * Reads "name" or "name(key=value, key=value)"; what is not named keeps its default.
   *
   * @throws UserError naming the component, the parameter and the nearest known one
   */
  public C parse(String text) {
    ComponentSpec read = ComponentSpec.parse(kind.word(), text, kind.example());
    return get(read.name()).with(read.values());
  }
}
