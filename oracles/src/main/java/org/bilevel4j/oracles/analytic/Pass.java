package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/** The features of the rows of one draw at one x, and what remains of their forward pass. */
final class Pass {
  private final Embedding.Tape own;
  private RowLayout layout = RowLayout.none();
  private int[] ids = new int[0];
  private double[] targets = new double[0];
  private Mat features;
  private BlockSet set = BlockSet.all(1);
  private Draw draw = Draw.full();
  private Batch batch = Batch.full();
  private long address;
  private long place; // stamp of x
  private long stamp; // 0: nothing yet
  private long used;
  private boolean filled;

  Pass(Embedding.Tape own, Precision precision) {
    this.own = own;
    this.features = Mat.zeros(precision, 0, 0);
  }

  /** Whether it holds this draw of these blocks at this x. */
  boolean holds(long place, BlockSet set, Draw draw) {
    return stamp > 0
        && this.place == place
        && this.set.sameAs(set)
        && batch.equals(draw.batch())
        && address == address(draw);
  }

  /** Takes on another draw; features, ids and targets are to be filled by the caller. */
  void begin(long newPlace, BlockSet newSet, Draw newDraw, RowSource source, long newStamp) {
    layout = RowLayout.of(newSet, source, newDraw, layout);
    place = newPlace;
    set = newSet;
    draw = newDraw;
    batch = newDraw.batch();
    address = address(newDraw);
    stamp = newStamp;
    filled = false;
    int rows = layout.rows();
    if (targets.length < rows) {
      targets = new double[rows];
    }
    if (!newDraw.isFull()) {
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

  /** Whether features, ids and targets are there. */
  boolean isFilled() {
    return filled;
  }

  /** Features, ids and targets are there now. */
  void setFilled() {
    filled = true;
  }

  /** Forgets what it holds, for when filling it failed. */
  void drop() {
    stamp = 0;
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

  /** Names the content; never used again for another one. */
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
