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
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.StatePart;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.solver.Visit;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.solvers.updates.SagaTable;

/**
 * What {@link Saba} remembers of every row, or of every group of rows.
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
  static long bytes(BilevelProblem problem, int group) {
    Dims lower = problem.lowerDims();
    Dims upper = Dims.uniform(problem.blocks(), problem.upperDim());
    IntUnaryOperator rowsG = i -> groups(problem.lowerRows(i), group);
    IntUnaryOperator rowsF = i -> groups(problem.upperRows(i), group);
    return 2 * SagaTable.bytes(lower, rowsG)
        + SagaTable.bytes(upper, rowsG)
        + SagaTable.bytes(upper, rowsF)
        + SagaTable.bytes(lower, rowsF);
  }

  /**
   * Tables of zeros, not allocated yet.
   *
   * @param group rows of one entry
   * @param heapShare the share of the heap they may take
   * @throws UserError with the bytes, when they do not fit
   */
  static SabaTables start(BilevelProblem problem, int group, double heapShare) {
    Dims lower = problem.lowerDims();
    Dims upper = Dims.uniform(problem.blocks(), problem.upperDim());
    IntUnaryOperator rowsG = i -> groups(problem.lowerRows(i), group);
    IntUnaryOperator rowsF = i -> groups(problem.upperRows(i), group);
    checkFits(bytes(problem, group), heapShare, problem);
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
          "a larger heap (-Xmx), an entry for a group of rows (group=64), or solver 'soba', which"
              + " keeps no tables.");
    }
  }

  /**
   * Asks every row of every block once, for the tables alone.
   *
   * @param group rows of one entry
   * @param x (d_x), not modified
   * @param y (d_i), not modified
   * @param v (d_i), not modified
   */
  void fill(Step k, int group, Vec x, Blocks y, Blocks v) {
    k.repeat(
        k.blocks(),
        i -> {
          fillLower(k, i, group, x, y, v);
          fillUpper(k, i, group, x, y);
        });
  }

  private void fillLower(Step k, int i, int group, Vec x, Blocks y, Blocks v) {
    BlockSet block = BlockSet.of(k.blocks(), i);
    Vec unusedY = k.vec(y.at(i).dim());
    Vec unusedX = k.vec(x.dim());
    k.repeat(
        groups(k.problem().lowerRows(i), group),
        t -> {
          Draw row = inTurn(k, Purpose.LOWER, group, t);
          Entry e = Entry.of(row, i, k.problem().lowerRows(i), group);
          LowerPoints g = k.lower(block, x, y, row);
          gradYG.estimate(i, e.number, g.gradY().at(i), e.share, 0, unusedY);
          hvp.estimate(i, e.number, g.hvpYY(v).at(i), e.share, 0, unusedY);
          crossXY.estimate(i, e.number, g.crossXY(Weights.constant(1), v), e.share, 0, unusedX);
        });
  }

  private void fillUpper(Step k, int i, int group, Vec x, Blocks y) {
    BlockSet block = BlockSet.of(k.blocks(), i);
    Vec unusedY = k.vec(y.at(i).dim());
    Vec unusedX = k.vec(x.dim());
    k.repeat(
        groups(k.problem().upperRows(i), group),
        t -> {
          Draw row = inTurn(k, Purpose.UPPER, group, t);
          Entry e = Entry.of(row, i, k.problem().upperRows(i), group);
          UpperPoints f = k.upper(block, x, y, row);
          gradYF.estimate(i, e.number, f.gradY().at(i), e.share, 0, unusedY);
          gradXF.estimate(i, e.number, f.gradX(Weights.constant(1)), e.share, 0, unusedX);
        });
  }

  /** The t-th row of an epoch, or the t-th group. */
  private static Draw inTurn(Step k, Purpose purpose, int group, int t) {
    Batch.Sampling turn = group == 1 ? Batch.Sampling.EPOCHS : Batch.Sampling.GROUP_IN_TURN;
    return new Draw(k.key(purpose, t), k.key(purpose, 0), t, new Batch.Size(group, turn));
  }

  /** One row, or one group of rows. */
  static Batch batch(int group) {
    return group == 1 ? Batch.of(1) : new Batch.Size(group, Batch.Sampling.GROUP);
  }

  private static int groups(Rows rows, int group) {
    return (rows.count() + group - 1) / group;
  }

  /**
   * The entry that a draw belongs to.
   *
   * @param number its number in the block's table
   * @param share the number of its rows over the mean number of a group
   */
  record Entry(int number, double share) {
    static Entry of(Draw draw, int block, Rows rows, int group) {
      int[] ids = draw.rows(block, rows);
      double share = group == 1 ? 1 : (double) ids.length * groups(rows, group) / rows.count();
      return new Entry(ids[0] / group, share);
    }
  }
}
