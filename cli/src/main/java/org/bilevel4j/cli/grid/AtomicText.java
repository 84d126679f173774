package org.bilevel4j.cli.grid;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bilevel4j.core.util.UserError;

/** Text files that are there whole or not at all: written beside their place, then moved. */
public final class AtomicText {
  private AtomicText() {}

  /**
   * Writes a file, replacing an old one.
   *
   * @throws UserError when it cannot be written
   */
  public static void write(Path file, String text) {
    Path beside = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      try {
        Files.writeString(beside, text);
        move(beside, file);
      } finally {
        Files.deleteIfExists(beside); // what a full disk left
      }
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The error of a place that cannot be written. */
  public static UserError refused(Path file, IOException e) {
    return new UserError(
        file + " cannot be written: " + reason(e) + ".",
        "the folder is read-only or the disk is full; name another place.",
        e);
  }

  /** Why, in words, without repeating the path. */
  static String reason(IOException e) {
    String kind =
        e.getClass()
            .getSimpleName()
            .replace("Exception", "")
            .replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    if (e instanceof FileSystemException f) {
      String reason = f.getReason();
      return reason == null ? kind.toLowerCase(java.util.Locale.ROOT) : reason;
    }
    return e.getMessage() == null ? kind : e.getMessage();
  }
}
