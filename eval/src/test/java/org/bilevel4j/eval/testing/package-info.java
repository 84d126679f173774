/** Small problems with known answers for the tests of this module. */
@NullMarked
package org.bilevel4j.eval.testing;

import org.jspecify.annotations.NullMarked;
