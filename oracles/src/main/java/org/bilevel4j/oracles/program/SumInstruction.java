package org.bilevel4j.oracles.program;

import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.graph.Reduction;
import org.bilevel4j.oracles.graph.Shape;

/** Sums over rows and columns, block by block. */
record SumInstruction(Reduction.Sum op, Place a, Place c) implements Instruction {

  @Override
  public void run(Replay r) {
    Shape shape = a.shape();
    int blocks = shape.perBlock() ? r.binding().blocks() : 1;
    if (blocks == 1 || r.threads() == 1) {
      for (int i = 0; i < blocks; i++) {
        block(r, i);
      }
    } else {
      r.share(blocks, r.binding().elements(shape), i -> block(r, i));
    }
  }

  private void block(Replay r, int i) {
    Shape shape = a.shape();
    Binding n = r.binding();
    int rows = shape.rows().at(shape.perBlock() ? n.rows(i) : 0);
    int cols = shape.cols().at(shape.perBlock() ? n.rows(i) : 0);
    Mat from = r.frame(a).all();
    Mat to = r.frame(c).all();
    int at = r.frame(a).offset(a) + n.start(shape, i);
    int out = r.frame(c).offset(c) + n.start(c.shape(), i);
    boolean all = (op.rows() || rows == 1) && (op.cols() || cols == 1);
    if (all) {
      r.tiles().set(to, out, r.tiles().sum(from, at, rows * cols));
    } else if (op.cols()) {
      r.tiles().rowSums(from, at, rows, cols, to, out);
    } else {
      r.tiles().columnSums(from, at, rows, cols, to, out);
    }
  }

  /** The sum over blocks, in their order. */
  record OverBlocks(Place a, Place c) implements Instruction {
    @Override
    public void run(Replay r) {
      int n = c.shape().factor();
      Mat from = r.frame(a).all();
      Mat to = r.frame(c).all();
      int at = r.frame(a).offset(a);
      int out = r.frame(c).offset(c);
      r.tiles().columnSums(from, at, r.binding().blocks(), n, to, out);
    }
  }
}
