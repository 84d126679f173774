package org.bilevel4j.oracles.analytic;

import java.util.Optional;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
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
  /** What a head costs for each feature, in operations of matrix products. */
  private static final long HEADS = 8;

  private final Embedding embedding;
  private final RowSource source;
  private final WorkerTeam team;
  private final Precision precision;
  private final Embedding.Tape shared; // for draws of many blocks
  private final Pass[] batches;
  private final Pass full;
  private long clock;

  /**
   * Rows from..to-1 of a pass; its row r is row r - shift of the tape.
   *
   * @param index of the chunk in the pass's layout
   */
  record Chunk(int index, int from, int to, int shift, Embedding.Tape tape) {}

  /** Work on the rows of one chunk, done for different chunks at once. */
  @FunctionalInterface
  interface ChunkWork {
    /** No work at all. */
    ChunkWork NONE = c -> {};

    void accept(Chunk chunk);

    /** This and then some more. */
    default ChunkWork then(ChunkWork next) {
      return this == NONE
          ? next
          : c -> {
            accept(c);
            next.accept(c);
          };
    }
  }

  EmbeddedRows(
      SharedEmbedding parts, RowSource source, Kernels kernels, WorkerTeam team, int kept) {
    this.embedding = parts.embedding();
    this.source = source;
    this.team = team;
    this.precision = parts.precision();
    this.shared = embedding.tapeFor(source, kernels, precision);
    this.batches = new Pass[kept];
    for (int s = 0; s < kept; s++) {
      batches[s] = new Pass(embedding.tapeFor(source, kernels, precision), precision);
    }
    this.full = new Pass(embedding.tapeFor(source, kernels, precision), precision);
  }

  /** The pass of a draw at a place; what is not there yet is computed by the first work on it. */
  Pass pass(Parameters.Place at, BlockSet set, Draw draw) {
    clock++;
    Pass pass = find(at.stamp(), set, draw);
    pass.touch(clock);
    if (!pass.holds(at.stamp(), set, draw)) {
      pass.begin(at.stamp(), set, draw, source, clock);
      pass.reserve(precision, embedding.features());
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

  /**
   * Works on every chunk of a pass, behind the forward pass of its rows if that is still to be
   * done: one job of the team for a question, whatever it needs.
   *
   * @param withTape whether the work looks at the tape
   */
  void each(Pass pass, Parameters.Place at, boolean withTape, ChunkWork work) {
    boolean fill = !pass.isFilled();
    boolean lost = withTape && pass.layout().blocks() > 1;
    filling(
        pass,
        () -> {
          for (int b = 0; b < pass.layout().blocks(); b++) {
            block(pass, at, b, fill || lost, work);
          }
        });
  }

  private static void filling(Pass pass, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      pass.drop();
      throw e;
    }
    pass.setFilled();
  }

  /** Works on the chunks of one block, forward pass first where asked; hands out its tape. */
  private Embedding.Tape block(
      Pass pass, Parameters.Place at, int b, boolean forward, ChunkWork work) {
    RowLayout layout = pass.layout();
    Embedding.Tape tape = layout.blocks() == 1 ? pass.ownTape() : shared;
    int from = layout.block(b);
    int to = layout.block(b + 1);
    int first = layout.firstChunk(b);
    if (forward) {
      tape.reserve(to - from);
    }
    Mat e = pass.features().rowRange(from, to);
    team.run(
        layout.firstChunk(b + 1) - first,
        operations(to - from, forward ? embedding.parameters() : 0),
        c -> {
          Chunk chunk =
              new Chunk(
                  first + c, layout.chunk(first + c), layout.chunk(first + c + 1), from, tape);
          if (forward) {
            read(pass, chunk);
            tape.forward(at.embedding(), chunk.from - from, chunk.to - from, e);
          }
          work.accept(chunk);
        });
    return tape;
  }

  /**
   * Draws and reads the rows of a chunk. A task that reaches into another chunk is drawn there too:
   * the same numbers are written twice.
   */
  private void read(Pass pass, Chunk chunk) {
    RowLayout layout = pass.layout();
    int row = chunk.from;
    for (int p = layout.taskOf(row); row < chunk.to; p++) {
      int end = Math.min(chunk.to, layout.start(p) + layout.count(p));
      int id = pass.set().id(p);
      if (!pass.draw().isFull() && source.rows(id).kind() == Rows.Kind.FINITE) {
        pass.draw().fill(id, source.rows(id), pass.ids(), layout.start(p));
      }
      read(pass, chunk, id, layout.start(p), row, end - row);
      row = end;
    }
  }

  /** Some rows of one task, whose first row in the pass is {@code start}. */
  private void read(Pass pass, Chunk chunk, int id, int start, int row, int count) {
    Draw draw = pass.draw();
    int[] ids = pass.ids();
    double[] targets = pass.targets();
    int first = row - start;
    int to = row - chunk.shift;
    Optional<SparseInput> sparse = chunk.tape.sparseInput();
    if (sparse.isPresent()) {
      source.readSparse(id, draw, ids, start, first, count, sparse.get(), to, targets, row);
    } else {
      source.read(id, draw, ids, start, first, count, chunk.tape.input(), to, targets, row);
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
   * @param before what must be done on a chunk first
   * @param de room for a block's rows by K; used up
   * @param out (parameters of the embedding), modified
   */
  void backward(
      Pass pass,
      Parameters.Place at,
      RowRanges active,
      ChunkWork before,
      FeatureGradient gradient,
      Mat de,
      Vec out) {
    boolean fill = !pass.isFilled();
    filling(
        pass,
        () -> {
          for (int b = 0; b < pass.layout().blocks(); b++) {
            RowRanges mine = active.within(pass.layout().block(b), pass.layout().block(b + 1));
            backward(pass, at, b, fill, mine, before, gradient, de, out);
          }
        });
  }

  private void backward(
      Pass pass,
      Parameters.Place at,
      int b,
      boolean fill,
      RowRanges active,
      ChunkWork before,
      FeatureGradient gradient,
      Mat room,
      Vec out) {
    int from = pass.layout().block(b);
    int to = pass.layout().block(b + 1);
    Mat e = pass.features().rowRange(from, to);
    Mat de = room.reshape(to - from, e.cols());
    boolean all = active.rows() == to - from;
    boolean forward = fill || (pass.layout().blocks() > 1 && active.rows() > 0);
    Embedding.Tape tape = pass.ownTape();
    if (forward || all || before != ChunkWork.NONE) {
      ChunkWork down =
          c -> {
            gradient.fill(c.from, c.to, from, de);
            c.tape.backward(at.embedding(), c.from - from, c.to - from, e, de);
          };
      tape = block(pass, at, b, forward, all ? before.then(down) : before);
    }
    if (!all && active.rows() > 0) {
      backward(tape, at, active, from, e, gradient, de);
    }
    if (active.rows() > 0) {
      gradient(tape, active, from, e, de, out);
    }
  }

  /** Some rows, which may all be in one chunk, in chunks of their own. */
  private void backward(
      Embedding.Tape tape,
      Parameters.Place at,
      RowRanges active,
      int shift,
      Mat e,
      FeatureGradient gradient,
      Mat de) {
    int chunks = RowLayout.chunks(active.rows());
    team.run(
        chunks,
        operations(active.rows(), embedding.parameters()),
        c ->
            active.each(
                active.rows() * c / chunks,
                active.rows() * (c + 1) / chunks,
                (a, b, first) -> {
                  gradient.fill(a, b, shift, de);
                  tape.backward(at.embedding(), a - shift, b - shift, e, de);
                }));
  }

  private void gradient(Embedding.Tape tape, RowRanges active, int shift, Mat e, Mat de, Vec out) {
    team.run(
        tape.gradientParts(),
        operations(active.rows(), embedding.parameters()),
        part -> {
          active.each(
              0,
              active.rows(),
              (a, b, first) -> tape.gradient(part, first, a - shift, b - shift, e, de));
          tape.addGradient(part, out);
        });
  }

  /** Multiplications and additions of work on so many rows, heads included. */
  private long operations(int rows, int parameters) {
    long products = parameters > 0 ? (long) embedding.inputs() * embedding.features() : 0;
    return 2L * rows * (HEADS * embedding.features() + Math.max(parameters, products));
  }
}
