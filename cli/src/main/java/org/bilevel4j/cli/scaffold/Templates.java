package org.bilevel4j.cli.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bilevel4j.core.util.UserError;

/**
 * Texts beside this class, whole files that compile as they are; their sample names give way to
 * those of something new.
 */
final class Templates {
  private static final Pattern REGION = Pattern.compile("(?m)^ *// (end)?region.*\\R"); // guides'

  private final Map<String, String> names = new TreeMap<>();

  Templates(String packageName) {
    names.put("org.example.sample", packageName);
  }

  /** Replaces a sample name. */
  Templates with(String sample, String name) {
    names.put(sample, name);
    return this;
  }

  /** The text of a template under the new names. */
  String text(String file) {
    String text = read(file);
    for (Map.Entry<String, String> e : names.entrySet()) {
      text = text.replace(e.getKey(), e.getValue());
    }
    return text;
  }

  /**
   * Refuses a class name that would hide one that its own template uses.
   *
   * @throws UserError naming it
   */
  static void refuseHiding(String className, String file) {
    if (Pattern.compile("\\b" + className + "\\b").matcher(read(file)).find()) {
      throw new UserError(
          "new: class " + className + " would hide the one that its code uses.",
          "a longer name, as in " + className + "Method.");
    }
  }

  private static String read(String file) {
    try (InputStream in = Templates.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("template " + file + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return REGION.matcher(text).replaceAll("");
    } catch (IOException e) {
      throw new UncheckedIOException("template " + file, e);
    }
  }
}
