package org.bilevel4j.solvers.updates;

import java.util.Arrays;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * Positive weights lambda_i = e_i / sum_j e_j of which a few are multiplied at a time: e_i = exp of
 * a logarithm, summed in a binary tree. Multiplying one weight costs log2(m) additions and leaves
 * no round-off behind, since every sum is that of its two children.
 */
final class WeightTree implements StatePart {
  private static final double HIGHEST = 300; // logarithms; exp(709) overflows
  private static final double LEAST = 1e-130;

  private final Vec logs; // (m)
  private final double[]
      sums; // 1 the total, 2j and 2j+1 the children of j; leaves from capacity on
  private final int capacity;

  /** m equal weights. */
  WeightTree(int m) {
    this.logs = Vec.zeros(m);
    this.capacity = Math.max(1, Integer.highestOneBit(2 * m - 1));
    this.sums = new double[2 * capacity];
    fill();
  }

  private void fill() {
    Arrays.fill(sums, 0);
    for (int i = 0; i < logs.dim(); i++) {
      sums[capacity + i] = StrictMath.exp(logs.get(i));
    }
    for (int j = capacity - 1; j >= 1; j--) {
      sums[j] = sums[2 * j] + sums[2 * j + 1];
    }
  }

  /** lambda_i. */
  double get(int i) {
    return sums[capacity + i] / sums[1];
  }

  /** Every lambda_i, fresh. */
  Vec all() {
    Vec lambda = Vec.zeros(logs.dim());
    for (int i = 0; i < lambda.dim(); i++) {
      lambda.set(i, get(i));
    }
    return lambda;
  }

  /** e_i := e_i exp(a). */
  void multiply(int i, double a) {
    logs.add(i, a);
    int j = capacity + i;
    sums[j] = StrictMath.exp(logs.get(i));
    for (j /= 2; j >= 1; j /= 2) {
      sums[j] = sums[2 * j] + sums[2 * j + 1];
    }
    if (logs.get(i) > HIGHEST || sums[1] < LEAST) { // rarely: m operations
      double top = logs.max();
      for (int l = 0; l < logs.dim(); l++) {
        logs.add(l, -top);
      }
      fill();
    }
  }

  @Override
  public void visit(StateVisitor v) {
    v.vec("lambda.log", logs);
    v.numbers("lambda.sums", sums);
  }
}
