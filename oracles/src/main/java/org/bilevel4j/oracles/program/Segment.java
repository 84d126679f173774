package org.bilevel4j.oracles.program;

import java.util.List;

/**
 * Steps that always run together, because the same questions need them.
 *
 * @param number among the segments of its frame, or -1 when it runs for every question anew
 * @param frame that remembers whether it has run
 * @param steps in order
 * @param scratch the plan of what is dead after it has run
 */
record Segment(int number, int frame, List<Instruction> steps, Slots scratch) {}
