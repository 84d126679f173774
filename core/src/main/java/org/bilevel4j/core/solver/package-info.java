/**
 * What a solver is. Read {@code Solver}, {@code SolverState}, {@code Step} (everything a solver may
 * ask), {@code Schedule}, then {@code SolverEntry} (how the catalogue finds it).
 */
@NullMarked
package org.bilevel4j.core.solver;

import org.jspecify.annotations.NullMarked;
