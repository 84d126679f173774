package org.bilevel4j.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.Origin;
import org.bilevel4j.core.util.UserError;

/**
 * What the class path offers of one kind, by name or alias: solvers, estimators, applications. A
 * provider that is found but cannot be built is kept with its cause, and is not "not found".
 *
 * @param <E> the entries
 */
public final class Catalogue<E> {
  private final String what;
  private final List<E> entries;
  private final Map<String, E> byName;
  private final List<ServiceConfigurationError> broken;

  private Catalogue(
      String what,
      List<E> found,
      Function<E, String> name,
      Function<E, List<String>> aliases,
      List<ServiceConfigurationError> broken) {
    this.what = what;
    this.entries = found.stream().sorted(Comparator.comparing(name)).toList();
    this.byName = new TreeMap<>();
    this.broken = List.copyOf(broken);
    for (E e : entries) {
      put(name.apply(e), e);
      aliases.apply(e).forEach(alias -> put(alias, e));
    }
  }

  private void put(String name, E entry) {
    E other = byName.putIfAbsent(name, entry);
    if (other != null) {
      throw new UserError(
          String.format(
              "%s '%s' is offered twice: by %s and by %s.",
              what, name, Origin.of(other.getClass()), Origin.of(entry.getClass())),
          "take one of the jars off the class path.");
    }
  }

  /**
   * Everything registered as a service.
   *
   * @param service the type of entries
   * @param what for messages, for instance "solver"
   */
  public static <E> Catalogue<E> load(
      Class<E> service, String what, Function<E, String> name, Function<E, List<String>> aliases) {
    List<E> found = new ArrayList<>();
    List<ServiceConfigurationError> broken = new ArrayList<>();
    Iterator<ServiceLoader.Provider<E>> all = ServiceLoader.load(service).stream().iterator();
    boolean more = true;
    while (more) {
      try {
        more = all.hasNext();
        if (more) {
          found.add(all.next().get());
        }
      } catch (ServiceConfigurationError e) {
        broken.add(e);
      }
    }
    return new Catalogue<>(what, found, name, aliases, broken);
  }

  /** A catalogue of these entries alone. */
  public static <E> Catalogue<E> of(
      String what, List<E> entries, Function<E, String> name, Function<E, List<String>> aliases) {
    return new Catalogue<>(what, entries, name, aliases, List.of());
  }

  /** Every entry, by name. */
  public List<E> entries() {
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
  public E get(String name) {
    E entry = byName.get(name);
    if (entry != null) {
      return entry;
    }
    UserError unknown = Names.unknown(what, name, byName.keySet());
    if (broken.isEmpty()) {
      throw unknown;
    }
    ServiceConfigurationError first = broken.get(0);
    Throwable reason = first.getCause() == null ? first : first.getCause();
    throw new UserError(
        String.format(
            "%s '%s' is not among those that work; %d were found but could not be built, the"
                + " first because of: %s (%s).",
            what, name, broken.size(), reason, first.getMessage()),
        unknown.cure(),
        first);
  }
}
