/**
 * Losses as data: static single-assignment graphs of matrix primitives, and the transformations
 * that make derivatives of them.
 *
 * <p>Every primitive states its shape, its forward derivative and its transposed derivative, both
 * in primitives; derivatives of any order are therefore graphs again. A graph is simplified while
 * it is built. Reading order: Dim, Shape, Primitive, Value, Graph; then Tangents and Gradients;
 * then the primitives.
 */
@NullMarked
package org.bilevel4j.oracles.graph;

import org.jspecify.annotations.NullMarked;
