/**
 * Models written in tensor operations, and the oracle that differentiates them.
 *
 * <p>A {@code TensorModel} states its parameters, its rows and two losses; {@code AutodiffProblem}
 * records the losses once, makes programs for every question of an oracle and answers it. Reading
 * order: TensorModel, Parameters, RowInputs, Inputs, Tensor; then AutodiffProblem and its points.
 */
@NullMarked
package org.bilevel4j.oracles.tensor;

import org.jspecify.annotations.NullMarked;
