/**
 * Quadratic problems from JSON: {@code ProblemReader} makes a problem of a file, {@code
 * BlockReader}, {@code SetReader} and {@code Entries} its parts; {@code Trace} writes every step of
 * a run as CSV, {@code Answer} prints what it has come to beside the exact solution.
 */
@NullMarked
package org.bilevel4j.cli.solve;

import org.jspecify.annotations.NullMarked;
