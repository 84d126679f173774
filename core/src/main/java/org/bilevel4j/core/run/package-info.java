/**
 * The run engine: it drives a solver over a problem, counts, watches, stops, saves and resumes.
 * Read {@code Run}, {@code RunSpec}, {@code Outcome}, {@code Listener}, then {@code Checkpoint}.
 */
@NullMarked
package org.bilevel4j.core.run;

import org.jspecify.annotations.NullMarked;
