package org.bilevel4j.benchmarks.race;

import java.util.Locale;
import java.util.Map;

/**
 * How the other side's OpenBLAS chooses its kernel.
 *
 * @param name what OPENBLAS_CORETYPE is set to, or "default" where the variable is not set
 */
public record BlasSetting(String name) {

  /** The name under which OpenBLAS chooses by itself, as the distribution sets it up. */
  static final String DEFAULT = "default";

  /** Whether OpenBLAS chooses by itself. */
  boolean isDefault() {
    return name.equals(DEFAULT);
  }

  /** Reads a name; core types are upper case. */
  static BlasSetting parse(String text) {
    String t = text.trim();
    return new BlasSetting(t.equalsIgnoreCase(DEFAULT) ? DEFAULT : t.toUpperCase(Locale.ROOT));
  }

  /** The environment that makes it so. */
  Map<String, String> environment() {
    return isDefault() ? Map.of() : Map.of("OPENBLAS_CORETYPE", name);
  }
}
