package org.bilevel4j.cli.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commit of the checkout that the program was built in, where there is one. */
final class GitCommit {
  private GitCommit() {}

  /** Looks in the folders above the program's jar. */
  static Optional<String> ofProgram() {
    try {
      Path jar =
          Path.of(GitCommit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return above(jar);
    } catch (java.net.URISyntaxException | IllegalArgumentException | IOException e) {
      return Optional.empty(); // not a file, or not readable: the commit is a courtesy
    }
  }

  private static Optional<String> above(@Nullable Path start) throws IOException {
    for (Path p = start; p != null; p = p.getParent()) {
      Path git = p.resolve(".git");
      if (Files.isDirectory(git)) {
        return head(git, git);
      }
      if (Files.isRegularFile(git)) {
        Path worktree = p.resolve(Files.readString(git).replaceFirst("^gitdir:", "").strip());
        Path common = worktree.resolve("commondir");
        return head(
            worktree,
            Files.exists(common) ? worktree.resolve(Files.readString(common).strip()) : worktree);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> head(Path git, Path common) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith("ref:")) {
      return Optional.of(head);
    }
    String ref = head.substring("ref:".length()).strip();
    if (Files.exists(common.resolve(ref))) {
      return Optional.of(Files.readString(common.resolve(ref)).strip());
    }
    Path packed = common.resolve("packed-refs");
    return Files.exists(packed)
        ? Files.readString(packed)
            .lines()
            .filter(l -> l.endsWith(" " + ref))
            .map(l -> l.substring(0, l.indexOf(' ')))
            .findFirst()
        : Optional.empty();
  }
}
