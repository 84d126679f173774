package org.bilevel4j.core.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DelegatingShape;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerStart;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.CountingOracle;
import org.bilevel4j.core.run.OracleCounts;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.AffineConstraints;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.junit.jupiter.api.Test;

class StackedProblemTest {
  private static final Vec ONE = Vec.of(1);

  /** g = |y - x|^2/2 in dimension d, y at most 1, a dual of dimension d at least 0. */
  private static QuadraticBlock block(int d) {
    Vec unit = Vec.zeros(d * d);
    Vec minus = Vec.zeros(d);
    for (int j = 0; j < d; j++) {
      unit.set(j * d + j, 1);
      minus.set(j, -1);
    }
    QuadraticForm f = QuadraticForm.of(1, d, d, Map.of("yy", unit, "aa", unit), d);
    QuadraticForm g = QuadraticForm.of(1, d, 0, Map.of("yy", unit, "xy", minus), 0);
    return new QuadraticBlock(f, g, new Box(-1, 1), ConvexSet.nonNegative());
  }

  private static QuadraticProblem problem() {
    return QuadraticProblem.of("two", 1, DualSide.Kind.PER_BLOCK, List.of(block(1), block(2)));
  }

  @Test
  void should_lay_variables_sets_and_solutions_side_by_side() {
    StackedProblem stacked = StackedProblem.mean(problem());
    Vec y = Vec.of(5, 0.5, -7);
    stacked.lowerSet(0).project(y);
    Vec alpha = Vec.of(-1, 2, -3);
    stacked.dualSet(0).project(alpha);
    assertThat(stacked.blocks()).isEqualTo(1);
    assertThat(stacked.lowerDims().of(0)).isEqualTo(3);
    assertThat(y.toArray()).containsExactly(1, 0.5, -1);
    assertThat(alpha.toArray()).containsExactly(0, 2, 0);

    assertThat(stacked.lowerSolver().orElseThrow().solve(0, Vec.of(3), y, Vec.zeros(0), 1e-9))
        .isTrue();
    assertThat(y.toArray()).containsExactly(1, 1, 1);

    Blocks each =
        stacked.unstack(Blocks.packed(BlockSet.all(1), Dims.uniform(1, 3), Vec.of(1, 2, 3)));
    assertThat(each.at(0).toArray()).containsExactly(1);
    assertThat(each.at(1).toArray()).containsExactly(2, 3);
    Dual dual =
        new Dual.PerBlock(Blocks.packed(BlockSet.all(1), Dims.uniform(1, 3), Vec.of(4, 5, 6)));
    assertThat(stacked.unstack(dual).at(1).toArray()).containsExactly(5, 6);
  }

  @Test
  void should_weigh_the_upper_losses_and_sum_the_lower_ones() {
    StackedProblem stacked = StackedProblem.weighted(problem(), Vec.of(2, 5));
    Blocks y = Blocks.packed(BlockSet.all(1), Dims.uniform(1, 3), Vec.of(1, 2, 3));
    Dual dual =
        new Dual.PerBlock(Blocks.packed(BlockSet.all(1), Dims.uniform(1, 3), Vec.of(1, 1, 1)));
    Oracle oracle = stacked.open(Workspace.single());
    var f = oracle.upper(BlockSet.all(1), Vec.of(0), y, dual, Draw.full());
    var g = oracle.lower(BlockSet.all(1), Vec.of(0), y, Draw.full());
    assertThat(f.values().toArray())
        .containsExactly(2 * (1 + 0.5 - 0.5) + 5 * (2 + (4 + 9) / 2.0 - 1));
    assertThat(f.gradY().at(0).toArray()).containsExactly(2, 10, 15);
    assertThat(f.gradDual().at(0).toArray()).containsExactly(-2, -5, -5);
    assertThat(g.values().toArray()).containsExactly(7);
    assertThat(g.gradY().at(0).toArray()).containsExactly(1, 2, 3);
    assertThat(g.hessianYY().at(0).toArray()).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    assertThat(g.jacobianXY().at(0).toArray()).containsExactly(-1, -1, -1);
  }

