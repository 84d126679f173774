package org.bilevel4j.benchmarks.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.run.Checkpoint;
import org.bilevel4j.core.run.Identity;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** Saving a state: written beside its place, then moved. */
public class CheckpointBenchmark extends ShortRuns {

  /** Numbers in the state: a small problem, and the encoder 784-100. */
  @Param({"1000", "78400"})
  public int size;

  private Vec x = Vec.zeros(0);
  private Path file = Path.of("");

  /** Makes a state and a place for it. */
  @Setup
  public void make() throws IOException {
    x = Vec.zeros(size);
    x.fill(1.0 / 3);
    file = Files.createTempDirectory("checkpoint").resolve("state.bin");
  }

  /** Saves. */
  @Benchmark
  public Path save() {
    Checkpoint.save(file, Identity.none(), v -> v.vec("x", x));
    return file;
  }

  /** Removes the file. */
  @TearDown
  public void remove() throws IOException {
    Files.delete(file);
    Files.delete(file.toAbsolutePath().getParent());
  }
}
