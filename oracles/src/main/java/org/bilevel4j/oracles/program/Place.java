package org.bilevel4j.oracles.program;

import org.bilevel4j.oracles.graph.Shape;

/**
 * Where a value lies, and how it is looked at.
 *
 * @param frame number of its frame, see {@link Replay}
 * @param value its number in that frame
 * @param view its number among the windows of that frame; one for every look
 * @param shape the sides it is looked at with
 */
public record Place(int frame, int value, int view, Shape shape) {}
