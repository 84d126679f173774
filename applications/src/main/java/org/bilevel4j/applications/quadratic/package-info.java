/** Random quadratic problems with a solution in closed form. Read {@code Quadratic}. */
@NullMarked
package org.bilevel4j.applications.quadratic;

import org.jspecify.annotations.NullMarked;
