/**
 * Programs: graphs compiled into lists of instructions over planned memory, replayed without
 * allocation.
 *
 * <p>A program answers questions (a value, a gradient, a product). What several questions share is
 * computed once at a place: values are kept by when they are known, see {@code Leaf.Known}. Numbers
 * of rows and blocks are bound at replay. Reading order: Program, Segment, Replay, Frame, Binding;
 * then Instruction and the steps; Tiles holds the plain loops.
 */
@NullMarked
package org.bilevel4j.oracles.program;

import org.jspecify.annotations.NullMarked;
