package org.bilevel4j.oracles.heads;

import org.bilevel4j.kernels.Mat;

/**
 * Heads of a set of tasks, or directions like them.
 *
 * @param values d_i numbers for each task, one task after the other, as {@link HeadShape} says; not
 *     modified
 * @param weights the weights without biases, one task a row, in the precision of the passes
 */
public record HeadValues(double[] values, Mat weights) {}
