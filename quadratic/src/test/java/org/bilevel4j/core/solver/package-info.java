/** Tests. */
@NullMarked
package org.bilevel4j.core.solver;

import org.jspecify.annotations.NullMarked;
