/**
 * What an application adds to a problem: named blocks and data on which the result is judged. Read
 * {@code Application}, {@code EvaluationSet}, {@code KnownOptimum}, {@code Scorer} (a solution put
 * to use), then {@code ApplicationFactory}.
 */
@NullMarked
package org.bilevel4j.core.application;

import org.jspecify.annotations.NullMarked;
