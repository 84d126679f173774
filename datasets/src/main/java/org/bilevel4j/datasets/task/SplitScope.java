package org.bilevel4j.datasets.task;

import org.bilevel4j.core.random.Key;

/** Whether a row that occurs in several tasks is in the same part of all of them. */
public enum SplitScope {
  /**
   * Each class is split once: a test row of one task is a test row of every task, so that nothing
   * shared by the tasks was fitted to it. The default.
   */
  CLASS {
    @Override
    Key key(Key split, ClassPair pair, int label) {
      return split.child("class").child(label);
    }
  },
  /**
   * Each task is split on its own, as the scripts published with the MORBiT paper do: a test row of
   * one task may be a training or validation row of another.
   */
  TASK {
    @Override
    Key key(Key split, ClassPair pair, int label) {
      return split.child("task").child(pair.positive()).child(pair.negative()).child(label);
    }
  };

  /** Address of the shuffle of one class in one task. */
  abstract Key key(Key split, ClassPair pair, int label);
}
