/**
 * Oracles made from less: {@code FiniteDifferenceOracle} makes every derivative from the losses of
 * a model, {@code GradientDifferenceOracle} makes second derivatives from the gradients of a
 * problem. Derivatives are checked in the package {@code check}.
 */
@NullMarked
package org.bilevel4j.oracles;

import org.jspecify.annotations.NullMarked;
