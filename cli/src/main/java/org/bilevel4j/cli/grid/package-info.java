/**
 * Running an experiment: {@code Grid} runs arms x seeds in parallel, {@code RunJob} is one of them,
 * {@code Recorder} measures it into a {@code MetricLog}, {@code GridFolder} says where everything
 * lies. Killing the process at any moment leaves a folder that can be resumed bit for bit.
 */
@NullMarked
package org.bilevel4j.cli.grid;

import org.jspecify.annotations.NullMarked;
