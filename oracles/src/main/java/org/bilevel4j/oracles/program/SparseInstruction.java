package org.bilevel4j.oracles.program;

import org.bilevel4j.kernels.CsrMat;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;
import org.bilevel4j.oracles.graph.Dim;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.SparseProduct;

/**
 * Products with sparse rows. Where blocks share the other operand, or all products are added up,
 * the rows of all blocks make one tall product; otherwise there is a product for each block.
 */
final class SparseInstruction implements Instruction {
  /** Multiplications for one thread at a time, at least. */
  private static final long GRAIN = 1 << 17;

  private static final int MOST_PARTS = 8;

  /** Rows, or columns of a transposed product, of a part, at least. */
  private static final int LEAST = 16;

  private static final Shape ROWS = new Shape(Dim.ROWS, Dim.ONE, true);

  private final boolean transposed;
  private final Op op;
  private final Place x;
  private final Place b;
  private final Place c;

  SparseInstruction(SparseProduct op, Place x, Place b, Place c) {
    this.transposed = op instanceof SparseProduct.TransposedTimes;
    this.op = transposed ? Op.T : Op.N;
    this.x = x;
    this.b = b;
    this.c = c;
  }

  @Override
  public void run(Replay r) {
    SparseRows rows = r.frame(x).sparse(x);
    boolean tall = !(transposed ? c : b).shape().perBlock();
    if (tall) {
      tall(r, rows);
      return;
    }
    int blocks = r.binding().blocks();
    long work = rows.entries() * c.shape().cols().at(r.binding().rows(0));
    if (blocks == 1 || r.threads() == 1 || work < GRAIN) {
      for (int i = 0; i < blocks; i++) {
        block(r, i, rows.window(from(r, i), from(r, i + 1)), true);
      }
    } else {
      CsrMat all = rows.window(0, rows.size());
      r.share(blocks, work, i -> block(r, i, all.rowRange(from(r, i), from(r, i + 1)), false));
    }
  }

  /** The first row of a block. */
  private static int from(Replay r, int block) {
    return r.binding().start(ROWS, block);
  }

  /** All rows at once. */
  private void tall(Replay r, SparseRows rows) {
    int cols = c.shape().cols().factor();
    CsrMat all = rows.window(0, rows.size());
    Mat right = r.frame(b).view(b, 0, r.binding().stackedRows(b.shape()), cols, true);
    Mat out = r.frame(c).view(c, 0, r.binding().stackedRows(c.shape()), cols, true);
    long work = rows.entries() * cols;
    int side = transposed ? cols : rows.size();
    int parts = (int) Math.min(MOST_PARTS, Math.min(side / LEAST, work / GRAIN));
    Kernels k = r.kernels();
    if (parts < 2 || r.threads() == 1) {
      k.gemm(op, 1, all, right, 0, out);
      return;
    }
    r.share(
        parts,
        work,
        p -> {
          int from = (int) ((long) side * p / parts);
          int to = (int) ((long) side * (p + 1) / parts);
          if (transposed) {
            k.gemm(op, 1, all, right.colRange(from, to), 0, out.colRange(from, to));
          } else {
            k.gemm(op, 1, all.rowRange(from, to), right, 0, out.rowRange(from, to));
          }
        });
  }

  /**
   * The product of one block.
   *
   * @param alone whether no other thread works on this step, so that its windows can be used
   */
  private void block(Replay r, int block, CsrMat rows, boolean alone) {
    int n = r.binding().rows(block);
    int cols = c.shape().cols().at(n);
    int atB = r.binding().start(b.shape(), block);
    int atC = r.binding().start(c.shape(), block);
    Mat right = r.frame(b).view(b, atB, b.shape().rows().at(n), cols, alone);
    Mat out = r.frame(c).view(c, atC, c.shape().rows().at(n), cols, alone);
    r.kernels().gemm(op, 1, rows, right, 0, out);
  }

  @Override
  public String toString() {
    return (transposed ? "transposed " : "") + "sparse " + x.shape() + " by " + b.shape();
  }
}
