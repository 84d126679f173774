package org.bilevel4j.core.wiring;

import com.google.inject.Binder;
import com.google.inject.Binding;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.util.Types;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.bilevel4j.core.config.Catalogue;
import org.bilevel4j.core.util.Origin;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/** Everything the modules on the class path contribute, by kind and name. */
public final class Platform {
  private final Injector injector;

  private Platform(Injector injector) {
    this.injector = injector;
  }

  /**
   * The platform of all modules on the class path.
   *
   * @throws UserError when a module cannot be built, naming it
   */
  public static Platform load() {
    List<PlatformModule> modules = new ArrayList<>();
    Iterator<PlatformModule> found = ServiceLoader.load(PlatformModule.class).iterator();
    try {
      while (found.hasNext()) {
        modules.add(found.next());
      }
    } catch (ServiceConfigurationError e) {
      throw new UserError(
          "a module of the platform cannot be loaded: " + reason(e) + ".",
          "a plug-in was built for another version; take its jar off the class path.",
          e);
    }
    return of(modules);
  }

  /**
   * The platform of these modules alone.
   *
   * @throws UserError when they do not fit together
   */
  public static Platform of(Iterable<? extends PlatformModule> modules) {
    List<UserError> broken = new ArrayList<>();
    List<Module> guarded = new ArrayList<>();
    modules.forEach(module -> guarded.add(binder -> configure(module, binder, broken)));
    try {
      Injector injector = Guice.createInjector(guarded);
      if (!broken.isEmpty()) {
        throw broken.get(0);
      }
      return new Platform(injector);
    } catch (CreationException | ConfigurationException e) {
      throw broken.isEmpty()
          ? new UserError("the platform cannot be built: " + firstLine(e) + ".", "", e)
          : broken.get(0);
    }
  }

  /** Guice would log what a module throws; users get one sentence that names the module instead. */
  private static void configure(PlatformModule module, Binder binder, List<UserError> broken) {
    try {
      module.configure(binder);
    } catch (UserError e) {
      broken.add(e);
    } catch (ServiceConfigurationError e) {
      broken.add(unusable(module, reason(e), e));
    } catch (RuntimeException | LinkageError e) {
      broken.add(unusable(module, e.toString(), e));
    }
  }

  private static UserError unusable(PlatformModule module, String reason, Throwable e) {
    return new UserError(
        "the platform cannot be built: "
            + Origin.of(module.getClass())
            + " does not work: "
            + reason
            + ".",
        "a plug-in was built for another version; take its jar off the class path.",
        e);
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .filter(line -> line.matches("\\s*1\\).*"))
        .map(String::strip)
        .findFirst()
        .orElse(e.getClass().getSimpleName());
  }

  private static String reason(ServiceConfigurationError e) {
    Throwable cause = e.getCause();
    return e.getMessage() + (cause == null ? "" : " (" + cause + ")");
  }

  /**
   * All entries of a kind.
   *
   * @param what for messages, for instance "solver"
   * @param name how an entry is called
   * @param aliases its further names
   * @throws UserError when two entries share a name, naming both and their jars
   */
  public <E> Catalogue<E> catalogue(
      Class<E> kind, String what, Function<E, String> name, Function<E, List<String>> aliases) {
    List<E> entries = new ArrayList<>();
    contributions(kind).forEach((key, all) -> entries.add(single(what, key, all)));
    return Catalogue.of(what, entries, name, aliases);
  }

  private <E> Map<String, Set<E>> contributions(Class<E> kind) {
    Type sets = Types.mapOf(String.class, Types.setOf(kind));
    @SuppressWarnings("unchecked") // the key says what the binding holds
    Binding<Map<String, Set<E>>> binding =
        (Binding<Map<String, Set<E>>>) (Binding<?>) existing(Key.get(sets));
    if (binding == null) {
      return Map.of();
    }
    try {
      return new TreeMap<>(binding.getProvider().get());
    } catch (ProvisionException e) {
      throw new UserError("the platform cannot be built: " + firstLine(e) + ".", "", e);
    }
  }

  private @Nullable Binding<?> existing(Key<?> key) {
    return injector.getExistingBinding(key);
  }

  private static <E> E single(String what, String name, Set<E> all) {
    if (all.size() > 1) {
      throw new UserError(
          what
              + " '"
              + name
              + "' is offered "
              + (all.size() == 2 ? "twice" : all.size() + " times")
              + ": by "
              + String.join(" and by ", all.stream().map(e -> Origin.of(e.getClass())).toList())
              + ".",
          "take one of the jars off the class path.");
    }
    return all.iterator().next();
  }
}
