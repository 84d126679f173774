/**
 * Analytic oracles for tasks that share an embedding and have a linear head each: a {@link
 * org.bilevel4j.oracles.analytic.SharedEmbeddingProblem} is put together from an {@link
 * org.bilevel4j.oracles.analytic.Embedding}, a {@link org.bilevel4j.oracles.analytic.RowLoss}, a
 * {@link org.bilevel4j.oracles.analytic.Penalty} and two {@link
 * org.bilevel4j.oracles.analytic.RowSource}s. All tasks of a set are answered with one matrix
 * product per layer and direction.
 *
 * <p>Reading order: SharedEmbedding (the parts), SharedEmbeddingProblem, SharedEmbeddingOracle,
 * HeadPoints, LowerHeadPoints; Pass and EmbeddedRows for what is kept between questions.
 */
@NullMarked
package org.bilevel4j.oracles.analytic;

import org.jspecify.annotations.NullMarked;
