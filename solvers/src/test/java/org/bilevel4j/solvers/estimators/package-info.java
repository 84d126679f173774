/** Tests of the package of the same name. */
@NullMarked
package org.bilevel4j.solvers.estimators;

import org.jspecify.annotations.NullMarked;
