/** Tests. */
@NullMarked
package org.bilevel4j.core.random;

import org.jspecify.annotations.NullMarked;
