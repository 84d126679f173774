package org.bilevel4j.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.problem.LowerConstraints;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.set.ConvexSet;

/**
 * A problem that watches how it is used: a question to a point whose x, y or dual has changed since
 * fails ("stale"), and so does a change of a vector that was lent for reading.
 */
final class WatchfulProblem implements BilevelProblem {
  private final BilevelProblem inner;
  private final Set<OracleCall> offers;
  private final List<Lent> lent = new ArrayList<>();
  private final BitSet asked = new BitSet();
  private long questions;

  /** A vector handed out for reading and what was in it. */
  private record Lent(String what, Vec vec, double[] was) {}

  WatchfulProblem(BilevelProblem inner) {
    this(inner, inner.offers());
  }

  /** A problem that offers less than it could. */
  WatchfulProblem(BilevelProblem inner, Set<OracleCall> offers) {
    this.inner = inner;
    this.offers = offers;
  }

  private void note(BlockSet set) {
    for (int at = 0; at < set.size(); at++) {
      asked.set(set.id(at));
    }
  }

  void forgetBlocks() {
    asked.clear();
  }

  /** How many blocks were asked for since {@link #forgetBlocks}. */
  int blocksAsked() {
    return asked.cardinality();
  }

  /** Whether a block was asked for since {@link #forgetBlocks}. */
  boolean wasAsked(int block) {
    return asked.get(block);
  }

  long questions() {
    return questions;
  }

  /** Fails when a lent vector was changed; forgets them. */
  void checkLent() {
    for (Lent l : lent) {
      if (!Arrays.equals(l.was, l.vec.toArray())) {
        throw new AssertionError(l.what + " was lent for reading and has been changed.");
      }
    }
    lent.clear();
  }

  Blocks lend(String what, Blocks answer) {
    return Blocks.packed(answer.set(), answer.dims(), lend(what, answer.flat()));
  }

  /** A copy that no workspace will use again, so that it can be compared after the step. */
  Vec lend(String what, Vec answer) {
    Vec copy = answer.copy();
    lent.add(new Lent(what, copy, copy.toArray()));
    return copy;
  }

  void asked() {
    questions++;
  }

  @Override
  public Oracle open(Workspace workspace) {
    Oracle oracle = inner.open(workspace);
    return new Oracle() {
      @Override
      public LowerPoints lower(BlockSet set, Vec x, Blocks y, Draw draw) {
        note(set);
        Place place = new Place(set, x, y, Dual.none());
        return new WatchfulPoints.Lower(WatchfulProblem.this, place, oracle.lower(set, x, y, draw));
      }

      @Override
      public UpperPoints upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
        note(set);
        Place place = new Place(set, x, y, dual);
        return new WatchfulPoints.Upper(
            WatchfulProblem.this, place, oracle.upper(set, x, y, dual, draw));
      }
    };
  }

  /** Where a point was asked, and what stood there then. */
  static final class Place {
    private final BlockSet set;
    private final Vec x;
    private final Blocks y;
    private final Dual dual;
    private final List<double[]> was;

    Place(BlockSet set, Vec x, Blocks y, Dual dual) {
      this.set = set;
      this.x = x;
      this.y = y;
      this.dual = dual;
      this.was = now();
    }

    private List<double[]> now() {
      List<double[]> all = new ArrayList<>();
      all.add(x.toArray());
      for (int p = 0; p < set.size(); p++) {
        all.add(y.at(set.id(p)).toArray());
        all.add(dual.at(set.id(p)).toArray());
      }
      return all;
    }

    void check(String question) {
      List<double[]> now = now();
      for (int j = 0; j < was.size(); j++) {
        if (!Arrays.equals(was.get(j), now.get(j))) {
          String what = j == 0 ? "x" : (j % 2 == 1 ? "y" : "the dual") + " of a block";
          throw new AssertionError(
              question + " was asked of a stale point: " + what + " has changed since.");
        }
      }
    }
  }

  @Override
  public Set<OracleCall> offers() {
    return offers;
  }

  @Override
  public String oracleName() {
    return "watchful";
  }

  @Override
  public Map<String, String> provenance() {
    return inner.provenance();
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public int blocks() {
    return inner.blocks();
  }

  @Override
  public int upperDim() {
    return inner.upperDim();
  }

  @Override
  public Dims lowerDims() {
    return inner.lowerDims();
  }

  @Override
  public DualSide dualSide() {
    return inner.dualSide();
  }

  @Override
  public ConvexSet upperSet() {
    return inner.upperSet();
  }

  @Override
  public ConvexSet lowerSet(int block) {
    return inner.lowerSet(block);
  }

  @Override
  public ConvexSet dualSet(int block) {
    return inner.dualSet(block);
  }

  @Override
  public Optional<LowerConstraints> lowerConstraints() {
    return inner.lowerConstraints();
  }

  @Override
  public Optional<LowerSolver> lowerSolver() {
    return inner.lowerSolver();
  }

  @Override
  public LocalParts localParts() {
    return inner.localParts();
  }

  @Override
  public List<Integer> upperPartition() {
    return inner.upperPartition();
  }

  @Override
  public Rows upperRows(int block) {
    return inner.upperRows(block);
  }

  @Override
  public Rows lowerRows(int block) {
    return inner.lowerRows(block);
  }

  @Override
  public void startUpper(Vec x, Key key) {
    inner.startUpper(x, key);
  }

  @Override
  public LowerStart lowerStart() {
    return inner.lowerStart();
  }

  @Override
  public void startDual(int block, Vec alpha) {
    inner.startDual(block, alpha);
  }
}
