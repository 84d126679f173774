package org.bilevel4j.cli.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;

/**
 * The experiments on the class path: every jar may list its own, one resource a line, in {@code
 * META-INF/bilevel4j/experiments}.
 */
public final class ExperimentLibrary {
  private static final String INDEX = "META-INF/bilevel4j/experiments";

  private final Map<String, URL> byName;

  /**
   * The text of an experiment and what it is called.
   *
   * @param name used where the text names none
   * @param source how messages call it
   * @param text YAML
   */
  public record Source(String name, String source, String text) {}

  private ExperimentLibrary(Map<String, URL> byName) {
    this.byName = byName;
  }

  /**
   * Every experiment on the class path.
   *
   * @throws UserError when an index names a resource that is not there, or two share a name
   */
  public static ExperimentLibrary load() {
    ClassLoader loader = ExperimentLibrary.class.getClassLoader();
    Map<String, URL> byName = new TreeMap<>();
    try {
      for (URL index : Collections.list(loader.getResources(INDEX))) {
        for (String line : text(index).lines().map(String::strip).toList()) {
          if (!line.isEmpty() && !line.startsWith("#")) {
            add(byName, index, line, loader.getResource(line));
          }
        }
      }
    } catch (IOException e) {
      throw new UserError("the list of experiments cannot be read: " + e.getMessage() + ".", "", e);
    }
    return new ExperimentLibrary(byName);
  }

  private static void add(
      Map<String, URL> byName,
      URL index,
      String line,
      @org.jspecify.annotations.Nullable URL found) {
    if (found == null) {
      throw new UserError(index + " names '" + line + "', which is not on the class path.");
    }
    URL other = byName.put(name(line), found);
    if (other != null && !other.toExternalForm().equals(found.toExternalForm())) {
      throw new UserError(
          "experiment '" + name(line) + "' is offered twice: " + other + " and " + found + ".",
          "take one of the jars off the class path.");
    }
  }

  private static String name(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.replaceFirst("\\.ya?ml$", "");
  }

  private static String text(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Names and titles, ascending; without a YAML parser, so that lists come fast. */
  public Map<String, String> titles() {
    Map<String, String> titles = new TreeMap<>();
    byName.keySet().forEach(n -> titles.put(n, title(find(n).text())));
    return titles;
  }

  private static String title(String text) {
    return text.lines()
        .filter(l -> l.startsWith("title:"))
        .map(l -> l.substring("title:".length()).strip().replaceAll("^[\"']|[\"']$", ""))
        .findFirst()
        .orElse("");
  }

  /**
   * An experiment by name, or a file by path.
   *
   * @throws UserError when there is neither
   */
  public Source find(String nameOrPath) {
    URL url = byName.get(nameOrPath);
    try {
      if (url != null) {
        return new Source(nameOrPath, nameOrPath + ".yaml", text(url));
      }
      Path file = Path.of(nameOrPath);
      if (Files.isRegularFile(file)) {
        return new Source(name(file.toString()), nameOrPath, Files.readString(file));
      }
      if (Files.isDirectory(file)) {
        throw new UserError(
            "'" + nameOrPath + "' is a folder, must be an experiment or a file.",
            "--resume " + nameOrPath + " goes on with a run.");
      }
    } catch (CharacterCodingException e) {
      throw new UserError(nameOrPath + " is not a text in UTF-8.", "it is another file.", e);
    } catch (IOException e) {
      throw new UserError(nameOrPath + " cannot be read: " + reason(e) + ".", "", e);
    } catch (java.nio.file.InvalidPathException e) {
      throw new UserError("'" + nameOrPath + "' is neither an experiment nor a path.", "", e);
    }
    if (looksLikeFile(nameOrPath)) {
      throw new UserError("file '" + nameOrPath + "' does not exist.");
    }
    throw Names.unknown("experiment", nameOrPath, byName.keySet());
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Whether a text can only mean a file. */
  static boolean looksLikeFile(String text) {
    return text.endsWith(".yaml") || text.endsWith(".yml") || text.contains("/");
  }
}
