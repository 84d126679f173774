/** Solvers for one bilevel block without a dual. Read {@code Ttsa}. */
@NullMarked
package org.bilevel4j.solvers.bilevel;

import org.jspecify.annotations.NullMarked;
