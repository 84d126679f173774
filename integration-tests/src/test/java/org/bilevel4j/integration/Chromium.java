package org.bilevel4j.integration;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium for one page at a time; every call is a process and a profile of its own. */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final int PATIENCE_SECONDS = 120;

  private final Path program;
  private final Path folder;
  private int calls;

  private Chromium(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /**
   * What a page left behind.
   *
   * @param dom the document after its scripts ran
   * @param console lines that the page wrote to the console, errors among them
   */
  record Visit(String dom, List<String> console) {}

  /** The first one on the PATH; profiles and output go below the folder. */
  static Optional<Chromium> find(Path folder) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .filter(p -> !p.isEmpty())
        .flatMap(p -> NAMES.stream().map(Path.of(p)::resolve))
        .filter(Files::isExecutable)
        .findFirst()
        .map(p -> new Chromium(p, folder));
  }

  /** Opens a page and returns its document. */
  Visit open(Path page, int width, int height) throws IOException {
    return run(page, width, height, List.of("--dump-dom"));
  }

  /** Opens a page and takes a picture of it. */
  Path screenshot(Path page, int width, int height, boolean dark) throws IOException {
    Path picture = folder.resolve("picture" + calls + ".png");
    run(
        page,
        width,
        height,
        List.of(
            "--screenshot=" + picture, "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1)));
    return picture;
  }

  private Visit run(Path page, int width, int height, List<String> more) throws IOException {
    int call = calls++;
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--virtual-time-budget=5000",
                "--enable-logging=stderr",
                "--v=0",
                "--user-data-dir=" + folder.resolve("profile" + call),
                "--window-size=" + width + "," + height));
    command.addAll(more);
    command.add(page.toUri().toString());
    Path out = folder.resolve("out" + call);
    Path err = folder.resolve("err" + call);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    await(process, command);
    List<String> console =
        Files.readString(err).lines().filter(l -> l.contains(":CONSOLE")).toList();
    return new Visit(Files.readString(out), console);
  }

  private static void await(Process process, List<String> command) throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("No answer in " + PATIENCE_SECONDS + " s from " + command);
      }
      if (process.exitValue() != 0) {
        throw new IOException("Exit code " + process.exitValue() + " from " + command);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + command, e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
