package org.bilevel4j.core.run;

/** The seconds a run has spent on steps and looks: stopped while listeners work. */
final class RunClock {
  private double before;
  private long startedAt;
  private boolean running;

  /** Starts unless it is running. */
  void begin() {
    if (!running) {
      running = true;
      startedAt = System.nanoTime();
    }
  }

  /** Stops until the next {@link #begin}. */
  void pause() {
    resumeAt(seconds());
  }

  /** Stops at a time that a saved run has spent. */
  void resumeAt(double seconds) {
    before = seconds;
    running = false;
  }

  /** What has been spent. */
  double seconds() {
    return before + (running ? (System.nanoTime() - startedAt) * 1e-9 : 0);
  }
}
