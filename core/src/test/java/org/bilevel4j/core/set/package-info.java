/** Tests. */
@NullMarked
package org.bilevel4j.core.set;

import org.jspecify.annotations.NullMarked;
