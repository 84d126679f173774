package org.bilevel4j.oracles.tensor;

import java.util.function.Function;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Precision;

/**
 * Numbers of every row of data in tensor operations, scores say: a function of parameters and rows
 * without derivatives, computed some rows at a time, so that memory does not grow with their
 * number.
 */
public final class RowFunction {
  /** Rows that are computed together. */
  private static final int CHUNK = 1024;

  private final AutodiffProblem problem;
  private final Recording recording;

  /** The function as a model of one block. */
  private record Stated(
      String name, Parameters parameters, RowInputs rows, Function<Inputs, Tensor> function)
      implements TensorModel {
    @Override
    public RowInputs upperInputs() {
      return rows;
    }

    @Override
    public RowInputs lowerInputs() {
      return RowInputs.none();
    }

    @Override
    public Tensor upperLoss(Inputs in) {
      return function.apply(in).sum();
    }

    @Override
    public Tensor lowerLoss(Inputs in) {
      return in.number(0);
    }
  }

  private RowFunction(Stated stated, Precision precision) {
    this.problem = AutodiffProblem.ofAny(stated, precision);
    this.recording = Recording.ofRows(stated, stated.rows(), stated.function());
  }

  /**
   * A function.
   *
   * @param name for messages
   * @param parameters shared ones
   * @param rows those of block 0, a finite number
   * @param function n x columns
   */
  public static RowFunction of(
      String name,
      Parameters parameters,
      RowInputs rows,
      Function<Inputs, Tensor> function,
      Precision precision) {
    return new RowFunction(new Stated(name, parameters, rows, function), precision);
  }

  /**
   * Computes it.
   *
   * @param x the shared parameters, not modified
   * @return by column, one number per row
   */
  public double[][] values(Vec x, Workspace workspace) {
    int n = recording.rows().rows(0).count();
    double[][] out = new double[recording.columns()][n];
    LevelReplay level = new LevelReplay(problem, recording, workspace);
    Blocks none = Blocks.zeros(BlockSet.all(1), problem.lowerDims());
    Batch batch = new Batch.Size(Math.min(CHUNK, n), Batch.Sampling.GROUP_IN_TURN);
    for (int at = 0; at < n; at += CHUNK) {
      int first = at;
      int chunk = at / CHUNK;
      Key key = Key.of(chunk);
      workspace.within(
          () ->
              level
                  .at(BlockSet.all(1), x, none, Dual.none(), new Draw(key, key, chunk, batch))
                  .rows(out, first));
    }
    return out;
  }
}
