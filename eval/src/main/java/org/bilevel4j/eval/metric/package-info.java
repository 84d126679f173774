/**
 * What is measured of a state, and under which column names. Read {@link
 * org.bilevel4j.core.run.Snapshot}, {@code Evaluation} (everything a metric may ask), {@code
 * Metric} and {@code MetricSuite} (all metrics of a run in two tiers); for what is measured of the
 * scores of rows, {@code RankedScores} and {@code RankingMetric}.
 *
 * <p>Measuring never changes the state of a run: a snapshot is a copy, and inner problems are
 * solved on an oracle of their own.
 */
@NullMarked
package org.bilevel4j.eval.metric;

import org.jspecify.annotations.NullMarked;
