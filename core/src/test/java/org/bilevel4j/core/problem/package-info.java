/** Tests. */
@NullMarked
package org.bilevel4j.core.problem;

import org.jspecify.annotations.NullMarked;
