/** Helpers of this module's tests. */
@NullMarked
package org.bilevel4j.solvers;

import org.jspecify.annotations.NullMarked;
