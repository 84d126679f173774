package org.bilevel4j.oracles.program;

import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Indexing;
import org.bilevel4j.oracles.graph.Shape;
import org.jspecify.annotations.Nullable;

/** Takes and adds rows and columns by index. */
final class IndexingInstruction implements Instruction {
  /** Whole numbers below it have a float of their own. */
  private static final int COUNTED = 1 << 24;

  private final Indexing op;
  private final Place a;
  private final @Nullable Place index;
  private final Place c;

  IndexingInstruction(Indexing op, Place a, @Nullable Place index, Place c) {
    this.op = op;
    this.a = a;
    this.index = index;
    this.c = c;
  }

  @Override
  public void run(Replay r) {
    Place by = index;
    if (by == null) {
      columns(r);
      return;
    }
    if (op instanceof Indexing.ScatterAdd) {
      r.tiles().fill(0, r.frame(c).all(), r.frame(c).offset(c), r.binding().elements(c.shape()));
    }
    boolean perBlock = a.shape().perBlock() || by.shape().perBlock();
    int blocks = perBlock ? r.binding().blocks() : 1;
    for (int i = 0; i < blocks; i++) {
      rows(r, by, i, perBlock ? r.binding().rows(i) : 0);
    }
  }

  private void rows(Replay r, Place by, int block, int n) {
    boolean gather = op instanceof Indexing.Gather;
    Shape table = gather ? a.shape() : c.shape();
    int height = table.rows().at(n);
    int cols = table.cols().at(n);
    int count = by.shape().rows().at(n);
    Mat from = r.frame(a).all();
    Mat to = r.frame(c).all();
    Mat indices = r.frame(by).all();
    int at = r.frame(a).offset(a) + r.binding().start(a.shape(), block);
    int out = r.frame(c).offset(c) + r.binding().start(c.shape(), block);
    int first = r.frame(by).offset(by) + r.binding().start(by.shape(), block);
    for (int k = 0; k < count; k++) {
      double where = r.tiles().get(indices, first + k);
      int row = (int) where;
      if (row < 0 || row >= height || row != where) {
        throw new UserError(
            op.name()
                + ": index "
                + where
                + " at row "
                + k
                + ", the table has "
                + height
                + " rows.",
            "whole numbers from 0 to " + (height - 1) + ".");
      }
      if (row >= COUNTED && indices.precision() == Precision.FLOAT32) {
        throw new UserError(
            op.name() + ": index " + row + " at row " + k + " is not exact in float32.",
            "precision float64, or indices below " + COUNTED + ".");
      }
      if (gather) {
        r.tiles().copy(from, at + row * cols, to, out + k * cols, cols);
      } else {
        r.tiles().add(from, at + k * cols, to, out + row * cols, cols);
      }
    }
  }

  private void columns(Replay r) {
    int rows = r.binding().stackedRows(a.shape());
    int width = a.shape().cols().factor();
    int wide = c.shape().cols().factor();
    Mat from = r.frame(a).all();
    Mat to = r.frame(c).all();
    int at = r.frame(a).offset(a);
    int out = r.frame(c).offset(c);
    r.tiles().fill(0, to, out, rows * wide);
    for (int k = 0; k < rows; k++) {
      if (op instanceof Indexing.PickColumns p) {
        r.tiles().pick(p.columns(), from, at + k * width, to, out + k * wide);
      } else if (op instanceof Indexing.SpreadColumns s) {
        r.tiles().spread(s.columns(), from, at + k * width, to, out + k * wide);
      }
    }
  }
}
