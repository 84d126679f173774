package org.bilevel4j.oracles.program;

import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;
import org.bilevel4j.oracles.graph.MatMul;

/**
 * Matrix products. Where blocks share the right operand, or all products are added up, the rows of
 * all blocks make one tall product; otherwise there is a product for each block.
 */
final class MatMulInstruction implements Instruction {
  /** Elements of a result for one thread at a time, at least. */
  private static final long GRAIN = 1 << 16;

  private static final int MOST_PARTS = 8;

  private final MatMul op;
  private final Place a;
  private final Place b;
  private final Place c;
  private final boolean tall;
  private final Op opA;
  private final Op opB;

  MatMulInstruction(MatMul op, Place a, Place b, Place c) {
    this.op = op;
    this.a = a;
    this.b = b;
    this.c = c;
    this.opA = op.transposeA() ? Op.T : Op.N;
    this.opB = op.transposeB() ? Op.T : Op.N;
    boolean rowsOfA = a.shape().perBlock() && !b.shape().perBlock() && !op.transposeA();
    boolean innerRows =
        op.overBlocks()
            && a.shape().perBlock()
            && b.shape().perBlock()
            && op.transposeA()
            && !op.transposeB();
    boolean shared = !a.shape().perBlock() && !b.shape().perBlock();
    this.tall = shared || innerRows || (rowsOfA && !op.overBlocks());
  }

  @Override
  public void run(Replay r) {
    if (tall) {
      tall(r);
      return;
    }
    Binding n = r.binding();
    int blocks = n.blocks();
    if (op.overBlocks()) {
      for (int i = 0; i < blocks; i++) {
        product(r, i, i == 0 ? 0 : 1, true);
      }
    } else {
      long work = (long) n.elements(c.shape()) * op.inner(a.shape()).at(n.rows(0));
      if (blocks > 1 && work >= GRAIN && r.threads() > 1) {
        r.share(blocks, work, block -> product(r, block, 0, false));
      } else {
        for (int i = 0; i < blocks; i++) {
          product(r, i, 0, true);
        }
      }
    }
  }

  /** All rows at once. */
  private void tall(Replay r) {
    Binding n = r.binding();
    int rowsA = n.stackedRows(a.shape());
    int rowsB = n.stackedRows(b.shape());
    int rowsC = n.stackedRows(c.shape());
    int colsA = a.shape().cols().factor();
    int colsB = b.shape().cols().factor();
    int colsC = c.shape().cols().factor();
    if (colsC == 1 && colsB == 1) {
      column(r, 0, rowsA, colsA, 0, 0, false);
      return;
    }
    Mat left = r.frame(a).view(a, 0, rowsA, colsA, true);
    Mat right = r.frame(b).view(b, 0, rowsB, colsB, true);
    Mat out = r.frame(c).view(c, 0, rowsC, colsC, true);
    long work = (long) rowsC * colsC * (op.transposeA() ? rowsA : colsA);
    int parts = (int) Math.min(MOST_PARTS, Math.min(rowsC / 24, work / (GRAIN * 16)));
    Kernels k = r.kernels();
    if (parts < 2 || r.threads() == 1) {
      k.gemm(opA, opB, 1, left, right, 0, out);
      return;
    }
    r.share(
        parts,
        work,
        p -> {
          int from = (int) ((long) rowsC * p / parts);
          int to = (int) ((long) rowsC * (p + 1) / parts);
          Mat some = op.transposeA() ? left.colRange(from, to) : left.rowRange(from, to);
          k.gemm(opA, opB, 1, some, right, 0, out.rowRange(from, to));
        });
  }

  /**
   * The product of one block.
   *
   * @param alone whether no other thread works on this step, so that its windows can be used
   */
  private void product(Replay r, int block, double beta, boolean alone) {
    Binding n = r.binding();
    int rows = n.rows(block);
    int atA = n.start(a.shape(), block);
    int atB = n.start(b.shape(), block);
    int atC = n.start(c.shape(), block);
    int rowsA = a.shape().rows().at(rows);
    int colsA = a.shape().cols().at(rows);
    int rowsB = b.shape().rows().at(rows);
    int colsB = b.shape().cols().at(rows);
    int colsC = c.shape().cols().at(rows);
    if (colsC == 1 && colsB == 1 && (beta == 0 || op.transposeA())) {
      column(r, atA, rowsA, colsA, atB, atC, beta == 1);
      return;
    }
    Mat left = r.frame(a).view(a, atA, rowsA, colsA, alone);
    Mat right = r.frame(b).view(b, atB, rowsB, colsB, alone);
    Mat out = r.frame(c).view(c, atC, c.shape().rows().at(rows), colsC, alone);
    r.kernels().gemm(opA, opB, 1, left, right, beta, out);
  }

  private void column(Replay r, int atA, int rows, int cols, int atB, int atC, boolean add) {
    Mat left = r.frame(a).all();
    Mat right = r.frame(b).all();
    Mat out = r.frame(c).all();
    int fromA = r.frame(a).offset(a) + atA;
    int fromB = r.frame(b).offset(b) + atB;
    int to = r.frame(c).offset(c) + atC;
    if (op.transposeA()) {
      r.tiles().transposedTimesColumn(left, fromA, rows, cols, right, fromB, out, to, add);
    } else {
      r.tiles().timesColumn(left, fromA, rows, cols, right, fromB, out, to);
    }
  }

  @Override
  public String toString() {
    return op + " " + a.shape() + " by " + b.shape() + " to " + c.shape();
  }
}
