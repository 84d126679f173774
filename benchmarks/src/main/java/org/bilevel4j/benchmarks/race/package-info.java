/**
 * The race of our applications against PyTorch programs that do the same work. Read {@code
 * Contest}, {@code Race}, {@code RaceReport}; {@code OursMain} is one run of ours, {@code
 * CompareMain} the whole race.
 */
@NullMarked
package org.bilevel4j.benchmarks.race;

import org.jspecify.annotations.NullMarked;