  @Test
  void should_draw_and_count_the_rows_and_calls_of_all_blocks() {
    BilevelProblem noisy = problem().withNoise(new Noise(10, 0.1, 0.1, 1));
    StackedProblem stacked = StackedProblem.mean(noisy);
    assertThat(stacked.lowerRows(0).kind()).isEqualTo(Rows.Kind.STREAM);
    assertThat(StackedProblem.mean(problem()).lowerRows(0)).isEqualTo(Rows.exact());
    Blocks y = Blocks.zeros(BlockSet.all(1), stacked.lowerDims());
    Blocks each = Blocks.zeros(BlockSet.all(2), noisy.lowerDims());
    Draw draw = new Draw(Key.of(1), Key.of(2), 0, Batch.of(4));
    OracleCounts counts = new OracleCounts();
    Oracle counting = CountingOracle.of(stacked, stacked.open(Workspace.single()), counts);
    var g = counting.lower(BlockSet.all(1), ONE, y, draw);
    assertThat(g.gradY().at(0).toArray())
        .isEqualTo(
            noisy
                .open(Workspace.single())
                .lower(BlockSet.all(2), ONE, each, draw)
                .gradY()
                .flat()
                .toArray());
    assertThat(counts.samples()).isEqualTo(8);
    assertThat(counts.calls(OracleCall.LOWER_GRAD_Y)).isEqualTo(2);
    counting.lower(BlockSet.all(1), ONE, y, Draw.full());
    assertThat(counts.samples()).isEqualTo(28);
    Draw large = new Draw(Key.of(1), Key.of(2), 0, Batch.of(11));
    assertThatThrownBy(() -> counting.lower(BlockSet.all(1), ONE, y, large))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("larger than the 10 rows of block 0");
  }

  /** y_i starts at (i + 1) x, alpha_i at i + 1. */
  private static final class Started extends DelegatingShape implements BilevelProblem {
    private final BilevelProblem inner = problem();

    Started() {
      super(problem());
    }

    @Override
    public LowerStart lowerStart() {
      return new LowerStart() {
        @Override
        public void fill(int block, Vec x, Key key, Vec y) {
          y.fill((block + 1) * x.get(0));
        }

        @Override
        public boolean dependsOnX() {
          return true;
        }

        @Override
        public void addTransposed(int block, Vec x, double weight, Vec p, Vec out) {
          out.add(0, weight * (block + 1) * p.sum());
        }
      };
    }

    @Override
    public void startDual(int block, Vec alpha) {
      alpha.fill(block + 1);
    }

    @Override
    public java.util.Set<OracleCall> offers() {
      return inner.offers();
    }

    @Override
    public String oracleName() {
      return inner.oracleName();
    }

    @Override
    public Oracle open(Workspace workspace) {
      return inner.open(workspace);
    }
  }

  @Test
  void should_start_every_block_where_it_starts() {
    StackedProblem stacked = StackedProblem.mean(new Started());
    Vec y = Vec.zeros(3);
    stacked.lowerStart().fill(0, Vec.of(10), Key.of(1), y);
    Vec alpha = Vec.zeros(3);
    stacked.startDual(0, alpha);
    Vec back = Vec.zeros(1);
    stacked.lowerStart().addTransposed(0, ONE, 2, Vec.of(1, 1, 1), back);
    assertThat(y.toArray()).containsExactly(10, 20, 20);
    assertThat(alpha.toArray()).containsExactly(1, 2, 2);
    assertThat(back.get(0)).isEqualTo(2 * (1 + 2 + 2));
    assertThat(stacked.lowerStart().dependsOnX()).isTrue();
  }

  @Test
  void should_refuse_constraints_and_weights_that_do_not_fit() {
    AffineConstraints c = AffineConstraints.of(1, 1, Map.of("y", ONE), Map.of());
    QuadraticProblem constrained =
        QuadraticProblem.of(
            "bound", 1, DualSide.Kind.PER_BLOCK, List.of(block(1).withConstraints(c)));
    assertThatThrownBy(() -> StackedProblem.mean(constrained))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'bound' cannot be stacked: its lower levels are constrained");
    for (Vec bad : List.of(ONE, Vec.of(1, -1), Vec.of(0, 0), Vec.of(1, Double.NaN))) {
      assertThatThrownBy(() -> StackedProblem.weighted(problem(), bad))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("must be 2 numbers of at least 0");
    }
  }

  @Test
  void should_read_and_write_how_to_stack() {
    QuadraticProblem problem = problem();
    for (String text : List.of("none", "mean", "0.25, 0.75")) {
      assertThat(Stacking.parse(text)).hasToString(text);
    }
    assertThat(Stacking.parse("none").of(problem)).isSameAs(problem);
    assertThat(((StackedProblem) Stacking.parse("mean").of(problem)).weights().toArray())
        .containsExactly(0.5, 0.5);
    assertThat(((StackedProblem) Stacking.parse("1,3").of(problem)).weights().toArray())
        .containsExactly(1, 3);
    assertThatThrownBy(() -> Stacking.parse("sum"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("stack = 'sum' must be 'none', 'mean', or one weight per block");
  }

  @Test
  void should_tell_its_weights_where_they_are_not_the_mean_of_the_problem() {
    Snapshot shown = new Snapshot(3, ONE, Optional.empty(), Optional.empty(), Dual.none());
    Vec weights = Vec.of(1, 3);
    assertThat(StackedProblem.mean(problem()).unstack(shown).weights()).isEmpty();
    assertThat(StackedProblem.weighted(problem(), weights).unstack(shown).weights())
        .hasValueSatisfying(w -> assertThat(w.toArray()).containsExactly(1, 3));
    assertThat(Stacking.unstacked(problem(), shown)).isSameAs(shown);
  }
}
