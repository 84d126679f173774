package org.bilevel4j.core.catalogue;

import java.util.Map;

/**
 * Something the catalogue offers by name. An implementation is a public record annotated with
 * {@link Listed}: its components are its parameters, each described by {@link
 * org.bilevel4j.core.config.Param}, and its public constructor without arguments gives the
 * defaults, the only place where default numbers stand. It is registered as a service of this type
 * whatever its {@link Kind}: with {@code @AutoService(Component.class)}, or by a line in {@code
 * META-INF/services/org.bilevel4j.core.catalogue.Component}.
 */
public interface Component {

  /**
   * The same with one parameter changed.
   *
   * @param parameter its name, dotted where records nest ("lambda.pull")
   * @param value of the parameter's type, or a text that says it ("0.2 * k^-0.6")
   * @throws org.bilevel4j.core.util.UserError naming the nearest known parameters, or what is
   *     allowed
   */
  default Component with(String parameter, Object value) {
    return Entry.of(this).with(Map.of(parameter, value));
  }
}
