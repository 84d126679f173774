/** Tests of the reader and of everything that is written about a run folder. */
@NullMarked
package org.bilevel4j.eval.report;

import org.jspecify.annotations.NullMarked;
