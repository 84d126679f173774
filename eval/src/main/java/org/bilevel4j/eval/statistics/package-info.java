/**
 * Statistics over seeds: what a sample looks like ({@link
 * org.bilevel4j.eval.statistics.Description}), how sure its median is ({@link
 * org.bilevel4j.eval.statistics.Bootstrap}), whether two arms differ on the same seeds ({@link
 * org.bilevel4j.eval.statistics.SignedRank}), several comparisons at once ({@link
 * org.bilevel4j.eval.statistics.Holm}), and the sentence that says so ({@link
 * org.bilevel4j.eval.statistics.PairedComparison}).
 */
@NullMarked
package org.bilevel4j.eval.statistics;

import org.jspecify.annotations.NullMarked;
