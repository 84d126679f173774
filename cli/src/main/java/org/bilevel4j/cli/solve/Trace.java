package org.bilevel4j.cli.solve;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bilevel4j.cli.grid.AtomicText;
import org.bilevel4j.core.run.Listener;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.util.UserError;

/**
 * Every state of a run as CSV, one row per step from the initial state on. Written beside its place
 * and moved there when the run has ended; closed before that, it leaves nothing.
 */
public final class Trace implements Listener, AutoCloseable {
  private final Path file;
  private final Path beside;
  private final BufferedWriter out;
  private int columns;

  private Trace(Path file, Path beside, BufferedWriter out) {
    this.file = file;
    this.beside = beside;
    this.out = out;
  }

  /**
   * Opens a trace.
   *
   * @param problem the file that is solved, which must be another
   * @throws UserError when the place cannot be written
   */
  public static Trace open(Path file, Path problem) {
    if (file.toAbsolutePath().normalize().equals(problem.toAbsolutePath().normalize())) {
      throw new UserError("--trace " + file + " is the problem, must be another file.");
    }
    if (Files.isDirectory(file)) {
      throw new UserError("--trace " + file + " is a folder, must be a file.");
    }
    Path beside = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      return new Trace(file, beside, Files.newBufferedWriter(beside));
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  private static UserError refused(Path file, IOException e) {
    return AtomicText.refused(Path.of("--trace " + file), e);
  }

  @Override
  public boolean wants(long steps) {
    return true;
  }

  @Override
  public void onStep(Run<?> run) {
    StateRow row = StateRow.of(run.state());
    try {
      if (columns == 0) {
        columns = row.names().size();
        line("step", row.names());
      }
      if (row.values().size() != columns) {
        throw new IllegalStateException(
            "the state has " + row.values().size() + " numbers, began with " + columns + ".");
      }
      line(Long.toString(run.steps()), row.values());
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  private void line(String first, Iterable<String> cells) throws IOException {
    out.write(first);
    for (String cell : cells) {
      out.write(',');
      out.write(cell);
    }
    out.write('\n');
  }

  @Override
  public void onEnd(Run<?> run, Outcome outcome) {
    try {
      out.close();
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw refused(file, e);
    }
  }

  @Override
  public void close() {
    try (out) {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
