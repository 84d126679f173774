/** CelebA: attributes of faces. */
@NullMarked
package org.bilevel4j.datasets.celeba;

import org.jspecify.annotations.NullMarked;
