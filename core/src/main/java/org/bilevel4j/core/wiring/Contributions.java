package org.bilevel4j.core.wiring;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.bilevel4j.core.application.ApplicationEntry;

/**
 * The maps, name to entry, that platform modules fill. Plug-ins see these methods and never the
 * keys behind them. A name that two modules give to different entries is refused when a catalogue
 * of that kind is asked for, naming both.
 */
public final class Contributions {
  private Contributions() {}

  /** The map of applications. */
  public static MapBinder<String, ApplicationEntry> applications(Binder binder) {
    return of(binder, ApplicationEntry.class);
  }

  /**
   * The map of any other kind: estimators, data sets, metrics, oracles.
   *
   * @param kind the type of entries
   */
  public static <E> MapBinder<String, E> of(Binder binder, Class<E> kind) {
    return MapBinder.newMapBinder(binder, String.class, kind).permitDuplicates();
  }

  /**
   * Puts every service of a kind into its map.
   *
   * @param name how an entry is called
   */
  public static <E> void services(Binder binder, Class<E> kind, Function<E, String> name) {
    MapBinder<String, E> map = of(binder, kind);
    for (E entry : ServiceLoader.load(kind)) {
      map.addBinding(name.apply(entry)).toInstance(entry);
    }
  }
}
