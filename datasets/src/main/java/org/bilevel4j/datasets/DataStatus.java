package org.bilevel4j.datasets;

import java.util.List;

/**
 * What is known about a data set on this machine.
 *
 * @param dataset name of the data set
 * @param state whether it can be used
 * @param where place, for instance a directory; empty when there is none
 * @param findings one line each: what was verified, or what is wrong and how to mend it
 */
public record DataStatus(String dataset, State state, String where, List<String> findings) {
  /** Copies the list. */
  public DataStatus {
    findings = List.copyOf(findings);
  }

  /** Whether a data set can be used. */
  public enum State {
    /** Found; contents are the published ones. */
    VERIFIED,
    /** Found and readable, but its contents differ from the published ones. */
    DIFFERS,
    /** Found, but it cannot be read as this data set. */
    DAMAGED,
    /** Not found. */
    MISSING;

    /** Whether a run can use the data. */
    public boolean usable() {
      return this == VERIFIED || this == DIFFERS;
    }
  }
}
