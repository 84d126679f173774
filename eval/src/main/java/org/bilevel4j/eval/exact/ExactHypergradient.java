package org.bilevel4j.eval.exact;

import org.bilevel4j.core.math.Vec;

/**
 * grad F(x) = sum_i w_i ( grad_x f_i - J_i v_i* ).
 *
 * @param at (d_x), owned by whoever holds this
 * @param adjoint v_i*
 */
public record ExactHypergradient(Vec at, BlockSolution adjoint) {}
