package org.bilevel4j.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** Folders as values, to see what a command left behind. */
public final class FileTree {
  private FileTree() {}

  /** Every file and folder below, with a checksum of its content; logs without. */
  public static Map<String, String> of(Path root) {
    Map<String, String> found = new TreeMap<>();
    for (Path p : below(root)) {
      boolean counts = Files.isRegularFile(p) && !p.endsWith("log.txt");
      found.put(root.relativize(p).toString(), counts ? checksum(p) : "");
    }
    return found;
  }

  /** Files that a command is about to move into their place. */
  public static boolean hasTemporary(Path root) {
    return below(root).stream().anyMatch(p -> p.toString().endsWith(".tmp"));
  }

  /** Everything below; what vanishes meanwhile is left out. */
  public static java.util.List<Path> below(Path root) {
    if (!Files.exists(root)) {
      return java.util.List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> !p.equals(root)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder. */
  public static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path p : below(from)) {
      Path target = to.resolve(from.relativize(p).toString());
      if (Files.isDirectory(p)) {
        Files.createDirectories(target);
      } else {
        Files.copy(p, target);
      }
    }
  }

  private static String checksum(Path file) {
    CRC32 crc = new CRC32();
    try {
      crc.update(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().toHexDigits(crc.getValue());
  }
}
