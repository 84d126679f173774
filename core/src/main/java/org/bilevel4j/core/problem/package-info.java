/**
 * What a problem is and how it answers. Read {@code ProblemShape} (sizes, sets, rows), {@code
 * BilevelModel} (losses alone), {@code BilevelProblem} (with derivatives), then {@code Oracle} with
 * {@code LowerPoints} and {@code UpperPoints}: the only door through which a solver sees a problem.
 */
@NullMarked
package org.bilevel4j.core.problem;

import org.jspecify.annotations.NullMarked;
