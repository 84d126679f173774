package org.bilevel4j.oracles.heads;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.network.RowChunk;
import org.bilevel4j.oracles.network.RowLayout;

/**
 * target_i += s_i sum over terms of E_i^T q_i for every task i: sums over segments, which are added
 * in order. A task that lies in one chunk is finished there, by the thread that has its rows.
 */
final class HeadGradientSums {
  private final RowLayout layout;
  private final HeadShape head;
  private final List<LinearHeads.HeadTerm> terms;
  private final IntToDoubleFunction scale;
  private final Mat sums;
  private final double[] target;
  private final IntConsumer then;

  /**
   * Sums to be made.
   *
   * @param scale s_i by position
   * @param sums room for K C numbers for each segment and term
   * @param target heads one after the other, modified
   * @param then what remains to be done for a task, done once for each
   */
  HeadGradientSums(
      RowLayout layout,
      HeadShape head,
      List<LinearHeads.HeadTerm> terms,
      IntToDoubleFunction scale,
      Mat sums,
      double[] target,
      IntConsumer then) {
    this.layout = layout;
    this.head = head;
    this.terms = terms;
    this.scale = scale;
    this.sums = sums;
    this.target = target;
    this.then = then;
  }

  /** Sums the segments of a chunk and finishes the tasks that lie in it. */
  void addChunk(RowChunk chunk) {
    int end = layout.firstSegment(chunk.index() + 1);
    for (int s = layout.firstSegment(chunk.index()); s < end; s++) {
      for (int t = 0; t < terms.size(); t++) {
        LinearHeads.HeadTerm term = terms.get(t);
        int row = row(t, s);
        sums.rowRange(row, row + 1).fill(0);
        HeadLoops.addOuter(
            term.e(),
            layout.segment(s),
            layout.segment(s + 1),
            term.q(),
            head.columns(),
            sums,
            row);
      }
      if (layout.isWhole(layout.task(s))) {
        finish(layout.task(s));
      }
    }
  }

  /** Finishes the tasks that lie in several chunks, after all chunks. */
  void addSplitTasks() {
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
    double s = scale.applyAsDouble(task);
    for (int t = 0; t < terms.size(); t++) {
      LinearHeads.HeadTerm term = terms.get(t);
      int end = layout.firstSegmentOfTask(task + 1);
      for (int part = layout.firstSegmentOfTask(task); part < end; part++) {
        HeadLoops.addScaled(s, sums, row(t, part), target, task * head.dim());
        if (term.biases() && head.bias()) {
          int b = task * head.dim() + head.weights();
          for (int j = layout.segment(part) * c; j < layout.segment(part + 1) * c; j++) {
            target[b + j % c] += s * term.q()[j];
          }
        }
      }
    }
    then.accept(task);
  }
}
