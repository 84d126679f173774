package org.bilevel4j.core.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bilevel4j.core.math.Vec;

/** Vectors as short parts, so that their bytes need little room. */
final class VecParts {
  private static final int PART = 1 << 13; // entries

  /** Work on one part. */
  @FunctionalInterface
  interface Task {
    /** Reads or writes a part, which is a view. */
    void accept(Vec part) throws IOException;
  }

  private VecParts() {}

  /** Bytes of a vector as it is stored. */
  static int bytes(Vec v) {
    return Math.multiplyExact(v.dim(), v.isFloat() ? Float.BYTES : Double.BYTES);
  }

  /** Does something for the parts of a vector, one after the other. */
  static void each(Vec v, Task task) {
    try {
      for (int from = 0; from < v.dim(); from += PART) {
        task.accept(v.slice(from, Math.min(v.dim(), from + PART)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
