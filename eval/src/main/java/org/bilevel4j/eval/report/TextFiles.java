package org.bilevel4j.eval.report;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bilevel4j.core.util.UserError;

/** Reading and writing of whole files; a file is written under a temporary name, then moved. */
final class TextFiles {
  private TextFiles() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UserError(file + " does not exist.", "the folder is not a run folder.", e);
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is not UTF-8 text.", "the file is damaged.", e);
    } catch (IOException e) {
      throw new UserError(file + " cannot be read: " + e.getMessage() + ".", "", e);
    }
  }

  static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] bytes) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
      Files.write(temporary, bytes);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError(
          file + " cannot be written: " + e.getMessage() + ".",
          "the folder is read-only or the disk is full.",
          e);
    }
  }
}
