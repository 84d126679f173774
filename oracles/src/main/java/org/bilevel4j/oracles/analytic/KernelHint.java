package org.bilevel4j.oracles.analytic;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.bilevel4j.kernels.Kernels;

/**
 * The kernels of the process for problems that compute with them. The first problem of a process
 * that falls back to plain Java logs the cure, whichever program it serves; later ones are silent.
 */
final class KernelHint {
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private KernelHint() {}

  static Kernels kernels() {
    String hint = Kernels.hint();
    if (!hint.isEmpty() && SAID.compareAndSet(false, true)) {
      LogManager.getLogger(SharedEmbeddingProblem.class).warn(hint);
    }
    return Kernels.current();
  }
}
