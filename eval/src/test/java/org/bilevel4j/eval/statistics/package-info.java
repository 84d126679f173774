/** Tests of the statistics, against published values. */
@NullMarked
package org.bilevel4j.eval.statistics;

import org.jspecify.annotations.NullMarked;
