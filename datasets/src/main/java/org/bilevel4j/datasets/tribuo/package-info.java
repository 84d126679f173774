/**
 * The data sets as Tribuo data sources with provenance. For the border of the platform only;
 * solvers use the packed tables.
 */
@NullMarked
package org.bilevel4j.datasets.tribuo;

import org.jspecify.annotations.NullMarked;
