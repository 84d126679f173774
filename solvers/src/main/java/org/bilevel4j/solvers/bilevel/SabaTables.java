package org.bilevel4j.solvers.bilevel;

import java.util.function.IntUnaryOperator;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.solvers.updates.SagaTable;

/**
 * What {@link Saba} remembers of every row.
 *
 * @param gradYG of grad_y g_i
 * @param hvp of H_i v_i, each entry with the v_i of its time
 * @param crossXY of J_i v_i, likewise
 * @param gradXF of grad_x f_i
 * @param gradYF of grad_y f_i
 */
public record SabaTables(
    @Visit("gradYG") SagaTable gradYG,
    @Visit("hvp") SagaTable hvp,
    @Visit("crossXY") SagaTable crossXY,
    @Visit("gradXF") SagaTable gradXF,
    @Visit("gradYF") SagaTable gradYF)
    implements StatePart {

  /** What the tables of a problem take once every block is touched. */
  static long bytes(BilevelProblem problem) {
    Dims lower = problem.lowerDims();
    Dims upper = Dims.uniform(problem.blocks(), problem.upperDim());
    IntUnaryOperator rowsG = i -> problem.lowerRows(i).count();
    IntUnaryOperator rowsF = i -> problem.upperRows(i).count();
    return 2 * SagaTable.bytes(lower, rowsG)
        + SagaTable.bytes(upper, rowsG)
        + SagaTable.bytes(upper, rowsF)
        + SagaTable.bytes(lower, rowsF);
  }

  /**
   * Tables of zeros, not allocated yet.
   *
   * @param heapShare the share of the heap they may take
   * @throws UserError with the bytes, when they do not fit
   */
  static SabaTables start(BilevelProblem problem, double heapShare) {
    Dims lower = problem.lowerDims();
    Dims upper = Dims.uniform(problem.blocks(), problem.upperDim());
    IntUnaryOperator rowsG = i -> problem.lowerRows(i).count();
    IntUnaryOperator rowsF = i -> problem.upperRows(i).count();
    checkFits(bytes(problem), heapShare, problem);
    return new SabaTables(
        new SagaTable(lower, rowsG),
        new SagaTable(lower, rowsG),
        new SagaTable(upper, rowsG),
        new SagaTable(upper, rowsF),
        new SagaTable(lower, rowsF));
  }

  private static void checkFits(long bytes, double heapShare, BilevelProblem problem) {
    double room = heapShare * Runtime.getRuntime().maxMemory();
    if (bytes > room) {
      throw new UserError(
          "saba: the tables of '"
              + problem.name()
              + "' take "
              + bytes
              + " bytes, more than the "
              + (long) room
              + " that heapShare = "
              + heapShare
              + " of the heap allows.",
          "a larger heap (-Xmx), or solver 'soba', which keeps no tables.");
    }
  }

  /**
   * Asks every row of every block once, for the tables alone.
   *
   * @param x (d_x), not modified
   * @param y (d_i), not modified
   * @param v (d_i), not modified
   */
  void fill(Step k, Vec x, Blocks y, Blocks v) {
    k.repeat(
        k.blocks(),
        i -> {
          fillLower(k, i, x, y, v);
          fillUpper(k, i, x, y);
        });
  }

  private void fillLower(Step k, int i, Vec x, Blocks y, Blocks v) {
    BlockSet block = BlockSet.of(k.blocks(), i);
    Vec unusedY = k.vec(y.at(i).dim());
    Vec unusedX = k.vec(x.dim());
    k.repeat(
        k.problem().lowerRows(i).count(),
        t -> {
          Draw row = inTurn(k, Purpose.LOWER, t);
          int j = row.rows(i, k.problem().lowerRows(i))[0];
          LowerPoints g = k.lower(block, x, y, row);
          gradYG.estimate(i, j, g.gradY().at(i), 0, unusedY);
          hvp.estimate(i, j, g.hvpYY(v).at(i), 0, unusedY);
          crossXY.estimate(i, j, g.crossXY(Weights.constant(1), v), 0, unusedX);
        });
  }

  private void fillUpper(Step k, int i, Vec x, Blocks y) {
    BlockSet block = BlockSet.of(k.blocks(), i);
    Vec unusedY = k.vec(y.at(i).dim());
    Vec unusedX = k.vec(x.dim());
    k.repeat(
        k.problem().upperRows(i).count(),
        t -> {
          Draw row = inTurn(k, Purpose.UPPER, t);
          int l = row.rows(i, k.problem().upperRows(i))[0];
          UpperPoints f = k.upper(block, x, y, row);
          gradYF.estimate(i, l, f.gradY().at(i), 0, unusedY);
          gradXF.estimate(i, l, f.gradX(Weights.constant(1)), 0, unusedX);
        });
  }

  /** The t-th row of an epoch. */
  private static Draw inTurn(Step k, Purpose purpose, int t) {
    return new Draw(
        k.key(purpose, t), k.key(purpose, 0), t, new Batch.Size(1, Batch.Sampling.EPOCHS));
  }
}
