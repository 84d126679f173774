package org.bilevel4j.oracles.network;

import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Mat;

/** The backward passes of one level's rows. */
final class BackwardPass {
  private final EmbeddedRows rows;

  BackwardPass(EmbeddedRows rows) {
    this.rows = rows;
  }

  /**
   * What is to be differentiated.
   *
   * @param before must be done on every chunk first
   * @param out receives the gradient of a task's part
   * @param perTask whether tasks are handed out apart
   */
  record Question(
      KeptPass pass,
      NetworkParameters at,
      ChunkWork before,
      FeatureGradient gradient,
      IntFunction<Vec> out,
      boolean perTask) {

    RowLayout layout() {
      return pass.layout();
    }
  }

  /**
   * The rows of a microbatch that take part.
   *
   * @param from first row of the microbatch, row 0 of the others
   * @param e features
   * @param de room for their gradient
   */
  private record Slice(Embedding.Tape tape, RowRanges active, int from, Mat e, Mat de) {}

  /** Adds the gradient of the tasks that take part. */
  void run(Question q, IntPredicate active) {
    RowLayout layout = q.layout();
    RowRanges all = new RowRanges();
    for (int t = 0; t < layout.tasks(); t++) {
      if (active.test(t)) {
        all.add(layout.start(t), layout.end(t));
      }
    }
    boolean fill = !q.pass.isComputed();
    q.pass.compute(
        () -> {
          for (int b = 0; b < layout.microbatches(); b++) {
            microbatch(q, b, fill, all.within(layout.microbatch(b), layout.microbatch(b + 1)));
          }
        });
  }

  private void microbatch(Question q, int b, boolean fill, RowRanges active) {
    int from = q.layout().microbatch(b);
    int to = q.layout().microbatch(b + 1);
    Mat e = q.pass.features().rowRange(from, to);
    Mat de = rows.featureGradient(to - from);
    Slice slice = new Slice(rows.tape(q.pass), active, from, e, de);
    boolean all = active.rows() == to - from;
    boolean forward = fill || (q.layout().microbatches() > 1 && active.rows() > 0);
    if (forward || all || q.before != ChunkWork.NONE) {
      ChunkWork down = c -> down(q, slice, c.from(), c.to());
      rows.microbatch(q.pass, q.at, b, forward, all ? q.before.then(down) : q.before);
    }
    if (!all && active.rows() > 0) {
      some(q, slice);
    }
    if (active.rows() > 0) {
      gradient(q, slice);
    }
  }

  /** From the objective to what the gradient needs of rows from..to-1. */
  private static void down(Question q, Slice s, int from, int to) {
    q.layout()
        .each(
            from,
            to,
            (task, a, end) ->
                q.gradient.fill(task, a, end, s.de.rowRange(a - s.from, end - s.from)));
    EmbeddedRows.eachNetwork(
        q.layout(),
        q.at,
        from,
        to,
        (task, x, a, end) -> s.tape.backward(x, a - s.from, end - s.from, s.e, s.de));
  }

  /** Some rows, which may all be in one chunk, in chunks of their own. */
  private void some(Question q, Slice s) {
    int active = s.active.rows();
    int chunks = RowLayout.chunks(active);
    rows.team()
        .run(
            chunks,
            rows.operations(active, rows.embedding().parameters()),
            c ->
                s.active.each(
                    active * c / chunks,
                    active * (c + 1) / chunks,
                    (a, end, first) -> down(q, s, a, end)));
  }

  private void gradient(Question q, Slice s) {
    rows.team()
        .run(
            s.tape.gradientParts(),
            rows.operations(s.active.rows(), rows.embedding().parameters()),
            part -> {
              if (q.at.isShared() && !q.perTask) {
                gradient(s, s.active, part, q.at.of(0), q.out.apply(0));
                return;
              }
              for (int t = 0; t < q.layout().tasks(); t++) {
                RowRanges own = s.active.within(q.layout().start(t), q.layout().end(t));
                if (own.rows() > 0) {
                  gradient(s, own, part, q.at.of(t), q.out.apply(t));
                }
              }
            });
  }

  private static void gradient(Slice s, RowRanges which, int part, Mat x, Vec out) {
    which.each(
        0,
        which.rows(),
        (a, end, first) -> s.tape.gradient(part, first, a - s.from, end - s.from, s.e, s.de));
    s.tape.addGradient(x, part, out);
  }
}
