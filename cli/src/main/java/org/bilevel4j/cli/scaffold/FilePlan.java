package org.bilevel4j.cli.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bilevel4j.cli.grid.AtomicText;
import org.bilevel4j.core.util.UserError;

/** Files to be written together: nothing is written before all of them are known to be possible. */
final class FilePlan {
  private final Map<Path, String> texts = new LinkedHashMap<>();

  /**
   * Adds a new file.
   *
   * @throws UserError when it exists
   */
  void create(Path file, String text) {
    if (Files.exists(file) || texts.containsKey(file)) {
      throw new UserError(
          "new: " + file + " exists and is not overwritten.", "take another name or folder.");
    }
    texts.put(file, text);
  }

  /** Adds a new file unless there is one. */
  void createIfMissing(Path file, String text) {
    if (!Files.exists(file)) {
      texts.putIfAbsent(file, text);
    }
  }

  /**
   * Changes a file that exists.
   *
   * @throws UserError when it cannot be read
   */
  void change(Path file, UnaryOperator<String> edit) {
    try {
      texts.put(file, edit.apply(Files.readString(file)));
    } catch (IOException e) {
      throw new UserError("new: " + file + " cannot be read.", "run it in a whole checkout.", e);
    }
  }

  /** Writes all, each file whole or not at all, and names them. */
  List<Path> write() {
    texts.forEach(
        (file, text) -> {
          try {
            Files.createDirectories(file.toAbsolutePath().getParent());
          } catch (IOException e) {
            throw AtomicText.refused(file, e);
          }
          AtomicText.write(file, text);
        });
    return List.copyOf(texts.keySet());
  }
}
