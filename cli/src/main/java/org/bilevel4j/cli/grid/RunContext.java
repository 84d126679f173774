package org.bilevel4j.cli.grid;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.metric.Metric;

/**
 * What runs share besides the experiment; none of it changes results.
 *
 * @param data a directory to look for data in first
 * @param threads for all runs together, at least 1
 * @param kernel name of the numeric kernels
 * @param anyKernel whether runs saved under another kernel may go on
 * @param metrics what can be measured
 * @param exact how exactly inner problems are solved for metrics
 * @param nanos the clock of checkpoints
 */
public record RunContext(
    Optional<Path> data,
    int threads,
    String kernel,
    boolean anyKernel,
    Catalogue<Metric> metrics,
    ExactOptions exact,
    LongSupplier nanos) {}
