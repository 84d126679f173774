/**
 * Addressed randomness: every random number is a pure function of a {@link
 * org.bilevel4j.core.random.Key}, never taken from a shared generator. Read {@code Key}, then
 * {@code Rng}, then {@code Permutation}.
 */
@NullMarked
package org.bilevel4j.core.random;

import org.jspecify.annotations.NullMarked;
