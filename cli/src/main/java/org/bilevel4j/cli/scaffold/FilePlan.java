package org.bilevel4j.cli.scaffold;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bilevel4j.cli.grid.AtomicText;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/** Files to be written together: all of them, or none. */
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

  /**
   * Writes all and names them.
   *
   * @throws UserError when one cannot be written; all is then as it was
   */
  List<Path> write() {
    Deque<Undo> undo = new ArrayDeque<>();
    try {
      texts.forEach((file, text) -> write(file, text, undo));
    } catch (UserError e) {
      for (Undo step : undo) {
        try {
          step.run();
        } catch (IOException | UserError left) {
          e.addSuppressed(left);
        }
      }
      throw e;
    }
    return List.copyOf(texts.keySet());
  }

  private static void write(Path file, String text, Deque<Undo> undo) {
    try {
      createFolder(file.toAbsolutePath().getParent(), undo);
      if (Files.exists(file)) {
        String before = Files.readString(file);
        undo.push(() -> AtomicText.write(file, before));
      } else {
        undo.push(() -> Files.deleteIfExists(file));
      }
    } catch (IOException e) {
      throw AtomicText.refused(file, e);
    }
    AtomicText.write(file, text);
  }

  private static void createFolder(@Nullable Path folder, Deque<Undo> undo) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      createFolder(folder.getParent(), undo);
      Files.createDirectory(folder);
      undo.push(() -> Files.delete(folder));
    }
  }

  /** Takes one step back. */
  @FunctionalInterface
  private interface Undo {
    void run() throws IOException;
  }
}
