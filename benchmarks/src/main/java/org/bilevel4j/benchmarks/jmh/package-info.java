/**
 * JMH benchmarks: products, functions, a step's cost beside its arithmetic, a step of each
 * application, saving, metrics of rankings. Run them with {@code benchmarks/run-jmh}.
 */
@NullMarked
package org.bilevel4j.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
