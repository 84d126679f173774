/**
 * What a step costs when few of many blocks take part in it. Run {@code BlockCost}, or {@code
 * ScaleCheck} for a verdict; {@code ManyBlocks} is the problem, {@code StateReads} the memory it
 * has to read.
 */
@NullMarked
package org.bilevel4j.benchmarks.blocks;

import org.jspecify.annotations.NullMarked;
