package org.bilevel4j.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The program as its users start it: the script {@code bilevel4j} of the source tree, which becomes
 * a Java process of its own.
 */
public final class Launcher {
  private final Path scratch;
  private final List<Path> plugins;

  private Launcher(Path scratch, List<Path> plugins) {
    this.scratch = scratch;
    this.plugins = List.copyOf(plugins);
  }

  /**
   * A launcher.
   *
   * @param scratch where processes run and what they print is kept
   */
  public static Launcher in(Path scratch) {
    return new Launcher(scratch, List.of());
  }

  /** This launcher with jars of plug-ins on the class path. */
  public Launcher withPlugins(Path... jars) {
    return new Launcher(scratch, List.of(jars));
  }

  /** The folder of the script. */
  static Path home() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(at.resolve("bilevel4j"))) {
      Path above = at.getParent();
      if (above == null) {
        throw new IllegalStateException("no launcher above " + Path.of("").toAbsolutePath());
      }
      at = above;
    }
    return at;
  }

  /** Starts a command; what it prints goes into out.txt and err.txt. */
  public Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(home().resolve("bilevel4j").toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.remove("BILEVEL4J_JAVA_OPTS");
    environment.put(
        "BILEVEL4J_PLUGINS", plugins.stream().map(Path::toString).collect(Collectors.joining(":")));
    builder.redirectOutput(scratch.resolve("out.txt").toFile());
    builder.redirectError(scratch.resolve("err.txt").toFile());
    return builder.start();
  }

  /** Runs a command to its end. */
  public Answer run(String... words) throws IOException, InterruptedException {
    int code = start(words).waitFor();
    return new Answer(code, printed("out.txt"), printed("err.txt"));
  }

  /** What the last command printed into a file. */
  public String printed(String file) throws IOException {
    return Files.readString(scratch.resolve(file));
  }
}
