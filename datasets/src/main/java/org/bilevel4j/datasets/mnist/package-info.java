/** MNIST from its four IDX files. */
@NullMarked
package org.bilevel4j.datasets.mnist;

import org.jspecify.annotations.NullMarked;
