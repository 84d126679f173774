/**
 * Networks without heads on the rows of many tasks, usable under any objective: embeddings with
 * their forward, backward and tangent passes, and sources of dense and sparse rows.
 *
 * <p>A pass goes through one network for all tasks or through a network for each; its rows are
 * stacked, so that a shared layer is one matrix product for all tasks. What is computed from the
 * features is the caller's: it may be a sum over rows or any function of a task's batch.
 *
 * <p>Reading order: Embedding, ForwardPass, EmbeddedRows, RowLayout, RowSource; then BackwardPass
 * and ParameterCache.
 */
@NullMarked
package org.bilevel4j.oracles.network;

import org.jspecify.annotations.NullMarked;
