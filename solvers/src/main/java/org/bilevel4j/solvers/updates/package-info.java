/**
 * Updates that several papers share: momentum, averages, steps on the simplex, ascent of the dual.
 */
@NullMarked
package org.bilevel4j.solvers.updates;

import org.jspecify.annotations.NullMarked;
