/** Tests. */
@NullMarked
package org.bilevel4j.applications.quadratic;

import org.jspecify.annotations.NullMarked;
