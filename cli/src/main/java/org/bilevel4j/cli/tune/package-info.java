/**
 * Step sizes by search: {@code Candidates} lays a log grid around an arm's schedules, {@code
 * Halving} runs them in rungs of growing length and keeps the better third, {@code Trial} is one
 * candidate with one seed.
 */
@NullMarked
package org.bilevel4j.cli.tune;

import org.jspecify.annotations.NullMarked;
