/**
 * Solvers that need first derivatives only: the lower level enters as a penalty sigma (g(x, y) -
 * min g(x, .)). Read {@code Fosl}, then {@code MemCs}.
 */
@NullMarked
package org.bilevel4j.solvers.firstorder;

import org.jspecify.annotations.NullMarked;
