package org.bilevel4j.oracles.analytic;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.bilevel4j.oracles.network.CsrRows;
import org.bilevel4j.oracles.network.RowSource;
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
  void should_pass_the_derivative_check() {
    SharedEmbeddingProblem sparse = Samples.problem("sparse-softmax", Precision.FLOAT64);

    CheckResult result = DerivativeCheck.of(sparse).atRandom(Key.of(2), Batch.of(8), Batch.full());

    assertThat(result.passed()).as(result.toString()).isTrue();
  }
}
