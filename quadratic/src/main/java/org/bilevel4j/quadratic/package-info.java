/**
 * Quadratic problems with exact derivatives and closed forms: what solvers are proven on. Read
 * {@code QuadraticForm}, {@code QuadraticProblem}, then {@code QuadraticSolution}.
 */
@NullMarked
package org.bilevel4j.quadratic;

import org.jspecify.annotations.NullMarked;
