package org.bilevel4j.testkit;

import java.util.BitSet;
import java.util.Set;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.oracle.ForwardingOracle;
import org.bilevel4j.core.oracle.OracleHook;
import org.bilevel4j.core.oracle.PointHook;
import org.bilevel4j.core.oracle.PointMethod;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.jspecify.annotations.Nullable;

/** A problem that records what its oracles are asked, and how many of them are open. */
public final class RecordingProblem extends DelegatingProblem {
  private final BilevelProblem problem;
  private final Set<OracleCall> offers;
  private final BitSet asked = new BitSet();
  private int opened;
  private int open;
  private long questions;

  /** Records what a problem is asked. */
  public RecordingProblem(BilevelProblem problem) {
    this(problem, problem.offers());
  }

  /** The same of a problem that offers less than it could. */
  RecordingProblem(BilevelProblem problem, Set<OracleCall> offers) {
    super(problem);
    this.problem = problem;
    this.offers = offers;
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

  /** How many questions were put to points. */
  public long questions() {
    return questions;
  }

  /** How many oracles were ever opened. */
  public int opened() {
    return opened;
  }

  /** How many of them have not been closed. */
  public int open() {
    return open;
  }

  @Override
  public Set<OracleCall> offers() {
    return offers;
  }

  @Override
  public Oracle open(Workspace workspace) {
    opened++;
    open++;
    return ForwardingOracle.of(problem.open(workspace), new Recorder());
  }

  private final class Recorder implements OracleHook, PointHook {
    @Override
    public PointHook lower(BlockSet set, Vec x, Blocks y, Draw draw) {
      return note(set);
    }

    @Override
    public PointHook upper(BlockSet set, Vec x, Blocks y, Dual dual, Draw draw) {
      return note(set);
    }

    private PointHook note(BlockSet set) {
      for (int at = 0; at < set.size(); at++) {
        asked.set(set.id(at));
      }
      return this;
    }

    @Override
    public void before(
        PointMethod method,
        @Nullable Weights weights,
        @Nullable Object along,
        @Nullable Vec target) {
      questions++;
    }

    @Override
    public void closed() {
      open--;
    }
  }
}
