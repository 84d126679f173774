package org.bilevel4j.benchmarks.blocks;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * m copies of one quadratic block: the losses take no memory, the state of every block does.
 *
 * <pre>
 * f = |x|^2/2 + |y|^2/2 - sum(y) + alpha (sum(y)/10 - 1) - alpha^2/2,   g = |y|^2/2 + x'y/10
 * without a lower level
 * f = |x|^2/2 + alpha (sum(x)/10 - 1) - alpha^2/2
 * </pre>
 */
final class ManyBlocks {
  /** Entries of x that all blocks share. */
  static final int SHARED = 20;

  /** Entries of x that one block has for itself. */
  static final int OWN = 10;

  /** d_i. */
  static final int LOWER = 10;

  private static final double COUPLING = 0.1;

  private ManyBlocks() {}

  static QuadraticProblem of(DualSide.Kind kind, boolean lowerLevel, int m, boolean local) {
    int dx = local ? SHARED + OWN : SHARED;
    return of(kind, dx, lowerLevel ? LOWER : 0, m, local);
  }

  /** Blocks of a given d_i, whose lower Hessians are known; all of x is shared. */
  static QuadraticProblem large(DualSide.Kind kind, int lowerDim, int m) {
    return of(kind, SHARED, lowerDim, m, false).withKnownHessians();
  }

  private static QuadraticProblem of(DualSide.Kind kind, int dx, int dy, int m, boolean local) {
    QuadraticBlock block = new QuadraticBlock(upper(dx, dy, kind), lower(dx, dy));
    if (!local) {
      return QuadraticProblem.of("many", dx, kind, Collections.nCopies(m, block));
    }
    int[] sizes = new int[m];
    Arrays.fill(sizes, OWN);
    return QuadraticProblem.withLocalParts(
        "many", kind, Collections.nCopies(m, block), LocalParts.of(SHARED, sizes));
  }

  private static QuadraticForm upper(int dx, int dy, DualSide.Kind kind) {
    Map<String, Vec> entries = new HashMap<>();
    entries.put("xx", diagonal(dx, dx, 1));
    if (dy > 0) {
      entries.put("yy", diagonal(dy, dy, 1));
      entries.put("y", filled(dy, -1));
    }
    int da = kind == DualSide.Kind.PER_BLOCK ? 1 : 0;
    if (da == 1) {
      entries.put(dy > 0 ? "ay" : "ax", filled(dy > 0 ? dy : dx, COUPLING));
      entries.put("a", filled(1, -1));
      entries.put("aa", filled(1, 1));
    }
    return QuadraticForm.of(dx, dy, da, entries, 0);
  }

  private static QuadraticForm lower(int dx, int dy) {
    return QuadraticForm.of(
        dx,
        dy,
        0,
        dy == 0 ? Map.of() : Map.of("yy", diagonal(dy, dy, 1), "xy", diagonal(dx, dy, COUPLING)),
        0);
  }

  private static Vec diagonal(int rows, int cols, double value) {
    Vec m = Vec.zeros(rows * cols);
    for (int i = 0; i < Math.min(rows, cols); i++) {
      m.set(i * cols + i, value);
    }
    return m;
  }

  private static Vec filled(int dim, double value) {
    Vec v = Vec.zeros(dim);
    v.fill(value);
    return v;
  }
}
