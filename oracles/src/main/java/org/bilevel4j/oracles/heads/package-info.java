/**
 * Linear heads of tasks on the features of a network, losses of their outputs and penalties. Heads
 * take their features from any {@link org.bilevel4j.oracles.network.ForwardPass}; where heads and
 * network lie in x and y is decided by the problem that uses them.
 *
 * <p>Reading order: HeadShape, LinearHeads (products, without a loss), RowLoss and HeadPoints
 * (losses that are means over rows), Penalty, HeadFit (exact solutions).
 */
@NullMarked
package org.bilevel4j.oracles.heads;

import org.jspecify.annotations.NullMarked;
