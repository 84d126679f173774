package org.bilevel4j.oracles.network;

/**
 * Rows from..to-1 of a forward pass, which one thread works on in one go.
 *
 * @param index of the chunk in the layout of the pass
 */
public record RowChunk(int index, int from, int to) {}
