/**
 * Checks of how a problem is used and of what it answers: {@code CheckingProblem} wraps any problem
 * and refuses what the rules of points forbid. For tests and for hunting faults; it costs copies of
 * every argument and answer.
 */
@NullMarked
package org.bilevel4j.core.check;

import org.jspecify.annotations.NullMarked;
