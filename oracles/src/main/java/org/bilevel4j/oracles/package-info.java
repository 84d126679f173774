/**
 * Oracles made from less: {@code FiniteDifferenceOracle} makes every derivative from the losses of
 * a model or the values of a problem, {@code GradientDifferenceOracle} makes second derivatives
 * from the gradients of a problem; {@code OwnDerivatives} leaves a problem as it is. Their
 * factories are what the key {@code oracle} of an experiment names. Derivatives are checked in the
 * package {@code check}.
 */
@NullMarked
package org.bilevel4j.oracles;

import org.jspecify.annotations.NullMarked;
