package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Precision;
import org.junit.jupiter.api.Test;

/** Where other systems for automatic differentiation went wrong. */
class TrapsTest {
  private static final BlockSet ONE = BlockSet.all(1);

  /** Value, gradient and H e of a loss of one column, with e = (1, ..., 1). */
  private static double[][] ask(UnaryOperator<Tensor> loss, double... y) {
    SmallModel model =
        SmallModel.lower(y.length, 1, in -> loss.apply(in.lower("y")).sum().times(in.upper("x")));
    AutodiffProblem problem = AutodiffProblem.of(model);
    try (Workspace workspace = Workspace.single()) {
      Blocks at = Blocks.zeros(ONE, problem.lowerDims());
      at.at(0).copyFrom(y, 0);
      Blocks e = at.copy();
      e.at(0).fill(1);
      LowerPoints g = problem.open(workspace).lower(ONE, Vec.of(1), at, Draw.full());
      return new double[][] {
        g.values().toArray(),
        g.gradY().at(0).toArray(),
        g.hvpYY(e).at(0).toArray(),
        g.crossYX(Vec.of(1)).at(0).toArray()
      };
    }
  }

  @Test
  void should_differentiate_cross_entropy_twice_like_its_definition() {
    double[][] targets = {{1, 0, 0, 0}, {0, 0, 1, 0}, {0.2, 0.3, 0.5, 0}};
    Map<String, double[]> fused = crossEntropy(z -> z.logSoftmax(), targets);
    Map<String, double[]> plain =
        crossEntropy(z -> z.exp().over(z.exp().sumOverColumns()).log(), targets);
    fused.forEach(
        (question, answer) ->
            assertThat(answer)
                .as(question)
                .usingComparatorWithPrecision(1e-13)
                .containsExactly(plain.get(question)));
  }

  private static Map<String, double[]> crossEntropy(
      UnaryOperator<Tensor> logSoftmax, double[][] targets) {
    Function<Inputs, Tensor> loss =
        in -> {
          Tensor z = in.lower("y").times(in.upper("x").exp()).sin();
          return logSoftmax.apply(z).times(in.constant(targets)).sum().negate();
        };
    return LowerAnswers.at(AutodiffProblem.of(SmallModel.lower(3, 4, loss)), Key.of(4)).all(1, 0);
  }

  @Test
  void should_keep_cross_entropy_finite_far_out() {
    double[][] far = ask(y -> y.transpose().logSoftmax().columns(0, 1), 0, 800, -800);
    assertThat(far[0]).containsExactly(-800);
    assertThat(far[1]).containsExactly(1, -1, 0);
    assertThat(far[2]).containsExactly(0, 0, 0);
  }

  @Test
  void should_take_the_derivatives_of_relu_at_0_as_0_in_every_order() {
    assertKink(ask(y -> y.relu().plus(y.relu().square()), 0, 1, -1), 0);
  }

  @Test
  void should_take_the_derivatives_of_abs_at_0_as_0_in_every_order() {
    double[][] found = ask(y -> y.abs().times(y.abs()).plus(y.abs()), 0, 1, -1);
    assertThat(found[1]).containsExactly(0, 3, -3);
    assertThat(found[3]).containsExactly(0, 3, -3);
    assertThat(found[2]).containsExactly(0, 2, 2);
  }

  private static void assertKink(double[][] found, double at0) {
    assertThat(found[1]).containsExactly(at0, 3, 0);
    assertThat(found[3]).containsExactly(at0, 3, 0);
    assertThat(found[2]).containsExactly(0, 2, 0);
  }

  @Test
  void should_take_the_first_of_equal_operands_of_max_in_every_order() {
    // max(a, b) with a = y, b = y^2 at y = 1: a is taken
    double[][] found = ask(y -> y.max(y.square()), 1);
    assertThat(found[1]).containsExactly(1);
    assertThat(found[2]).containsExactly(0);
    assertThat(found[3]).containsExactly(1);
    double[][] swapped = ask(y -> y.square().max(y), 1);
    assertThat(swapped[1]).containsExactly(2);
    assertThat(swapped[2]).containsExactly(2);
    assertThat(swapped[3]).containsExactly(2);
    double[][] smaller = ask(y -> y.square().min(y), 1);
    assertThat(smaller[1]).containsExactly(2);
    assertThat(smaller[2]).containsExactly(2);
  }

