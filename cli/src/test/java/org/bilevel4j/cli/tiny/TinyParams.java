package org.bilevel4j.cli.tiny;

import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.util.Args;

/** Parameters of {@link TinyEntry}. */
public record TinyParams(
    @Param(value = "number of tasks", symbol = "n", range = "at least 1") int tasks,
    @Param(value = "rows of each task", range = "even, at least 2") int rows,
    @Param(value = "spread of the rows", range = "at least 0") double noise) {
  /** Checks the ranges. */
  public TinyParams {
    Args.atLeast(1, tasks, "tasks");
    Args.atLeast(2, rows, "rows");
    Args.nonNegative(noise, "noise");
  }
}
