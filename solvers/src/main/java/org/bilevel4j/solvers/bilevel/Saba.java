package org.bilevel4j.solvers.bilevel;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bilevel4j.core.catalogue.Component;
import org.bilevel4j.core.catalogue.Listed;
import org.bilevel4j.core.config.Param;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.Cost;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.core.util.Args;
import org.bilevel4j.solvers.bilevel.SabaTables.Entry;

/**
 * SABA: SOBA for finite sums with five SAGA estimates, so that constant steps converge.
 *
 * <pre>
 * problem   min_{x in X} (1/m) sum_i f_i(x, y_i*(x)),   y_i*(x) = argmin_y g_i(x, y)
 *           every f_i and g_i a mean over rows
 * step t    j, l :=  a row (or group of rows) of g_i and one of f_i for each block              (S1)
 *           each of grad_y g_i, H_i v_i, J_i v_i (row j) and grad_x f_i, grad_y f_i (row l) is
 *           estimated by  e := new - table_i[row] + average_i, then
 *           average_i := average_i + (new - table_i[row]) / rows_i,  table_i[row] := new       (S2)
 *           h    :=  (1/m) sum_i [ e(grad_x f_i) - e(J_i v_i) ]                                (S3)
 *           y_i  :=  y_i - rho_t e(grad_y g_i)                                                 (S4)
 *           v_i  :=  v_i - rho_t (e(H_i v_i) - e(grad_y f_i))                                  (S5)
 *           x    :=  P_X[ x - gamma_t h ]; every estimate at the iterates of the start         (S6)
 * symbols   x, h (d_x) | y_i, v_i (d_i), v_0 = 0 | tables and averages from zero
 * cost      per step and block: gradient of f in x and y on one row; grad_y g, H v, J v on one row
 * groups    with group > 1 a table entry stands for so many consecutive rows, as in benchmark_bilevel;
 *           its answers count n_group / (mean n_group), so that the short last group weighs less
 * memory    sum_i [ (rows_g + 1) (2 d_i + d_x) + (rows_f + 1) (d_i + d_x) ] numbers in tables; what
 *           does not fit into a share of the heap is refused before step 0, with the bytes
 * assumes   g_i strongly convex in y; finite sums; constant steps, gamma of the order
 *           1 / (rows^(2/3) L) in theory
 * returns   theory: a random iterate (the engine's RANDOM)
 * </pre>
 */
@AutoService(Component.class)
@Listed(
    name = "saba",
    title = "SOBA with variance reduction by tables over all rows",
    source = "Dagreou, Ablin, Vaiter, Moreau 2022, Algorithm 2",
    differs = "several blocks and P_X are extensions; v has the opposite sign")
public record Saba(
    @Param(role = Role.STEP_UPPER, symbol = "gamma") Schedule gamma,
    @Param(value = "step size of y and v", role = Role.STEP_LOWER, symbol = "rho") Schedule rho,
    @Param(value = "share of the heap the tables may take", range = "in [0, 1]") double heapShare,
    @Param("tables start at zero, or with one pass over all rows") Tables tables,
    @Param(
            value = "rows of one table entry: fixed groups of consecutive rows, drawn as a whole",
            range = "at least 1")
        int group)
    implements Solver<Saba.State> {

  /** Checks the range. */
  public Saba {
    Args.within(0, 1, heapShare, "heapShare");
    Args.atLeast(1, group, "group");
  }

  /** Constant steps for curvatures about 1; tables in half of the heap. */
  public Saba() {
    this(Schedule.constant(0.05), Schedule.constant(0.2), 0.5, Tables.ZERO, 1);
  }

  /** What the tables hold before step 0. */
  public enum Tables {
    /** Zeros. */
    ZERO,
    /** The answers of every row at the starting point. */
    FULL_PASS
  }

  /** x, y_i, the adjoints v_i, and the tables. */
  public record State(Vec x, Blocks y, Blocks v, SabaTables tables) implements SolverState {
    @Override
    public Optional<Blocks> lower() {
      return Optional.of(y);
    }
  }

  @Override
  public Requirements requirements() {
    return Requirements.of(
        cost(),
        Set.of(DualSide.Kind.NONE),
        Requirements.Trait.UPPER_SET,
        Requirements.Trait.FINITE_ROWS);
  }

  @Override
  public Cost cost() {
    return Cost.each(
        OracleCall.UPPER_GRAD_X,
        OracleCall.UPPER_GRAD_Y,
        OracleCall.LOWER_GRAD_Y,
        OracleCall.LOWER_HVP,
        OracleCall.LOWER_CROSS_XY);
  }

  @Override
  public List<String> remarks(BilevelProblem problem) {
    long bytes = SabaTables.bytes(problem, group);
    return List.of("the tables over all rows take " + bytes + " bytes.");
  }

  @Override
  public State init(Step k) {
    Vec x = k.startUpper();
    Blocks y = k.startLower(x);
    Blocks v = k.state("adjoints", k.problem().lowerDims());
    SabaTables tables = SabaTables.start(k.problem(), group, heapShare);
    if (tables() == Tables.FULL_PASS) {
      tables.fill(k, group, x, y, v);
    }
    return new State(x, y, v, tables);
  }

  @Override
  public void step(State s, Step k) {
    BlockSet all = k.allBlocks();
    Draw rowsG = k.draw(Purpose.LOWER, SabaTables.batch(group));
    Draw rowsF = k.draw(Purpose.UPPER, SabaTables.batch(group)); // (S1)
    Blocks dy = k.blocks(all, k.problem().lowerDims());
    Blocks dv = k.blocks(all, k.problem().lowerDims());
    Vec h = k.vec(s.x.dim());
    double share = k.weights(all).at(0);
    Weights one = Weights.constant(1);
    k.repeat(
        k.blocks(),
        i -> {
          BlockSet block = BlockSet.of(k.blocks(), i);
          LowerPoints g = k.lower(block, s.x, s.y, rowsG);
          UpperPoints f = k.upper(block, s.x, s.y, rowsF);
          Entry j = Entry.of(rowsG, i, k.problem().lowerRows(i), group);
          Entry l = Entry.of(rowsF, i, k.problem().upperRows(i), group);
          s.tables.gradYG().estimate(i, j.number(), g.gradY().at(i), j.share(), 1, dy.at(i));
          s.tables.hvp().estimate(i, j.number(), g.hvpYY(s.v).at(i), j.share(), 1, dv.at(i));
          s.tables.gradYF().estimate(i, l.number(), f.gradY().at(i), l.share(), -1, dv.at(i));
          s.tables.gradXF().estimate(i, l.number(), f.gradX(one), l.share(), share, h);
          s.tables
              .crossXY()
              .estimate(i, j.number(), g.crossXY(one, s.v), j.share(), -share, h); // (S2), (S3)
        });
    s.y.axpy(-rho.at(k), dy); // (S4)
    s.v.axpy(-rho.at(k), dv); // (S5)
    k.descend(s.x, gamma.at(k), h); // (S6)
  }
}
