package org.bilevel4j.core.run;

/**
 * How a run ended; every ending is a value, none an exception.
 *
 * @param kind the ending
 * @param message one sentence with the numbers
 */
public record Outcome(Kind kind, String message) {

  /** The endings. */
  public enum Kind {
    /** All planned steps were made. */
    COMPLETED,
    /** A budget of samples or seconds was spent. */
    BUDGET,
    /** The watched value reached its target. */
    TARGET,
    /** The watched value stopped improving. */
    STALLED,
    /** Iterate or losses grew beyond all measure; the last sound iterate is returned. */
    DIVERGED,
    /** Somebody asked it to stop; it can be resumed. */
    INTERRUPTED
  }

  /** Whether there is nothing left to resume. */
  public boolean isFinal() {
    return kind != Kind.INTERRUPTED;
  }
}
