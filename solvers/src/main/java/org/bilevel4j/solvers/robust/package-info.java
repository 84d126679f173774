/**
 * Solvers for the worst case over objectives: simplex weights on the blocks. Read {@code Morbit}.
 */
@NullMarked
package org.bilevel4j.solvers.robust;

import org.jspecify.annotations.NullMarked;
