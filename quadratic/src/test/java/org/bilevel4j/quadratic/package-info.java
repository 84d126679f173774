/** Tests of the package of the same name. */
@NullMarked
package org.bilevel4j.quadratic;

import org.jspecify.annotations.NullMarked;
