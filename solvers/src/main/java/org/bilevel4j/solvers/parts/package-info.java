/**
 * What several solvers share because their papers name it: hypergradient estimators ({@code
 * Hypergradient}, read it with {@code LowerPath} and {@code Neumann}), momentum, the step of
 * simplex weights, motion of local parts.
 */
@NullMarked
package org.bilevel4j.solvers.parts;

import org.jspecify.annotations.NullMarked;
