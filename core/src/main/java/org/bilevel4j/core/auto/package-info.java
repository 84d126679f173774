/**
 * Step sizes for problems nobody has tuned: {@code CurvatureEstimator} measures curvatures where a
 * problem starts, {@code StepSizes} turns them into numbers for whatever a parameter record calls
 * its steps.
 */
@NullMarked
package org.bilevel4j.core.auto;

import org.jspecify.annotations.NullMarked;
