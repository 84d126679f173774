/**
 * Problems with derivatives in closed form whose tasks share an embedding and have a linear head
 * each: a {@link org.bilevel4j.oracles.analytic.SharedEmbeddingProblem} joins an embedding and rows
 * of the package {@code network} with a head, a row loss and a penalty of the package {@code
 * heads}. All tasks of a set are answered with one matrix product per layer and direction.
 *
 * <p>Reading order: SharedEmbedding (the parts), SharedEmbeddingProblem, SharedEmbeddingOracle,
 * LowerHeadPoints; then HeadPoints and ForwardPass in the packages below.
 */
@NullMarked
package org.bilevel4j.oracles.analytic;

import org.jspecify.annotations.NullMarked;
