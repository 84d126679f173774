package org.bilevel4j.oracles.program;

import java.util.List;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.graph.Layout;
import org.bilevel4j.oracles.graph.Shape;

/** Moves elements, block by block. */
final class LayoutInstruction implements Instruction {
  private final Layout op;
  private final List<Place> in;
  private final Place c;

  LayoutInstruction(Layout op, List<Place> in, Place c) {
    this.op = op;
    this.in = List.copyOf(in);
    this.c = c;
  }

  @Override
  public void run(Replay r) {
    int blocks = c.shape().perBlock() ? r.binding().blocks() : 1;
    for (int i = 0; i < blocks; i++) {
      block(r, i);
    }
  }

  private static int rows(Replay r, Shape s, int block) {
    return s.rows().at(s.perBlock() ? r.binding().rows(block) : 0);
  }

  private static int cols(Replay r, Shape s, int block) {
    return s.cols().at(s.perBlock() ? r.binding().rows(block) : 0);
  }

  private static int start(Replay r, Place p, int block) {
    return r.frame(p).offset(p) + r.binding().start(p.shape(), block);
  }

  private void block(Replay r, int i) {
    Place a = in.get(0);
    Mat out = r.frame(c).all();
    int to = start(r, c, i);
    int rows = rows(r, c.shape(), i);
    int cols = cols(r, c.shape(), i);
    if (op instanceof Layout.Transpose) {
      r.tiles().transpose(r.frame(a).all(), start(r, a, i), cols, rows, out, to);
    } else if (op instanceof Layout.Slice s) {
      int fromCol = s.ofRows() ? 0 : s.from();
      int fromRow = s.ofRows() ? s.from() : 0;
      int stride = cols(r, a.shape(), i);
      int from = start(r, a, i) + fromRow * stride + fromCol;
      rectangle(r, r.frame(a).all(), from, stride, out, to, cols, rows, cols);
    } else if (op instanceof Layout.Pad p) {
      r.tiles().fill(0, out, to, rows * cols);
      place(r, a, i, out, to + (p.ofRows() ? p.from() * cols : p.from()), cols);
    } else if (op instanceof Layout.Concat concat) {
      for (int k = 0; k < in.size(); k++) {
        Place part = in.get(k);
        place(r, part, i, out, to, cols);
        to += concat.ofRows() ? rows(r, part.shape(), i) * cols : cols(r, part.shape(), i);
      }
    } else {
      throw new IllegalStateException(op.name() + " moves nothing.");
    }
  }

  /** All of an operand into a part of the result. */
  private void place(Replay r, Place a, int i, Mat out, int to, int stride) {
    int rows = rows(r, a.shape(), i);
    int cols = cols(r, a.shape(), i);
    rectangle(r, r.frame(a).all(), start(r, a, i), cols, out, to, stride, rows, cols);
  }

  private static void rectangle(
      Replay r, Mat a, int at, int strideA, Mat c, int to, int strideC, int rows, int cols) {
    if (strideA == cols && strideC == cols) {
      r.tiles().copy(a, at, c, to, rows * cols);
      return;
    }
    for (int k = 0; k < rows; k++) {
      r.tiles().copy(a, at + k * strideA, c, to + k * strideC, cols);
    }
  }
}
