package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sparse row inputs mean what the same rows written in full mean. */
class SparseInputTest {
  private static final int ROWS = 60;
  private static final int WIDTH = 30;
  private static final SparseExample SOME = SparseExample.of(ROWS, WIDTH, 6);
  private static final List<int[]> BLOCKS =
      List.of(IntStream.range(0, 40).toArray(), new int[] {7}, IntStream.range(30, ROWS).toArray());

  /** Shared and local weights in x and weights in y, each as it stands or transposed. */
  private static TensorModel model(RowTable rows, int h) {
    Parameters all =
        Parameters.none()
            .shared("S", WIDTH, h)
            .shared("T", h, WIDTH)
            .local("L", h, WIDTH)
            .lower("y", WIDTH, h)
            .lower("z", 1, WIDTH);
    return new ForwardingModel(
        new SmallModel(
            all, rows.blocks(BLOCKS).notAdditive(), SparseInputTest::loss, SparseInputTest::loss)) {
      @Override
      public int blocks() {
        return BLOCKS.size();
      }
    };
  }

  private static Tensor loss(Inputs in) {
    Tensor s = in.row("s");
    Tensor hidden = s.matmul(in.upper("S")).plus(s.matmul(in.upper("T").transpose())).tanh();
    Tensor own = s.matmul(in.lower("y")).plus(s.matmul(in.upper("L").transpose()).sin());
    Tensor column = s.matmul(in.lower("z").transpose()).sigmoid();
    Tensor inner = Tensor.gradient(hidden.times(own).mean(), in.lower("y"));
    return hidden
        .times(own)
        .times(column)
        .mean()
        .plus(inner.square().sum())
        .plus(in.lower("y").normSquared().times(0.1))
        .plus(in.lower("z").normSquared().times(0.1));
  }

  private static RowTable labels() {
    return RowTable.of("b", new double[ROWS]);
  }

  private static RowTable sparse(boolean ones) {
    return ones
        ? labels().withSparse("s", WIDTH, SOME.starts(), SOME.columns())
        : labels().withSparse("s", WIDTH, SOME.starts(), SOME.columns(), SOME.values());
  }

  @ParameterizedTest
  @CsvSource({
    "false, 1, FLOAT64, 1e-14",
    "true, 1, FLOAT64, 1e-14",
    "false, 20, FLOAT64, 1e-14",
    "true, 20, FLOAT64, 1e-14",
    "false, 1, FLOAT32, 1e-6",
    "true, 20, FLOAT32, 1e-6"
  })
  void should_equal_the_dense_product(boolean ones, int h, Precision precision, double bound) {
    RowTable dense = labels().with("s", ones ? SOME.pattern() : SOME.dense());
    AutodiffProblem full = AutodiffProblem.of(model(dense, h), precision);
    AutodiffProblem some = AutodiffProblem.of(model(sparse(ones), h), precision);
    Map<String, double[]> expected = LowerAnswers.at(full, Key.of(3)).all(1, 0);
    LowerAnswers answers = LowerAnswers.at(some, Key.of(3));
    Map<String, double[]> found = answers.all(1, 0);
    expected.forEach(
        (question, values) ->
            assertThat(Objects.requireNonNull(found.get(question)))
                .as(question)
                .usingComparatorWithPrecision(bound)
                .containsExactly(values));
    assertThat(answers.all(8, 1)).usingRecursiveComparison().isEqualTo(found);
  }

  @Test
  void should_pass_the_check_of_derivatives() {
    AutodiffProblem problem = AutodiffProblem.of(model(sparse(false), 3));
    assertThat(
            DerivativeCheck.of(problem).atRandom(Key.of(1), Batch.full(), Batch.full()).failures())
        .isEmpty();
  }

  @Test
  void should_refuse_entries_that_do_not_fit() {
    int[] starts = SOME.starts().clone();
    starts[3] = starts[2] - 1;
    assertThatThrownBy(() -> labels().withSparse("s", WIDTH, starts, SOME.columns()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("row input 's': row 2 has entries ");
    assertThatThrownBy(() -> labels().withSparse("s", 5, SOME.starts(), SOME.columns()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has an entry in column ");
    assertThatThrownBy(() -> labels().withSparse("s", WIDTH, new int[] {0, 1}, new int[] {0}))
        .hasMessageContaining("row input 's' has 1 rows, the table has 60");
  }
}
