package org.bilevel4j.oracles.analytic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseRowsTest {
  private static final int[] LARGE = {1500, 9, 2300};

  private static SharedEmbeddingProblem dense(SharedEmbeddingProblem sparse) {
    SharedEmbedding p = sparse.parts();
    RowSource lower = ((CsrRows) p.lowerRows()).dense();
    RowSource upper = ((CsrRows) p.upperRows()).dense();
    return new SharedEmbeddingProblem(p.on(p.blocks(), lower, upper), Kernels.plain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sparse-softmax", "sparse-wide-square"})
  void should_equal_the_dense_path_to_round_off(String name) {
    for (Precision precision : Precision.values()) {
      SharedEmbeddingProblem sparse = Samples.problem(name, precision, LARGE);
      Key key = Key.of(4);
      Draw batch = new Draw(key, key.child("stream"), 0, Batch.of(8));
      for (Draw draw : List.of(Draw.full(), batch)) {
        List<double[]> expected =
            SharedEmbeddingOracleTest.answers(dense(sparse), Workspace.single(), draw);
        List<double[]> answers =
            SharedEmbeddingOracleTest.answers(sparse, Workspace.single(), draw);

        double bound = precision == Precision.FLOAT64 ? 1e-13 : 1e-5;
        for (int a = 0; a < answers.size(); a++) {
          Vec reference = Vec.of(expected.get(a));
          assertThat(Vec.of(answers.get(a)).distance(reference))
              .as("answer %d, %s, %s", a, precision, draw.isFull() ? "full" : "batch")
              .isLessThan(bound * reference.norm());
        }
      }
    }
  }

  @Test
  void should_multiply_by_entries_alone() {
    SharedEmbedding parts = Samples.problem("sparse-softmax", Precision.FLOAT64).parts();
    CsrRows rows = (CsrRows) parts.lowerRows();

    Embedding.Tape tape = parts.embedding().tapeFor(rows, Kernels.plain(), Precision.FLOAT64);
    Embedding.Tape other =
        parts.embedding().tapeFor(rows.dense(), Kernels.plain(), Precision.FLOAT64);

    assertThat(tape.sparseInput()).isPresent();
    assertThat(other.sparseInput()).isEmpty();
    tape.reserve(12);
    assertThat(tape.sparseInput().orElseThrow().matrix().entries())
        .isEqualTo(12 * rows.mostEntries())
        .isLessThan(12 * rows.columns());
  }

  @Test
  void should_pass_the_derivative_check() {
    SharedEmbeddingProblem sparse = Samples.problem("sparse-softmax", Precision.FLOAT64);

    CheckResult result = DerivativeCheck.of(sparse).atRandom(Key.of(2), Batch.of(8), Batch.full());

    assertThat(result.passed()).as(result.toString()).isTrue();
  }

  @Test
  void should_hand_dense_rows_to_features_that_want_them() {
    RandomFourierFeatures features = RandomFourierFeatures.gaussian(40, 3, 0.5, Key.of(1));
    RowSource rows = SparseSamples.rows(Key.of(2), 40, 2, 10);

    assertThat(features.tapeFor(rows, Kernels.plain(), Precision.FLOAT32).sparseInput()).isEmpty();
  }

  @Test
  void should_refuse_tables_that_point_outside() {
    int[] starts = {0, 1};
    double[] one = {1};
    assertThatThrownBy(() -> new CsrRows(3, starts, new int[] {3}, one, one, new int[] {0}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new CsrRows(3, starts, new int[] {2}, one, one, new int[] {1}))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new CsrRows(3, new int[] {0, 2}, new int[] {2}, one, one))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
