package org.bilevel4j.core.wiring;

import com.google.inject.Binder;
import com.google.inject.multibindings.Multibinder;
import org.bilevel4j.core.catalogue.Component;

/**
 * The components that platform modules add to those registered as services. A name that two of one
 * kind share is refused when the catalogue of that kind is asked for, naming both.
 */
public final class Contributions {
  private Contributions() {}

  /** Adds a component. */
  public static void add(Binder binder, Component component) {
    components(binder).addBinding().toInstance(component);
  }

  /** Adds a component whose constructor is injected. */
  public static void add(Binder binder, Class<? extends Component> component) {
    components(binder).addBinding().to(component);
  }

  static Multibinder<Component> components(Binder binder) {
    return Multibinder.newSetBinder(binder, Component.class).permitDuplicates();
  }
}
