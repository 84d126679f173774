/** Tests of the kernels. */
@NullMarked
package org.bilevel4j.kernels;

import org.jspecify.annotations.NullMarked;
