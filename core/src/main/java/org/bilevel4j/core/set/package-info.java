/** Convex sets with Euclidean projection, as values that print themselves. */
@NullMarked
package org.bilevel4j.core.set;

import org.jspecify.annotations.NullMarked;
