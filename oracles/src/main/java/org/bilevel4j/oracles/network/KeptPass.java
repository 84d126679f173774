package org.bilevel4j.oracles.network;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/** The features of the rows of one draw at given parameters, and what is kept of their pass. */
final class KeptPass {
  private final Embedding.Tape own;
  private RowLayout layout = RowLayout.none();
  private int[] ids = new int[0];
  private double[] targets = new double[0];
  private Mat features;
  private BlockSet set = BlockSet.all(1);
  private Draw draw = Draw.full();
  private Batch batch = Batch.full();
  private long address;
  private long parameters; // their stamp
  private long stamp; // 0: nothing yet
  private long used;
  private boolean computed;

  KeptPass(Embedding.Tape own, Precision precision) {
    this.own = own;
    this.features = Mat.zeros(precision, 0, 0);
  }

  /** Whether it holds this draw of these blocks at these parameters. */
  boolean holds(NetworkParameters at, BlockSet blocks, Draw other) {
    return stamp > 0
        && parameters == at.stamp()
        && set.sameAs(blocks)
        && batch.equals(other.batch())
        && address == address(other);
  }

  /** Takes on another draw; the caller fills features, ids and targets. */
  void begin(NetworkParameters at, BlockSet blocks, Draw other, RowSource source, long newStamp) {
    layout = RowLayout.of(blocks, source, other, layout);
    parameters = at.stamp();
    set = blocks;
    draw = other;
    batch = other.batch();
    address = address(other);
    stamp = newStamp;
    computed = false;
    int rows = layout.rows();
    if (targets.length < rows) {
      targets = new double[rows];
    }
    if (!other.isFull()) {
      ids = ids.length < rows ? new int[rows] : ids;
    }
  }

  private static long address(Draw draw) {
    return draw.isFull() ? 0 : draw.key(0).value();
  }

  /** Makes room for K features a row. */
  void reserve(Precision precision, int k) {
    features = Mat.reuse(features, precision, layout.rows(), k);
  }

  /** Whether features, ids and targets are filled. */
  boolean isComputed() {
    return computed;
  }

  /** Does work that fills features, ids and targets; forgets the content when it fails. */
  void compute(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      stamp = 0;
      throw e;
    }
    computed = true;
  }

  RowLayout layout() {
    return layout;
  }

  int[] ids() {
    return ids;
  }

  double[] targets() {
    return targets;
  }

  /** Features, rows by K. */
  Mat features() {
    return features;
  }

  Draw draw() {
    return draw;
  }

  BlockSet set() {
    return set;
  }

  Embedding.Tape ownTape() {
    return own;
  }

  /** Identifies the content; never used again for another one. */
  long stamp() {
    return stamp;
  }

  long used() {
    return used;
  }

  void touch(long clock) {
    used = clock;
  }
}
