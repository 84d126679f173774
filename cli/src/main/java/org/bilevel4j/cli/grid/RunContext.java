package org.bilevel4j.cli.grid;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.metric.MetricEntry;

/**
 * What runs share besides the experiment; none of it changes results.
 *
 * @param data a directory to look for data in first
 * @param threads for all runs together, at least 1
 * @param kernel name of the numeric kernels
 * @param metrics what is measured
 * @param exact how exactly inner problems are solved for metrics
 * @param nanos the clock of checkpoints
 */
public record RunContext(
    Optional<Path> data,
    int threads,
    String kernel,
    Collection<MetricEntry> metrics,
    ExactOptions exact,
    LongSupplier nanos) {
  /** Copies the metrics. */
  public RunContext {
    metrics = List.copyOf(metrics);
  }
}
