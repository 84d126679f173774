package org.bilevel4j.oracles.check;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;

/**
 * Where rows are finite and losses said to be additive, the mean over the batches of one epoch must
 * be the full batch, and a batch must consist of the rows that its draw names. A block whose row
 * count has no handy divisor is cut into single rows of one batch instead.
 */
final class AdditivityChecks {
  private static final int MOST_PARTS = 16;
  private static final int MOST_NAMED = 3;

  private final CheckRun run;
  private final CheckInput input;
  private final Key stream = Key.of(1);
  private final Key named = Key.of(2);

  AdditivityChecks(CheckRun run) {
    this.run = run;
    this.input = run.input();
  }

  /** An answer of one block on one draw. */
  private interface Question {
    Vec on(BlockSet block, Draw draw);
  }

  void run() {
    for (int p = 0; p < run.set().size(); p++) {
      int id = run.set().id(p);
      Rows upper = run.problem().upperRows(id);
      if (divisible(upper)) {
        ask(OracleCall.UPPER_VALUE, "", id, upper, this::upperValue);
        ask(OracleCall.UPPER_GRAD_Y, "y", id, upper, this::upperGradY);
      }
      Rows lower = run.problem().lowerRows(id);
      if (divisible(lower) && run.lowerDims().of(id) > 0) {
        ask(OracleCall.LOWER_VALUE, "", id, lower, this::lowerValue);
        ask(OracleCall.LOWER_GRAD_Y, "y", id, lower, this::lowerGradY);
        ask(OracleCall.LOWER_HVP, "y", id, lower, this::lowerHvp);
      }
    }
  }

  private static boolean divisible(Rows rows) {
    return rows.kind() == Rows.Kind.FINITE && rows.additive() && rows.count() > 1;
  }

  private Vec upperValue(BlockSet block, Draw draw) {
    return run.upper(block, draw, f -> f.values().copy());
  }

  private Vec upperGradY(BlockSet block, Draw draw) {
    return run.upper(block, draw, f -> f.gradY().atPosition(0).copy());
  }

  private Vec lowerValue(BlockSet block, Draw draw) {
    return run.lower(block, input.x(), input.y(), draw, g -> g.values().copy());
  }

  private Vec lowerGradY(BlockSet block, Draw draw) {
    return run.lower(block, input.x(), input.y(), draw, g -> g.gradY().atPosition(0).copy());
  }

  private Vec lowerHvp(BlockSet block, Draw draw) {
    var v = GaussianVectors.blocks(block, run.lowerDims(), run.rng("additive"));
    return run.lower(block, input.x(), input.y(), draw, g -> g.hvpYY(v).atPosition(0).copy());
  }

  private void ask(OracleCall call, String argument, int id, Rows rows, Question question) {
    if (!run.offers(call)) {
      return;
    }
    BlockSet block = BlockSet.of(run.set().blocks(), id);
    int parts = parts(rows.count());
    boolean whole = parts > 0;
    int cut = whole ? parts : Math.min(rows.count(), MOST_PARTS);
    int size = whole ? rows.count() / parts : 1;
    Vec full = question.on(block, whole ? Draw.full() : batch(0, cut));
    Vec mean = Vec.zeros(full.dim());
    double scale = 0;
    for (int n = 0; n < cut; n++) {
      Vec part = question.on(block, batch(n, size));
      mean.axpy(1.0 / cut, part);
      scale = Math.max(scale, ErrorScale.largest(part));
    }
    double bound = run.options().identityBound();
    String what = call.label() + " additive";
    run.found(EntryComparison.worst(what, id, argument, mean, full, scale, bound));
    addressed(call, argument, block, rows, question);
  }

  /** The rows of a batch are those that the draw names: each alone gives the same mean. */
  private void addressed(
      OracleCall call, String argument, BlockSet block, Rows rows, Question question) {
    int id = block.id(0);
    int size = Math.min(rows.count() - 1, MOST_NAMED);
    Draw several = new Draw(named, named, 0, new Batch.Size(size, Batch.Sampling.REPLACE));
    Vec together = question.on(block, several);
    Vec mean = Vec.zeros(together.dim());
    double scale = 0;
    for (int row : several.rows(id, rows)) {
      Vec alone = question.on(block, only(id, row, rows));
      mean.axpy(1.0 / size, alone);
      scale = Math.max(scale, ErrorScale.largest(alone));
    }
    String what = call.label() + " rows";
    double bound = run.options().identityBound();
    run.found(EntryComparison.worst(what, id, argument, together, mean, scale, bound));
  }

  /** A draw that names one row: the place of the row in a keyed order of all rows. */
  private Draw only(int id, int row, Rows rows) {
    Batch one = new Batch.Size(1, Batch.Sampling.EPOCHS);
    for (int place = 0; place < rows.count(); place++) {
      Draw draw = new Draw(named.child(place), named, place, one);
      if (draw.rows(id, rows)[0] == row) {
        return draw;
      }
    }
    throw new IllegalStateException("row " + row + " of block " + id + " is in no epoch");
  }

  private Draw batch(long ordinal, int size) {
    Batch batch = new Batch.Size(size, Batch.Sampling.EPOCHS);
    return new Draw(stream.child(ordinal), stream, ordinal, batch);
  }

  /** The smallest divisor from 2 on that is small enough, or 0. */
  private static int parts(int count) {
    for (int k = 2; k <= Math.min(count, MOST_PARTS); k++) {
      if (count % k == 0) {
        return k;
      }
    }
    return 0;
  }
}
