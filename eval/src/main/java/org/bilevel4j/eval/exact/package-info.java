/**
 * Solves the inner problems of a bilevel problem to tolerance, for judging a state: y_i*(x), the
 * dual's maximiser, the adjoint v_i*, the gradient of F and its proximal point. Nothing here is
 * counted as a solver's cost or touches a solver's state. Read {@code ExactSolver}, then {@code
 * LowerSolve}, {@code AdjointSolve}, {@code DualSolve} and {@code ProximalPoint}.
 */
@NullMarked
package org.bilevel4j.eval.exact;

import org.jspecify.annotations.NullMarked;
