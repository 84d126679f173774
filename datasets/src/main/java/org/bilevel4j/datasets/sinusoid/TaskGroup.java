package org.bilevel4j.datasets.sinusoid;

import org.bilevel4j.core.util.Args;

/**
 * Tasks whose amplitudes come from one interval.
 *
 * @param count number of tasks, at least 0
 * @param amplitude where a is drawn from
 */
public record TaskGroup(int count, UniformRange amplitude) {
  /** Checks the count. */
  public TaskGroup {
    Args.atLeast(0, count, "sinusoid: number of tasks");
  }
}
