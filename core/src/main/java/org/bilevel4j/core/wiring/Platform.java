package org.bilevel4j.core.wiring;

import com.google.inject.Binder;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Discovery;
import org.bilevel4j.core.catalogue.Kind;
import org.bilevel4j.core.util.Origin;
import org.bilevel4j.core.util.UserError;

/** Every component of the class path, by kind and name. */
public final class Platform {
  private static final String OTHER_VERSION =
      "a plug-in was built for another version; take its jar off the class path.";

  private final Set<Component> components;

  private Platform(Set<Component> components) {
    this.components = components;
  }

  /**
   * The platform of all components and modules on the class path.
   *
   * @throws UserError when one of them cannot be built, naming it
   */
  public static Platform load() {
    List<PlatformModule> modules = new ArrayList<>(List.of(Platform::services));
    Iterator<PlatformModule> found = ServiceLoader.load(PlatformModule.class).iterator();
    try {
      while (found.hasNext()) {
        modules.add(found.next());
      }
    } catch (ServiceConfigurationError e) {
      throw new UserError(
          "a module of the platform cannot be loaded: " + reason(e) + ".", OTHER_VERSION, e);
    }
    return of(modules);
  }

  /** Adds the components registered as services. */
  public static void services(Binder binder) {
    Discovery found = Discovery.ofAll();
    if (!found.broken().isEmpty()) {
      ServiceConfigurationError e = found.broken().get(0);
      throw new UserError(
          "a component of the platform cannot be loaded: " + reason(e) + ".", OTHER_VERSION, e);
    }
    found.components().forEach(component -> Contributions.add(binder, component));
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
      guarded.add(Contributions::components); // where no module adds any
      Injector injector = Guice.createInjector(guarded);
      if (!broken.isEmpty()) {
        throw broken.get(0);
      }
      return new Platform(injector.getInstance(new Key<Set<Component>>() {}));
    } catch (CreationException | ConfigurationException | ProvisionException e) {
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
        OTHER_VERSION,
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
   * All components of a kind.
   *
   * @throws UserError when two share a name, naming both and their jars
   */
  public <C extends Component> Catalogue<C> catalogue(Kind<C> kind) {
    return Catalogue.of(kind, components);
  }
}
