package org.bilevel4j.oracles.program;

/** One instruction: reads values at their places and writes others. Shared by all replays. */
interface Instruction {

  /** Computes it. */
  void run(Replay r);
}
