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
import java.util.Collection;
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

  private final List<Component> components;

  private Platform(List<Component> components) {
    this.components = components;
  }

  /**
   * The platform of all components and modules on the class path.
   *
   * @throws UserError when one of them cannot be built, naming it
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
          "a module of the platform cannot be loaded: " + reason(e) + ".", OTHER_VERSION, e);
    }
    Discovery services = Discovery.ofAll();
    if (!services.broken().isEmpty()) {
      ServiceConfigurationError e = services.broken().get(0);
      throw new UserError(
          "a component of the platform cannot be loaded: " + reason(e) + ".", OTHER_VERSION, e);
    }
    return of(services.components(), modules);
  }

  /**
   * The platform of these components and of those that modules add.
   *
   * @throws UserError when a module does not work, naming it
   */
  public static Platform of(
      Collection<? extends Component> components, Collection<? extends PlatformModule> modules) {
    List<Component> all = new ArrayList<>(components);
    if (!modules.isEmpty()) {
      all.addAll(added(modules));
    }
    return new Platform(List.copyOf(all));
  }

  private static Set<Component> added(Collection<? extends PlatformModule> modules) {
    List<UserError> broken = new ArrayList<>();
    List<Module> guarded = new ArrayList<>(List.of(Contributions::components));
    modules.forEach(module -> guarded.add(binder -> configure(module, binder, broken)));
    try {
      Injector injector = Guice.createInjector(guarded);
      if (!broken.isEmpty()) {
        throw broken.get(0);
      }
      return injector.getInstance(new Key<Set<Component>>() {});
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
