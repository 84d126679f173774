/** Tests of the package of the same name. */
@NullMarked
package org.bilevel4j.core.catalogue;

import org.jspecify.annotations.NullMarked;
