package org.bilevel4j.oracles.analytic;

import java.util.List;
import java.util.function.IntConsumer;
import org.bilevel4j.kernels.Mat;

/**
 * target_i += sum over terms of E_i^T q_i / B_i for every task i: sums over segments, which are
 * added in order. A task that lies in one chunk is finished there, by the thread that has its rows.
 */
final class HeadSums {
  private final RowLayout layout;
  private final HeadShape head;
  private final List<Term> terms;
  private final Mat sums;
  private final double[] target;
  private final IntConsumer then;

  /**
   * One product.
   *
   * @param e rows x K
   * @param q row-major, C a row
   * @param biases whether the biases take part
   */
  record Term(Mat e, double[] q, boolean biases) {}

  /**
   * Sums to be made.
   *
   * @param sums room for K C numbers for each segment and term
   * @param target heads one after the other, modified
   * @param then what remains to be done for a task, done once for each
   */
  HeadSums(
      RowLayout layout,
      HeadShape head,
      List<Term> terms,
      Mat sums,
      double[] target,
      IntConsumer then) {
    this.layout = layout;
    this.head = head;
    this.terms = terms;
    this.sums = sums;
    this.target = target;
    this.then = then;
  }

  /** Sums the segments of a chunk and finishes the tasks that lie in it. */
  void addChunk(EmbeddedRows.Chunk chunk) {
    int end = layout.firstSegment(chunk.index() + 1);
    for (int s = layout.firstSegment(chunk.index()); s < end; s++) {
      for (int t = 0; t < terms.size(); t++) {
        Term term = terms.get(t);
        int row = row(t, s);
        sums.rowRange(row, row + 1).fill(0);
        HeadLoops.addOuter(
            term.e, layout.segment(s), layout.segment(s + 1), term.q, head.columns(), sums, row);
      }
      if (layout.isWhole(layout.task(s))) {
        finish(layout.task(s));
      }
    }
  }

  /** Finishes the tasks that lie in several chunks, after all chunks. */
  void addBrokenTasks() {
    for (int task = 0; task < layout.tasks(); task++) {
      if (!layout.isWhole(task)) {
        finish(task);
      }
    }
  }

  private int row(int term, int segment) {
    return term * layout.segments() + segment;
  }

  private void finish(int task) {
    int c = head.columns();
    double scale = 1.0 / layout.count(task);
    for (int t = 0; t < terms.size(); t++) {
      for (int s = layout.firstPiece(task); s < layout.firstPiece(task + 1); s++) {
        HeadLoops.addScaled(scale, sums, row(t, s), target, task * head.dim());
        if (terms.get(t).biases && head.bias()) {
          int b = task * head.dim() + head.weights();
          for (int j = layout.segment(s) * c; j < layout.segment(s + 1) * c; j++) {
            target[b + j % c] += scale * terms.get(t).q[j];
          }
        }
      }
    }
    then.accept(task);
  }
}
