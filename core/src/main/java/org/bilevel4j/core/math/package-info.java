/**
 * Vectors and block vectors. Read {@code Vec}, then {@code BlockSet} and {@code Blocks}, then
 * {@code Weights}. Methods that return {@code void} change {@code this}; methods that return a
 * value leave everything alone, unless their Javadoc says "modified".
 */
@NullMarked
package org.bilevel4j.core.math;

import org.jspecify.annotations.NullMarked;
