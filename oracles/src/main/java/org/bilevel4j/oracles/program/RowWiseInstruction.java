package org.bilevel4j.oracles.program;

import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.graph.RowWise;
import org.bilevel4j.oracles.graph.Shape;

/** Functions of whole rows. */
record RowWiseInstruction(RowWise op, Place a, Place c) implements Instruction {
  /** Rows that one thread works on in one go. */
  private static final int PART = 256;

  @Override
  public void run(Replay r) {
    Shape s = a.shape();
    if (s.cols().isFixed()) {
      int rows = r.binding().stackedRows(s);
      int cols = s.cols().factor();
      int parts = (rows + PART - 1) / PART;
      if (parts <= 1 || r.threads() == 1) {
        rows(r, 0, 0, 0, rows, cols);
      } else {
        r.share(
            parts,
            8L * rows * cols,
            p -> rows(r, 0, 0, p * PART, Math.min(rows, (p + 1) * PART), cols));
      }
    } else {
      for (int i = 0; i < r.binding().blocks(); i++) {
        int n = r.binding().rows(i);
        int from = r.binding().start(s, i);
        rows(r, from, r.binding().start(c.shape(), i), 0, s.rows().at(n), s.cols().at(n));
      }
    }
  }

  private void rows(Replay r, int fromA, int fromC, int first, int end, int cols) {
    Mat in = r.frame(a).all();
    Mat out = r.frame(c).all();
    int at = r.frame(a).offset(a) + fromA;
    int to = r.frame(c).offset(c) + fromC;
    Tiles t = r.tiles();
    Mat space = op == RowWise.LOG_SUM_EXP ? r.rowOfThread(cols) : out;
    for (int k = first; k < end; k++) {
      int row = at + k * cols;
      switch (op) {
        case SOFTMAX -> t.softmax(in, row, cols, out, to + k * cols);
        case LOG_SUM_EXP -> t.set(out, to + k, t.softmax(in, row, cols, space, 0));
        case MAX -> t.set(out, to + k, t.get(in, row + t.largest(in, row, cols)));
        case MAX_MASK -> {
          t.fill(0, out, to + k * cols, cols);
          t.set(out, to + k * cols + t.largest(in, row, cols), 1);
        }
      }
    }
  }

  /** The K largest entries of a column, block by block. */
  record Largest(Place a, Place k, Place c) implements Instruction {
    /** Relative round-off that K may carry above a whole number. */
    private static final double ROUND_OFF = 1e-6;

    @Override
    public void run(Replay r) {
      boolean perBlock = c.shape().perBlock();
      int blocks = perBlock ? r.binding().blocks() : 1;
      for (int i = 0; i < blocks; i++) {
        int n = a.shape().rows().at(perBlock ? r.binding().rows(i) : 0);
        double many = r.tiles().get(r.frame(k).all(), start(r, k, i));
        r.tiles()
            .markLargest(
                (int) Math.max(0, Math.ceil(many * (1 - ROUND_OFF))),
                r.frame(a).all(),
                start(r, a, i),
                r.frame(c).all(),
                start(r, c, i),
                n);
      }
    }

    private static int start(Replay r, Place p, int block) {
      return r.frame(p).offset(p) + r.binding().start(p.shape(), block);
    }
  }
}
