/** Tests. */
@NullMarked
package org.bilevel4j.solvers.updates;

import org.jspecify.annotations.NullMarked;
