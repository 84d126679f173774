package org.bilevel4j.core.check;

import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Accuracy;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;

/**
 * A problem that watches its user and itself. It throws {@link IllegalStateException}
 *
 * <ul>
 *   <li>when a point is asked after x, y or the dual changed, or after its step or its inner
 *       iteration has ended;
 *   <li>when a read-only answer was changed, at the next question or at the end of the step;
 *   <li>when an argument has the wrong shape, a set is empty, or a call is not offered;
 *   <li>when an answer has the wrong shape, reaches outside the support of the set, or changed the
 *       vector it was asked with.
 * </ul>
 *
 * Answers are those of the wrapped problem, bit for bit.
 */
public final class CheckingProblem extends DelegatingShape implements BilevelProblem {
  private final BilevelProblem problem;

  /** Watches a problem. */
  public CheckingProblem(BilevelProblem problem) {
    super(problem);
    this.problem = problem;
  }

  @Override
  public Set<OracleCall> offers() {
    return problem.offers();
  }

  @Override
  public String oracleName() {
    return problem.oracleName();
  }

  @Override
  public Accuracy accuracy() {
    return problem.accuracy();
  }

  @Override
  public Map<String, String> provenance() {
    return problem.provenance();
  }

  @Override
  public Oracle open(Workspace workspace) {
    Oracle oracle = problem.open(workspace);
    Watch watch = new Watch(problem, workspace);
    workspace.beforeReset(watch::beforeReset);
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        Place place = new Place(watch, "lower", set, x, y, Dual.none());
        return new CheckedLower(place, oracle.lower(set, x, y, draw));
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        Place place = new Place(watch, "upper", set, x, y, dual);
        place.requireDual();
        return new CheckedUpper(place, oracle.upper(set, x, y, dual, draw));
      }
    };
  }
}
