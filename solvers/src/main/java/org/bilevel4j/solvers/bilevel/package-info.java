/**
 * Classical bilevel solvers: no maximisation, the mean over all blocks in every step (TTSA takes
 * one block). Read {@code Ttsa}, then {@code Soba}, the shortest single loop; {@code Amigo} and
 * {@code StocBio} for inner loops, {@code Mrbo} for variance reduction, {@code F2sa} for methods
 * without second derivatives. Which of them walk alike is in their common test.
 */
@NullMarked
package org.bilevel4j.solvers.bilevel;

import org.jspecify.annotations.NullMarked;
