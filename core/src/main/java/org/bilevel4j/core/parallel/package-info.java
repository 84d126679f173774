/**
 * Threads and reusable memory of one run: {@code WorkerTeam} splits work with the same bits on any
 * number of threads, {@code Workspace} lends vectors until a step ends, {@code GrainTuner} finds
 * how small a job may be and still be worth sharing.
 */
@NullMarked
package org.bilevel4j.core.parallel;

import org.jspecify.annotations.NullMarked;
