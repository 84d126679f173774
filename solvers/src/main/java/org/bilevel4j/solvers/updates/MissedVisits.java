package org.bilevel4j.solvers.updates;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;

/**
 * Makes up for the iterations in which a block was not sampled: the step of its variables is times
 * the iterations since its last visit, as if its direction had been the same in all of them. Not in
 * the papers of the solvers that have it as an option; the published code of one of their authors
 * steps likewise (quanqihu/BSVRB_ICML2023).
 */
public final class MissedVisits implements StatePart {
  /** What the option is, for the annotation of a parameter. */
  public static final String MEANING =
      "extension, not in the paper: a block's lower steps are times the iterations since its last"
          + " visit, at most so often; 1 is off";

  private final int most;
  private final long[] next; // the iteration after each block's last visit; empty when off

  private MissedVisits(int most, int blocks) {
    this.most = most;
    this.next = new long[most == 1 ? 0 : blocks];
  }

  /**
   * No block visited yet.
   *
   * @param most the largest factor, at least 1; 1 keeps nothing and changes nothing
   */
  public static MissedVisits start(Step k, int most) {
    return new MissedVisits(most, k.blocks());
  }

  /** Checks the largest factor. */
  public static void check(int most) {
    Args.atLeast(1, most, "makeUp");
  }

  /**
   * The directions, each times the iterations since its block's last visit.
   *
   * @param directions packed, not modified
   * @return those handed in when off; read-only
   */
  public Blocks times(Step k, Blocks directions) {
    BlockSet set = directions.set();
    if (most == 1) {
      return directions;
    }
    Blocks out = k.blocks(set, directions.dims());
    for (int p = 0; p < set.size(); p++) {
      long since = 1 + k.index() - next[set.id(p)];
      Vec own = out.atPosition(p);
      own.axpy(Math.min(most, since), directions.atPosition(p));
    }
    return out;
  }

  /** These blocks have been visited. */
  public void mark(Step k, BlockSet set) {
    for (int p = 0; p < set.size() && most > 1; p++) {
      next[set.id(p)] = 1 + k.index();
    }
  }

  /** Shows when blocks were visited, where that matters. */
  @Override
  public void visit(StateVisitor v) {
    if (most > 1) {
      v.counters("visited", next);
    }
  }
}
