package org.bilevel4j.oracles.network;

import java.util.Optional;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one level passed through an embedding. The last few passes are kept, so that questions at
 * the same parameters and draw share one, whatever is computed from the features.
 *
 * <p>Draws of up to {@link RowLayout#MICROBATCH} rows keep their whole tape. Of larger ones only
 * the features stay; the rest is computed again, microbatch by microbatch, when a question needs
 * it, so that memory stays bounded. Used by one thread.
 */
public final class EmbeddedRows {
  /** Operations of work on one feature that is not a product of the network, roughly. */
  private static final long PER_FEATURE = 8;

  private final ParameterCache parameters;
  private final Embedding embedding;
  private final RowSource source;
  private final WorkerTeam team;
  private final Precision precision;
  private final Embedding.Tape shared; // for draws of several microbatches
  private final KeptPass[] batches;
  private final KeptPass full;
  private final BackwardPass backward = new BackwardPass(this);
  private @Nullable Mat directions;
  private @Nullable Mat tangents;
  private @Nullable Mat featureGradient;
  private long clock;

  /** Work on rows from..to-1 of a pass, which go through one network. */
  @FunctionalInterface
  interface NetworkRows {
    void accept(int task, Mat network, int from, int to);
  }

  /**
   * Rows without passes so far.
   *
   * @param kept how many passes of batches are kept, at least 1; one of a full draw is kept besides
   */
  public EmbeddedRows(ParameterCache parameters, RowSource source, Kernels kernels, int kept) {
    this.parameters = parameters;
    this.embedding = parameters.embedding();
    this.source = source;
    this.team = parameters.team();
    this.precision = parameters.precision();
    this.shared = embedding.tapeFor(source, kernels, precision);
    this.batches = new KeptPass[kept];
    for (int s = 0; s < kept; s++) {
      batches[s] = new KeptPass(embedding.tapeFor(source, kernels, precision), precision);
    }
    this.full = new KeptPass(embedding.tapeFor(source, kernels, precision), precision);
  }

  /**
   * The rows of a draw passed through one network for all tasks.
   *
   * @param x whose first entries are the parameters; not modified
   */
  public ForwardPass pass(BlockSet set, Vec x, Draw draw) {
    return new ForwardPass(this, () -> parameters.shared(x), set, draw);
  }

  /**
   * The rows of a draw passed through a network for each task.
   *
   * @param networks whose first entries in each block of the set are its parameters; not modified
   */
  public ForwardPass pass(BlockSet set, Blocks networks, Draw draw) {
    return new ForwardPass(this, () -> parameters.perTask(set, networks), set, draw);
  }

  Embedding embedding() {
    return embedding;
  }

  WorkerTeam team() {
    return team;
  }

  /** The pass of a draw; what is missing is computed by the first work on it. */
  KeptPass keep(NetworkParameters at, BlockSet set, Draw draw) {
    clock++;
    KeptPass pass = find(at, set, draw);
    pass.touch(clock);
    if (!pass.holds(at, set, draw)) {
      pass.begin(at, set, draw, source, clock);
      pass.reserve(precision, embedding.features());
    }
    return pass;
  }

  private KeptPass find(NetworkParameters at, BlockSet set, Draw draw) {
    if (draw.isFull()) {
      return full;
    }
    KeptPass oldest = batches[0];
    for (KeptPass pass : batches) {
      if (pass.holds(at, set, draw)) {
        return pass;
      }
      oldest = pass.used() < oldest.used() ? pass : oldest;
    }
    return oldest;
  }

  /**
   * Works on every chunk of a pass, after the forward pass of its rows where that is still to be
   * done: one job of the team for a question, whatever it needs.
   *
   * @param withTape whether the work looks at the tape
   */
  void each(KeptPass pass, NetworkParameters at, boolean withTape, ChunkWork work) {
    boolean forward = !pass.isComputed() || (withTape && pass.layout().microbatches() > 1);
    pass.compute(
        () -> {
          for (int b = 0; b < pass.layout().microbatches(); b++) {
            microbatch(pass, at, b, forward, work);
          }
        });
  }

  /** The tape that the microbatches of a pass use. */
  Embedding.Tape tape(KeptPass pass) {
    return pass.layout().microbatches() == 1 ? pass.ownTape() : shared;
  }

  /** Works on the chunks of one microbatch, after their forward pass where asked. */
  void microbatch(KeptPass pass, NetworkParameters at, int b, boolean forward, ChunkWork work) {
    RowLayout layout = pass.layout();
    Embedding.Tape tape = tape(pass);
    int from = layout.microbatch(b);
    int to = layout.microbatch(b + 1);
    int first = layout.firstChunk(b);
    if (forward) {
      tape.reserve(to - from);
    }
    Mat e = pass.features().rowRange(from, to);
    team.run(
        layout.firstChunk(b + 1) - first,
        operations(to - from, forward ? embedding.parameters() : 0),
        c -> {
          RowChunk chunk = layout.chunk(first + c);
          if (forward) {
            read(pass, chunk, tape, from);
            eachNetwork(
                layout,
                at,
                chunk.from(),
                chunk.to(),
                (task, x, a, end) -> tape.forward(x, a - from, end - from, e));
          }
          work.accept(chunk);
        });
  }

  /** Works on rows from..to-1, in pieces that go through one network each. */
  static void eachNetwork(
      RowLayout layout, NetworkParameters at, int from, int to, NetworkRows work) {
    if (at.isShared()) {
      work.accept(0, at.of(0), from, to);
    } else {
      layout.each(from, to, (task, a, end) -> work.accept(task, at.of(task), a, end));
    }
  }

  /**
   * Draws and reads the rows of a chunk. A task that reaches into another chunk is drawn there too:
   * the same numbers are written twice.
   *
   * @param shift first row of the pass that is on the tape
   */
  private void read(KeptPass pass, RowChunk chunk, Embedding.Tape tape, int shift) {
    RowLayout layout = pass.layout();
    Draw draw = pass.draw();
    int[] ids = pass.ids();
    double[] targets = pass.targets();
    Optional<SparseInput> sparse = tape.sparseInput();
    layout.each(
        chunk.from(),
        chunk.to(),
        (task, row, end) -> {
          int id = pass.set().id(task);
          int start = layout.start(task);
          int count = end - row;
          if (!draw.isFull() && source.rows(id).kind() == Rows.Kind.FINITE) {
            draw.fill(id, source.rows(id), ids, start);
          }
          int at = row - shift;
          if (sparse.isPresent()) {
            SparseInput in = sparse.get();
            source.readSparse(id, draw, ids, start, row - start, count, in, at, targets, row);
          } else {
            Mat in = tape.input();
            source.read(id, draw, ids, start, row - start, count, in, at, targets, row);
          }
        });
  }

  /** Multiplications and additions of work on so many rows, on their features included. */
  long operations(int rows, int ofParameters) {
    long products = ofParameters > 0 ? (long) embedding.inputs() * embedding.features() : 0;
    return 2L * rows * (PER_FEATURE * embedding.features() + Math.max(ofParameters, products));
  }

  BackwardPass backward() {
    return backward;
  }

  /** Room for directions in the parameters, one a row. */
  Mat directions(int count) {
    Mat m = Mat.reuse(directions, precision, count, embedding.parameters());
    directions = m;
    return m;
  }

  /** Room for changes of the features. */
  Mat tangents(int rows) {
    Mat m = Mat.reuse(tangents, precision, rows, embedding.features());
    tangents = m;
    return m;
  }

  /** Room for the gradient in the features of one microbatch. */
  Mat featureGradient(int rows) {
    Mat m = featureGradient;
    if (m == null || m.capacity() < rows * embedding.features()) {
      m = Mat.zeros(precision, rows, embedding.features());
      featureGradient = m;
    }
    return m.reshape(rows, embedding.features());
  }
}
