/** Tests. */
@NullMarked
package org.bilevel4j.core.math;

import org.jspecify.annotations.NullMarked;
