package org.bilevel4j.applications.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bilevel4j.core.application.FeatureRows;
import org.bilevel4j.core.application.Judgement;
import org.bilevel4j.core.application.Scorer;
import org.bilevel4j.core.application.TaskScores;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.analytic.SharedEmbedding;
import org.bilevel4j.oracles.analytic.SharedEmbeddingProblem;
import org.bilevel4j.oracles.heads.HeadShape;
import org.bilevel4j.oracles.heads.LogisticLoss;
import org.bilevel4j.oracles.heads.RidgePenalty;
import org.bilevel4j.oracles.heads.RowLoss;
import org.bilevel4j.oracles.heads.SoftmaxLoss;
import org.bilevel4j.oracles.network.CsrRows;
import org.bilevel4j.oracles.network.Mlp;
import org.junit.jupiter.api.Test;

class HeadScorerTest {
  private static final int COLUMNS = 40;
  private static final int ROWS = 30;
  private static final List<String> NAMES = List.of("A", "B", "C");
  private static final Key KEY = Key.of(5);

  private final int[] starts = new int[ROWS + 1];
  private final int[] columnOf = new int[ROWS * 3];
  private final double[] values = new double[ROWS * 3];
  private final double[] classes = new double[ROWS];
  private final int[][] tasks = {IntStream.range(0, ROWS).toArray(), {1, 4, 7, 29}, {0, 2, 3}};

  HeadScorerTest() {
    Rng rng = KEY.child("rows").rng();
    for (int r = 0; r < ROWS; r++) {
      starts[r + 1] = starts[r] + 1 + r % 3;
      classes[r] = rng.nextInt(2);
      for (int e = starts[r]; e < starts[r + 1]; e++) {
        columnOf[e] = (7 * r + 11 * (e - starts[r])) % COLUMNS;
        values[e] = rng.nextDouble() - 0.5;
      }
    }
  }

  private SharedEmbeddingProblem problem(RowLoss loss, boolean bias) {
    CsrRows rows = new CsrRows(COLUMNS, starts, columnOf, values, classes, tasks);
    Mlp net = Mlp.of(true, Activation.TANH, COLUMNS, 6);
    return new SharedEmbeddingProblem(
        new SharedEmbedding(
            "small",
            tasks.length,
            net,
            new HeadShape(6, loss.columns(), bias),
            loss,
            new RidgePenalty(0.1, 0.1),
            rows,
            rows,
            ConvexSet.all(),
            0,
            Precision.FLOAT64,
            List.of(net.parameters()),
            Map.of()));
  }

  private static Vec start(SharedEmbeddingProblem problem) {
    Vec x = Vec.zeros(problem.upperDim());
    problem.startUpper(x, KEY.child("x"));
    return x;
  }

  private static Blocks heads(SharedEmbeddingProblem problem) {
    Blocks y = Blocks.zeros(BlockSet.all(problem.blocks()), problem.lowerDims());
    Rng rng = KEY.child("heads").rng();
    for (int i = 0; i < problem.blocks(); i++) {
      for (int j = 0; j < y.at(i).dim(); j++) {
        y.at(i).set(j, rng.nextDouble() - 0.5);
      }
    }
    return y;
  }

  @Test
  void should_score_rows_as_the_evaluation_set_does_dense_and_sparse() {
    for (boolean bias : new boolean[] {false, true}) {
      // GIVEN heads on an embedding and an evaluation set of its upper rows
      SharedEmbeddingProblem problem = problem(new LogisticLoss(), bias);
      Vec x = start(problem);
      Blocks y = heads(problem);
      HeadEvaluation set = HeadEvaluation.given("test", NAMES, problem).withScores();
      Judgement judged = set.judge(x, y, Workspace.single());
      TaskScores expected = judged.scores().orElseThrow();
      Scorer scorer = new TaskApplication(problem, NAMES, List.of()).scorer().orElseThrow();
      FeatureRows sparse = FeatureRows.sparse(COLUMNS, starts, columnOf, values);
      double[] doubles = new double[ROWS * COLUMNS];
      float[] floats = new float[ROWS * COLUMNS];
      for (int r = 0; r < ROWS; r++) {
        sparse.copyRow(r, doubles, r * COLUMNS);
        sparse.copyRow(r, floats, r * COLUMNS);
      }

      // WHEN all rows are scored for all tasks, in three forms
      double[][] fromSparse = scorer.score(x, y, sparse, 0, ROWS, Workspace.single());
      double[][] fromDoubles =
          scorer.score(x, y, FeatureRows.of(doubles, COLUMNS), 0, ROWS, Workspace.single());
      double[][] fromFloats =
          scorer.score(x, y, FeatureRows.of(floats, COLUMNS), 5, 9, Workspace.single());

      // THEN those of a task's rows are those of the set
      assertThat(set.hasScores()).isTrue();
      assertThat(judged.values()).isDeepEqualTo(set.measure(x, y, Workspace.single()));
      assertThat(scorer.taskNames()).isEqualTo(NAMES);
      assertThat(scorer.inputs()).isEqualTo(COLUMNS);
      for (int t = 0; t < tasks.length; t++) {
        assertThat(expected.scores()[t]).hasSize(tasks[t].length);
        for (int r = 0; r < tasks[t].length; r++) {
          int row = tasks[t][r];
          assertThat(fromSparse[t][row]).isCloseTo(expected.scores()[t][r], within(1e-13));
          assertThat(fromDoubles[t][row]).isCloseTo(expected.scores()[t][r], within(1e-13));
          assertThat(expected.positive()[t][r]).isEqualTo(classes[row] > 0.5);
        }
        for (int r = 5; r < 9; r++) {
          assertThat(fromFloats[t][r - 5]).isCloseTo(fromDoubles[t][r], within(1e-6));
        }
      }
    }
  }

  @Test
  void should_have_no_scores_where_a_row_has_several_outputs_or_was_not_asked_for_them() {
    SharedEmbeddingProblem problem = problem(new SoftmaxLoss(2), false);
    HeadEvaluation set = HeadEvaluation.given("test", NAMES, problem);

    assertThat(set.hasScores()).isFalse();
    assertThat(set.judge(start(problem), heads(problem), Workspace.single()).scores()).isEmpty();
    assertThatThrownBy(set::withScores).hasMessage("test: only heads with one output have scores.");
    assertThat(new TaskApplication(problem, NAMES, List.of()).scorer()).isEmpty();
  }

  @Test
  void should_refuse_rows_that_do_not_fit() {
    SharedEmbeddingProblem problem = problem(new LogisticLoss(), false);
    Scorer scorer = HeadScorer.of(problem, NAMES).orElseThrow();
    FeatureRows narrow = FeatureRows.of(new double[6], 3);

    assertThatThrownBy(
            () -> scorer.score(start(problem), heads(problem), narrow, 0, 2, Workspace.single()))
        .hasMessage("row of features has dimension 3, expected 40.");
    assertThatThrownBy(() -> FeatureRows.of(new float[7], 3))
        .hasMessage("the rest after whole rows has dimension 1, expected 0.");
    assertThatThrownBy(() -> narrow.copyEntries(0, new int[1], new double[1]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> FeatureRows.sparse(2, new int[] {0, 1}, new int[] {2}, new double[1]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
