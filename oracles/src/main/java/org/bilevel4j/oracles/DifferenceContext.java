package org.bilevel4j.oracles;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.ProblemShape;

/** Shape, workspace, step lengths and buffers, which all differences of one run share. */
final class DifferenceContext {
  private final ProblemShape shape;
  private final Workspace workspace;
  private final StepLengths lengths;
  private final List<Vec> buffers = new ArrayList<>();

  DifferenceContext(ProblemShape shape, Workspace workspace, StepLengths lengths) {
    this.shape = shape;
    this.workspace = workspace;
    this.lengths = lengths;
  }

  ProblemShape shape() {
    return shape;
  }

  Workspace workspace() {
    return workspace;
  }

  StepLengths lengths() {
    return lengths;
  }

  /** The differences of losses at one point. */
  FirstDifferences at(BlockSet set, Vec x, Blocks y, Dual dual, SampledLosses loss) {
    return new FirstDifferences(this, set, x, y, dual, loss);
  }

  /**
   * Copies of a vector in double, one per chunk, which live until the next call.
   *
   * @param v not modified
   */
  Vec[] copies(Vec v, int n) {
    Vec[] copies = new Vec[n];
    for (int c = 0; c < n; c++) {
      if (c == buffers.size()) {
        buffers.add(Vec.zeros(v.dim()));
      }
      if (buffers.get(c).dim() != v.dim()) {
        buffers.set(c, Vec.zeros(v.dim()));
      }
      copies[c] = buffers.get(c);
      copies[c].copyFrom(v);
    }
    return copies;
  }

  /** A copy in double. */
  static Vec doubleCopy(Vec v) {
    Vec copy = Vec.zeros(v.dim());
    copy.copyFrom(v);
    return copy;
  }
}
