package org.bilevel4j.cli.grid;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.run.Identity;
import org.bilevel4j.eval.exact.ExactOptions;
import org.bilevel4j.eval.metric.Metric;

/**
 * What runs share besides the experiment; kernel and version aside, none of it changes results.
 *
 * @param data a directory to look for data in first
 * @param threads for all runs together, at least 1
 * @param kernel name of the numeric kernels
 * @param version of the program
 * @param forgiven what runs that go on may have been saved with another value of, as {@link
 *     Identity} names it
 * @param metrics what can be measured
 * @param exact how exactly inner problems are solved for metrics
 * @param nanos the clock of checkpoints
 */
public record RunContext(
    Optional<Path> data,
    int threads,
    String kernel,
    String version,
    Set<String> forgiven,
    Catalogue<Metric> metrics,
    ExactOptions exact,
    LongSupplier nanos) {}
