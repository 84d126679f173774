package org.bilevel4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder with the data sets that are not in the repository: {@code BILEVEL4J_DATA}, else {@code
 * shared/data} beside the project. A test that needs it is skipped, audibly, where there is none.
 */
public final class SharedData {
  private SharedData() {}

  /** The folder; skips the calling test when it has no folder of that name. */
  public static Path require(String dataset) {
    Optional<Path> found = find(dataset);
    String message =
        "SKIPPED: no " + dataset + " in " + DataFinder.VARIABLE + " or shared/data of a parent";
    if (found.isEmpty()) {
      System.out.println(message);
    }
    Assumptions.assumeTrue(found.isPresent(), message);
    return found.orElseThrow();
  }

  private static Optional<Path> find(String dataset) {
    String named = System.getenv(DataFinder.VARIABLE);
    if (named != null && !named.isEmpty()) {
      return Optional.of(Path.of(named)).filter(p -> Files.isDirectory(p.resolve(dataset)));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path data = at.resolve("shared").resolve("data");
      if (Files.isDirectory(data.resolve(dataset))) {
        return Optional.of(data);
      }
    }
    return Optional.empty();
  }
}
