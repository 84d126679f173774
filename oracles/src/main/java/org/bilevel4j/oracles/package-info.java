/**
 * Oracles by differences: {@code FiniteDifferenceOracle} makes every derivative from the losses of
 * a model or the values of a problem, {@code GradientDifferenceOracle} makes second derivatives
 * from the gradients of a problem, {@code AnalyticOracle} leaves a problem as it is. The key {@code
 * oracle} of an experiment names one of them. Models in tensor operations and automatic
 * differentiation are in {@code tensor} (on {@code graph} and {@code program}), problems with
 * derivatives in closed form in {@code analytic}, checks of derivatives in {@code check}.
 */
@NullMarked
package org.bilevel4j.oracles;

import org.jspecify.annotations.NullMarked;
