/**
 * What several solvers share because their papers name it: hypergradient estimators ({@code
 * Hypergradient}, read it with {@code LowerPath} and {@code Neumann}; {@code FixedPoint} keeps
 * something from step to step, {@code Reverse} unrolls, {@code ValueFunction} asks elsewhere),
 * momentum, the step of simplex weights, motion of local parts.
 */
@NullMarked
package org.bilevel4j.solvers.parts;

import org.jspecify.annotations.NullMarked;
