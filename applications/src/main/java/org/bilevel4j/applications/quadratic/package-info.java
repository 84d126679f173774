/** Random quadratic problems with a solution in closed form. Read {@code QuadraticProblems}. */
@NullMarked
package org.bilevel4j.applications.quadratic;

import org.jspecify.annotations.NullMarked;
