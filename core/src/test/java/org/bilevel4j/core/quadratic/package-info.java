/** Tests of the package of the same name. */
@NullMarked
package org.bilevel4j.core.quadratic;

import org.jspecify.annotations.NullMarked;
