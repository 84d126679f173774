package org.bilevel4j.cli.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bilevel4j.core.catalogue.Discovery;
import org.bilevel4j.core.util.Origin;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/** Bad input that the code of a plug-in has met: a missing file, a value out of its range. */
final class PluginFailure {
  private static final String OURS = "org.bilevel4j.";

  private PluginFailure() {}

  /** The sentence for a user; empty when no plug-in threw it or it is a programming error. */
  static Optional<UserError> of(Throwable thrown) {
    Throwable cause =
        thrown instanceof UncheckedIOException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (!(cause instanceof IOException || cause instanceof IllegalArgumentException)) {
      return Optional.empty();
    }
    Set<CodeSource> jars = jars();
    return Stream.of(cause, thrown)
        .flatMap(e -> Arrays.stream(e.getStackTrace()))
        .flatMap(frame -> type(frame.getClassName()))
        .filter(type -> isForeign(type) && jars.contains(source(type)))
        .findFirst()
        .map(
            type ->
                new UserError(
                    "plug-in " + Origin.of(type) + ": " + reason(cause) + ".",
                    cause instanceof IOException
                        ? "check the path; --data names a folder to look in."
                        : "change the value.",
                    thrown));
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getSimpleName();
    }
    String first = message.lines().findFirst().orElse("");
    return e instanceof NoSuchFileException
        ? "file " + first + " does not exist"
        : first.replaceAll("\\.$", "");
  }

  /** Where the components of others come from. */
  private static Set<CodeSource> jars() {
    return Discovery.ofAll().components().stream()
        .map(Object::getClass)
        .filter(PluginFailure::isForeign)
        .map(PluginFailure::source)
        .collect(Collectors.toSet());
  }

  private static boolean isForeign(Class<?> type) {
    return !type.getName().startsWith(OURS) && source(type) != null;
  }

  private static @Nullable CodeSource source(Class<?> type) {
    return type.getProtectionDomain().getCodeSource();
  }

  private static Stream<Class<?>> type(String name) {
    try {
      return Stream.of(Class.forName(name, false, PluginFailure.class.getClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return Stream.empty(); // made at run time: not a class of a jar
    }
  }
}
