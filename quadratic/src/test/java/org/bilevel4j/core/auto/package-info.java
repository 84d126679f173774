/** Tests. */
@NullMarked
package org.bilevel4j.core.auto;

import org.jspecify.annotations.NullMarked;
