package org.bilevel4j.cli.grid;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;
import org.bilevel4j.cli.config.Experiment.Arm;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/** The folder of one experiment and what lies where in it; one process at a time may use it. */
public final class GridFolder implements AutoCloseable {
  private static final String EXPERIMENT = "experiment.yaml";
  static final String PROVENANCE = "provenance.json";
  private static final String LOCK = ".lock";

  private final Path root;
  private final FileChannel lock;

  private GridFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** A new folder that {@code --out} names. */
  public static GridFolder create(Path root) {
    return create(root, "--out");
  }

  /**
   * A new folder.
   *
   * @param option that names it, for messages
   * @throws UserError when it holds something already or cannot be written
   */
  public static GridFolder create(Path root, String option) {
    refuseForeign(root, option + " " + root);
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw AtomicText.refused(root, e);
    }
    return new GridFolder(root, lock(root));
  }

  /**
   * The folder of an experiment that was begun.
   *
   * @throws UserError when there is none
   */
  public static GridFolder existing(Path root) {
    if (!Files.isRegularFile(root.resolve(EXPERIMENT))) {
      throw new UserError(
          root
              + (Files.isDirectory(root) ? " holds no " + EXPERIMENT : " is not a folder")
              + ", so there is nothing to resume.",
          "give the folder that 'run' printed.");
    }
    return new GridFolder(root, lock(root));
  }

  private static void refuseForeign(Path root, String named) {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new UserError(named + " is a file, must be a folder.");
    }
    if (!Files.isDirectory(root)) {
      return;
    }
    try (Stream<Path> inside = Files.list(root)) {
      if (Files.exists(root.resolve(EXPERIMENT))) {
        throw new UserError(
            named + " holds an experiment already.",
            "'run --resume " + root + "' goes on with it; another folder starts a new one.");
      }
      if (inside.anyMatch(GridFolder::isForeign)) {
        throw new UserError(
            named + " is not empty and not the folder of an experiment.",
            "name a folder that does not exist yet.");
      }
    } catch (IOException e) {
      throw new UserError(named + " cannot be listed: " + AtomicText.reason(e) + ".");
    }
  }

  /** A run that was killed before it wrote its experiment leaves nothing worth keeping. */
  private static boolean isForeign(Path inside) {
    String name = String.valueOf(inside.getFileName());
    return !Set.of(LOCK, PROVENANCE, "." + PROVENANCE + ".tmp", "." + EXPERIMENT + ".tmp")
        .contains(name);
  }

  private static FileChannel lock(Path root) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock held = channel.tryLock();
      if (held != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // this process has it already: told below
    } catch (IOException e) {
      throw AtomicText.refused(root, e);
    }
    closeQuietly(channel);
    throw new UserError(
        root + " is in use by another process.", "wait for it, or stop it with Ctrl-C.");
  }

  /** Whether a process works in a folder; nothing is written. */
  static boolean isHeld(Path root) {
    Path file = root.resolve(LOCK);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      throw new UserError(file + " cannot be looked at: " + AtomicText.reason(e) + ".", "", e);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** The resolved configuration. */
  public Path experiment() {
    return root.resolve(EXPERIMENT);
  }

  /** Versions, checksums, machine. */
  public Path provenance() {
    return root.resolve(PROVENANCE);
  }

  /** The log. */
  public Path log() {
    return root.resolve("log.txt");
  }

  /** The folder of one run. */
  public Path run(Arm arm, long seed) {
    return root.resolve("runs").resolve(arm.slug()).resolve(Long.toString(seed));
  }

  /** Lets other processes in. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(root.resolve(LOCK));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    closeQuietly(lock);
  }
}
