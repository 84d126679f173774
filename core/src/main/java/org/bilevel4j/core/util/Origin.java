package org.bilevel4j.core.util;

import java.security.CodeSource;

/** Says where a class comes from, for messages about clashing jars. */
public final class Origin {
  private Origin() {}

  /** The name of the class and, where known, the file name of its jar. */
  public static String of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return type.getName();
    }
    String path = source.getLocation().getPath();
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    String file = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    return type.getName() + (file.endsWith(".jar") ? " (" + file + ")" : "");
  }
}
