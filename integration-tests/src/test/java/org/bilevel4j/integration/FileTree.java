package org.bilevel4j.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /** Everything below, in no order; what vanishes meanwhile is left out. */
  public static List<Path> below(Path root) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(root, new Collector(root, found));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> found;

    private Collector(Path root, List<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      if (!folder.equals(root)) {
        found.add(folder);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      found.add(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path gone, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
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
