package org.bilevel4j.oracles.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.bilevel4j.kernels.Kernels;

/**
 * The kernels of the process, for problems that compute with them. The first problem of a process
 * that falls back to plain Java logs the cure, whichever program it serves; later ones are silent.
 */
public final class ProcessKernels {
  private static final AtomicBoolean LOGGED = new AtomicBoolean();

  private ProcessKernels() {}

  /** The kernels in use. */
  public static Kernels current() {
    String hint = Kernels.hint();
    if (!hint.isEmpty() && LOGGED.compareAndSet(false, true)) {
      LogManager.getLogger(ProcessKernels.class).warn(hint);
    }
    return Kernels.current();
  }
}
