/**
 * m blocks as one, for solvers that know a single block. Read {@code StackedProblem}, {@code
 * StackedOracle}, then {@code Stacking}.
 */
@NullMarked
package org.bilevel4j.core.stack;

import org.jspecify.annotations.NullMarked;
