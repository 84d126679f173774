/**
 * What a solver is. Read {@code Solver}, {@code SolverState}, {@code Step} (everything a solver may
 * ask), then {@code Schedule}.
 */
@NullMarked
package org.bilevel4j.core.solver;

import org.jspecify.annotations.NullMarked;
