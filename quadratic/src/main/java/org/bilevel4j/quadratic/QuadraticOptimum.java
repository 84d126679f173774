package org.bilevel4j.quadratic;

import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;

/**
 * The exact solution of a quadratic problem.
 *
 * @param x x* (d_x)
 * @param weights lambda* (m), where the worst case over blocks is minimised
 * @param dual alpha*
 * @param lower y_i*(x*)
 * @param value F(x*)
 * @param residual how far (x*, lambda* or alpha*) is from a fixed point of a projected gradient
 *     step, divided by the step's length: 0 up to round-off
 * @param unique whether x* is the only minimiser
 * @param method how it was found, in words
 */
public record QuadraticOptimum(
    Vec x,
    Optional<Vec> weights,
    Dual dual,
    Blocks lower,
    double value,
    double residual,
    boolean unique,
    String method) {}
