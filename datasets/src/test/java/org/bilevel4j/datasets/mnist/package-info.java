/** Tests of MNIST. */
@NullMarked
package org.bilevel4j.datasets.mnist;

import org.jspecify.annotations.NullMarked;
