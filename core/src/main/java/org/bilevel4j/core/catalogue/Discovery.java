package org.bilevel4j.core.catalogue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The components registered as services of the class path.
 *
 * @param components those that could be built
 * @param broken why others could not
 */
public record Discovery(List<Component> components, List<ServiceConfigurationError> broken) {

  /** Components of every kind. */
  public static Discovery ofAll() {
    return of(Component.class);
  }

  /** Components of one type, the only ones that are built. */
  static Discovery of(Class<?> type) {
    List<Component> components = new ArrayList<>();
    List<ServiceConfigurationError> broken = new ArrayList<>();
    Iterator<ServiceLoader.Provider<Component>> all =
        ServiceLoader.load(Component.class).stream().iterator();
    boolean more = true;
    while (more) {
      try {
        more = all.hasNext();
        if (more) {
          ServiceLoader.Provider<Component> next = all.next();
          if (type.isAssignableFrom(next.type())) {
            components.add(next.get());
          }
        }
      } catch (ServiceConfigurationError e) {
        broken.add(e);
      } catch (LinkageError e) {
        broken.add(new ServiceConfigurationError("a class that it needs is missing", e));
      }
    }
    return new Discovery(List.copyOf(components), List.copyOf(broken));
  }
}
