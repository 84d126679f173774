/** Tests. */
@NullMarked
package org.bilevel4j.core.stack;

import org.jspecify.annotations.NullMarked;
