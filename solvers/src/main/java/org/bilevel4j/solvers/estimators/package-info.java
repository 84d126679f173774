/**
 * Hypergradient estimators: how the inverse Hessian in the hypergradient is applied. Read {@code
 * Hypergradient}, then {@code Neumann}; a new estimator is one file beside them.
 */
@NullMarked
package org.bilevel4j.solvers.estimators;

import org.jspecify.annotations.NullMarked;
