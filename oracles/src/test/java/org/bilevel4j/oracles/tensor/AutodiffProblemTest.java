package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutodiffProblemTest {
  @Test
  void should_differentiate_curved_constraints_and_a_start_that_depends_on_x() {
    CheckResult found =
        DerivativeCheck.of(AutodiffProblem.of(new CurvedModel()))
            .atRandom(Key.of(4), Batch.full(), Batch.full());
    assertThat(found.passed()).as(found.toString()).isTrue();
    assertThat(found.toString()).contains("constraint", "start");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void should_pass_every_derivative_check(boolean additive) {
    CheckResult found =
        DerivativeCheck.of(AutodiffProblem.of(MixedModel.of(additive)))
            .atRandom(Key.of(2), Batch.of(6), Batch.of(7));
    assertThat(found.passed()).as(found.toString()).isTrue();
  }

  @Test
  void should_differentiate_through_ten_lower_steps_from_a_start_at_zero() {
    TensorModel model =
        new SmallModel(
            Parameters.none().shared("x", 3, 1).lower("y", 3, 1),
            RowInputs.none(),
            AutodiffProblemTest::afterTenSteps,
            in -> inner(in, in.lower("y")).plus(afterTenSteps(in)));

    CheckResult found =
        DerivativeCheck.of(AutodiffProblem.of(model))
            .atRandom(Key.of(2), Batch.full(), Batch.full());

    assertThat(found.failures()).isEmpty();
  }

  private static Tensor inner(Inputs in, Tensor u) {
    return u.sin().sum().plus(in.upper("x").exp().times(u.square()).sum());
  }

  private static Tensor afterTenSteps(Inputs in) {
    Tensor u = in.number(0).times(in.lower("y")).asVariable();
    for (int t = 0; t < 10; t++) {
      u = u.minus(Tensor.gradient(inner(in, u), u).times(0.2)).asVariable();
    }
    return u.minus(in.lower("y")).normSquared();
  }

  /** g = |y - (x - 0.1 grad L(x))|^2 / 2: its gradient in x contains (grad2 L) times a vector. */
  @Test
  void should_count_the_products_that_gradients_inside_a_loss_become() {
    TensorModel model =
        new SmallModel(
            Parameters.none().shared("x", 3, 1).lower("y", 3, 1),
            RowInputs.none(),
            in -> in.lower("y").normSquared().plus(in.upper("x").normSquared()),
            in -> {
              Tensor x = in.upper("x");
              Tensor step = Tensor.gradient(x.sin().sum().plus(x.exp().sum()), x).times(0.1);
              return in.lower("y").minus(x.minus(step)).normSquared().times(0.5);
            });
    AutodiffProblem problem = AutodiffProblem.of(model);

    for (OracleCall call : OracleCall.values()) {
      int expected =
          switch (call) {
            case LOWER_GRAD_X, LOWER_CROSS_XY, LOWER_CROSS_YX -> 1;
            case LOWER_JACOBIAN -> 3;
            default -> 0;
          };
      assertThat(problem.hiddenProducts(call)).as("%s", call).isEqualTo(expected);
    }
    assertThat(AutodiffProblem.of(new CurvedModel()).hiddenProducts(OracleCall.LOWER_GRAD_X))
        .isZero();
  }
}
