package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.Team;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;

/**
 * Rows of one level passed through the embedding: the last few passes are kept, so that questions
 * at the same x and draw share one, whatever y is.
 *
 * <p>Draws of up to {@link RowLayout#BLOCK} rows keep their whole tape. Of larger ones only the
 * features stay; the rest is computed again, block by block, when a question needs it, so that
 * memory stays bounded.
 */
final class EmbeddedRows {
  private final Embedding embedding;
  private final RowSource source;
  private final Team team;
  private final Precision precision;
  private final Embedding.Tape shared; // for draws of many blocks
  private final Pass[] batches;
  private final Pass full;
  private long clock;

  /** Work on a block: rows from..to-1 are on the tape, as its rows 0.. . */
  @FunctionalInterface
  interface BlockWork {
    void accept(Embedding.Tape tape, int from, int to);
  }

  EmbeddedRows(SharedEmbedding parts, RowSource source, Kernels kernels, Team team, int kept) {
    this.embedding = parts.embedding();
    this.source = source;
    this.team = team;
    this.precision = parts.precision();
    this.shared = embedding.tape(kernels, precision);
    this.batches = new Pass[kept];
    for (int s = 0; s < kept; s++) {
      batches[s] = new Pass(embedding.tape(kernels, precision), precision);
    }
    this.full = new Pass(embedding.tape(kernels, precision), precision);
  }

  /** The pass of a draw at a place, computed unless it is still there. */
  Pass pass(Parameters.Place at, BlockSet set, Draw draw) {
    clock++;
    Pass pass = find(at.stamp(), set, draw);
    pass.touch(clock);
    if (!pass.holds(at.stamp(), set, draw)) {
      pass.begin(at.stamp(), set, draw, source, clock);
      try {
        fill(pass, at);
      } catch (RuntimeException | Error e) {
        pass.drop();
        throw e;
      }
    }
    return pass;
  }

  private Pass find(long place, BlockSet set, Draw draw) {
    if (draw.isFull()) {
      return full;
    }
    Pass oldest = batches[0];
    for (Pass pass : batches) {
      if (pass.holds(place, set, draw)) {
        return pass;
      }
      oldest = pass.used() < oldest.used() ? pass : oldest;
    }
    return oldest;
  }

  private void fill(Pass pass, Parameters.Place at) {
    RowLayout layout = pass.layout();
    pass.reserve(precision, embedding.features());
    if (!pass.draw().isFull()) {
      for (int p = 0; p < layout.tasks(); p++) {
        int id = pass.set().id(p);
        if (source.rows(id).kind() == Rows.Kind.FINITE) {
          pass.draw().fill(id, source.rows(id), pass.ids(), layout.start(p));
        }
      }
    }
    for (int b = 0; b < layout.passes(); b++) {
      forward(pass, at, b);
    }
  }

  private Embedding.Tape forward(Pass pass, Parameters.Place at, int block) {
    RowLayout layout = pass.layout();
    int from = block * RowLayout.BLOCK;
    int to = Math.min(layout.rows(), from + RowLayout.BLOCK);
    Embedding.Tape tape = layout.passes() == 1 ? pass.ownTape() : shared;
    tape.reserve(to - from);
    Mat e = pass.features().rowRange(from, to);
    int chunks = RowLayout.chunks(to - from);
    team.run(
        chunks,
        operations(to - from),
        c -> {
          int a = (to - from) * c / chunks;
          int b = (to - from) * (c + 1) / chunks;
          read(pass, from + a, from + b, tape.input(), from);
          tape.forward(at.embedding(), a, b, e);
        });
    return tape;
  }

  private void read(Pass pass, int from, int to, Mat input, int shift) {
    RowLayout layout = pass.layout();
    int row = from;
    for (int p = layout.taskOf(from); row < to; p++) {
      int end = Math.min(to, layout.start(p) + layout.count(p));
      source.read(
          pass.set().id(p),
          pass.draw(),
          pass.ids(),
          layout.start(p),
          row - layout.start(p),
          end - row,
          input,
          row - shift,
          pass.targets(),
          row);
      row = end;
    }
  }

  /** Does some work on every block of a pass in order, with the block's tape at hand. */
  void eachBlock(Pass pass, Parameters.Place at, BlockWork work) {
    int passes = pass.layout().passes();
    if (passes == 1) {
      work.accept(pass.ownTape(), 0, pass.layout().rows());
      return;
    }
    for (int b = 0; b < passes; b++) {
      int from = b * RowLayout.BLOCK;
      Embedding.Tape tape = forward(pass, at, b);
      work.accept(tape, from, Math.min(pass.layout().rows(), from + RowLayout.BLOCK));
    }
  }

  /** Fills de for rows from..to-1 of a pass; its row r belongs to row r - shift of de. */
  @FunctionalInterface
  interface FeatureGradient {
    void fill(int from, int to, int shift, Mat de);
  }

  /**
   * out += the gradient in x of something whose gradient in the features is given.
   *
   * @param active the rows it depends on; the others cost nothing
   * @param de room for a block's rows by K; used up
   * @param out (parameters of the embedding), modified
   */
  void backward(
      Pass pass, Parameters.Place at, RowRanges active, FeatureGradient gradient, Mat de, Vec out) {
    int passes = pass.layout().passes();
    for (int b = 0; b < passes; b++) {
      int from = b * RowLayout.BLOCK;
      int to = Math.min(pass.layout().rows(), from + RowLayout.BLOCK);
      RowRanges mine = active.within(from, to);
      if (mine.rows() > 0) {
        Embedding.Tape tape = passes == 1 ? pass.ownTape() : forward(pass, at, b);
        Mat e = pass.features().rowRange(from, to);
        backward(tape, at, mine, from, e, gradient, de.reshape(to - from, e.cols()), out);
      }
    }
  }

  private void backward(
      Embedding.Tape tape,
      Parameters.Place at,
      RowRanges active,
      int shift,
      Mat e,
      FeatureGradient gradient,
      Mat de,
      Vec out) {
    int chunks = RowLayout.chunks(active.rows());
    tape.chunks(chunks);
    team.run(
        chunks,
        2 * operations(active.rows()),
        c ->
            active.each(
                active.rows() * c / chunks,
                active.rows() * (c + 1) / chunks,
                (a, b, first) -> {
                  gradient.fill(a, b, shift, de);
                  tape.backward(c, first, at.embedding(), a - shift, b - shift, e, de);
                }));
    team.run(
        tape.gradientParts(),
        (long) chunks * embedding.parameters(),
        part -> tape.addGradient(part, out));
  }

  /** Multiplications and additions of one pass over so many rows. */
  private long operations(int rows) {
    long products = (long) embedding.inputs() * embedding.features();
    return 2L * rows * Math.max(embedding.parameters(), products);
  }

  /** out = (d phi / d x) u on all rows of a pass, rows by K. */
  void tangent(Pass pass, Parameters.Place at, Mat u, Mat out) {
    eachBlock(
        pass,
        at,
        (tape, from, to) -> {
          Mat e = pass.features().rowRange(from, to);
          Mat target = out.rowRange(from, to);
          int chunks = RowLayout.chunks(to - from);
          team.run(
              chunks,
              operations(to - from),
              c -> {
                int a = (to - from) * c / chunks;
                int b = (to - from) * (c + 1) / chunks;
                tape.tangent(at.embedding(), u, a, b, e, target);
              });
        });
  }
}
