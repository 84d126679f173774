/**
 * The lower iterates of one solver step. Read {@code LowerTrajectory}, then {@code TrajectoryRule}.
 */
@NullMarked
package org.bilevel4j.solvers.lower;

import org.jspecify.annotations.NullMarked;