  @Test
  void should_take_the_first_of_equal_entries_of_a_row_and_of_a_column_in_every_order() {
    double[][] row = ask(y -> y.square().transpose().rowMax(), 2, -2, 1);
    assertThat(row[1]).containsExactly(4, 0, 0);
    assertThat(row[2]).containsExactly(2, 0, 0);
    assertThat(row[3]).containsExactly(4, 0, 0);
    double[][] column = ask(y -> y.square().times(y.square().largest(2)), 1, -2, -1, 1);
    assertThat(column[1]).containsExactly(2, -4, 0, 0);
    assertThat(column[2]).containsExactly(2, 2, 0, 0);
  }

  @Test
  void should_hold_what_is_stopped_in_every_order() {
    double[][] found = ask(y -> y.square().times(y.stopGradient()), 3);
    assertThat(found[0]).containsExactly(27);
    assertThat(found[1]).containsExactly(18);
    assertThat(found[2]).containsExactly(6);
    double[][] whole = ask(y -> y.stopGradient().plus(y.times(y.square().stopGradient())), 3);
    assertThat(whole[1]).containsExactly(9);
    assertThat(whole[2]).containsExactly(0);
  }

  @Test
  void should_differentiate_logarithm_root_and_reciprocal_close_to_0() {
    double y = 1e-8;
    double[][] log = ask(Tensor::log, y);
    assertThat(log[1][0] * y).isCloseTo(1, within(1e-15));
    assertThat(log[2][0] * y * y).isCloseTo(-1, within(1e-15));
    double[][] root = ask(Tensor::sqrt, y);
    assertThat(root[1][0]).isCloseTo(0.5 / Math.sqrt(y), within(1e-10));
    assertThat(root[2][0] * Math.pow(y, 1.5)).isCloseTo(-0.25, within(1e-14));
    double[][] reciprocal = ask(Tensor::reciprocal, y);
    assertThat(reciprocal[2][0] * y * y * y).isCloseTo(2, within(1e-14));
    assertThat(ask(Tensor::sqrt, 0)[1]).containsExactly(Double.POSITIVE_INFINITY);
  }

  @Test
  void should_differentiate_softplus_and_sigmoid_far_out() {
    double[][] found = ask(Tensor::softplus, 800, -800, -30);
    assertThat(found[0][0]).isCloseTo(800 + Math.log1p(Math.exp(-30)), within(1e-12));
    assertThat(found[1]).containsExactly(new double[] {1, 0, Math.exp(-30)}, within(1e-25));
    assertThat(found[2]).containsExactly(new double[] {0, 0, Math.exp(-30)}, within(1e-25));
  }

  @Test
  void should_not_confuse_a_gradient_inside_with_the_one_outside() {
    // d/dy [ y d/dz (y z) at z = y ] = d/dy y^2 = 2 y
    double[][] found =
        ask(
            y -> {
              Tensor z = y.asVariable();
              return y.times(Tensor.gradient(y.times(z).sum(), z));
            },
            3);
    assertThat(found[0]).containsExactly(9);
    assertThat(found[1]).containsExactly(6);
    assertThat(found[2]).containsExactly(2);
  }

  @Test
  void should_add_up_a_million_rows_of_single_precision_in_double() {
    int n = 1_000_000;
    double[][] a = new double[n][2];
    for (int r = 0; r < n; r++) {
      a[r][0] = 0.1f;
      a[r][1] = r % 2 == 0 ? 1000.25f : -1000.15f;
    }
    RowTable rows = RowTable.of("a", a);
    Function<Inputs, Tensor> loss =
        in -> {
          Tensor s = in.row("a").plus(in.lower("y")).plus(in.row("a").matmul(in.lower("w")));
          Tensor sums = s.sumOverRows().times(in.upper("x")).over(in.count());
          return sums.sum().plus(s.columns(0, 1).mean()).plus(in.lower("y").normSquared());
        };
    SmallModel model =
        new SmallModel(
            Parameters.none().shared("x", 1, 1).lower("y", 1, 2).lower("w", 2, 1),
            rows,
            loss,
            loss);
    LowerAnswers exact = LowerAnswers.at(AutodiffProblem.of(model), Key.of(1));
    LowerAnswers single = LowerAnswers.at(AutodiffProblem.of(model, Precision.FLOAT32), Key.of(1));
    Map<String, double[]> right = exact.all(1, 0);
    single
        .all(1, 0)
        .forEach(
            (question, answer) ->
                assertThat(answer)
                    .as(question)
                    .usingComparatorWithPrecision(1e-3)
                    .containsExactly(right.get(question)));
  }
}
