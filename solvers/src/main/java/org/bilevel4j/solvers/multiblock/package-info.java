/**
 * Solvers for the min-max multi-block family of Hu, Zhong and Yang (2022): many blocks, each with a
 * lower level and a dual of its own, a few of them sampled per step. Read {@code MmbV2}, then
 * {@code MmbV1}.
 */
@NullMarked
package org.bilevel4j.solvers.multiblock;

import org.jspecify.annotations.NullMarked;
