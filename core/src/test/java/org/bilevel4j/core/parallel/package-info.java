/** Tests. */
@NullMarked
package org.bilevel4j.core.parallel;

import org.jspecify.annotations.NullMarked;
