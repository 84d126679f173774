package org.bilevel4j.cli.grid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Names of new folders. */
public final class FolderNames {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private FolderNames() {}

  /** {@code parent/NAME-YYYYMMDD-HHMMSS}, with a number behind it when that is there already. */
  public static Path fresh(String parent, String name) {
    Path base = Path.of(parent, name + "-" + LocalDateTime.now().format(STAMP));
    Path folder = base;
    for (int n = 2; Files.exists(folder); n++) {
      folder = base.resolveSibling(base.getFileName() + "-" + n);
    }
    return folder;
  }
}
