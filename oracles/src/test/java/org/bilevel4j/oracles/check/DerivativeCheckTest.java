package org.bilevel4j.oracles.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.bilevel4j.core.check.CheckingProblem;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelModel;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.FiniteDifferenceOracle;
import org.bilevel4j.oracles.GradientDifferenceOracle;
import org.bilevel4j.oracles.HandModel;
import org.bilevel4j.oracles.HandProblem;
import org.bilevel4j.oracles.HandProblem.Fault;
import org.bilevel4j.testkit.ReferenceProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DerivativeCheckTest {
  private static final Key KEY = Key.of(11);

  static Stream<DualSide> sides() {
    return Stream.of(
        new DualSide.None(), new DualSide.Simplex(), HandModel.perBlock(), new DualSide.Shared(2));
  }

  @ParameterizedTest
  @MethodSource("sides")
  void should_pass_derivatives_made_by_hand(DualSide side) {
    HandProblem problem = new HandProblem(new HandModel(side));
    for (int seed = 0; seed < 5; seed++) {
      CheckResult result =
          DerivativeCheck.of(new CheckingProblem(problem))
              .atRandom(Key.of(seed), Batch.of(4), Batch.full());

      assertThat(result.passed()).as(result.toString()).isTrue();
      assertThat(result.unchecked()).hasSize(side.kind() == DualSide.Kind.SIMPLEX ? 1 : 0);
    }
  }

  @ParameterizedTest
  @MethodSource("sides")
  void should_pass_finite_differences_within_their_accuracy(DualSide side) {
    FiniteDifferenceOracle problem = FiniteDifferenceOracle.of(new HandModel(side));
    CheckOptions options =
        CheckOptions.defaults().withPrecision(problem.firstAccuracy()).withBounds(1e-6, 1e-4, 1e-5);

    CheckResult result =
        new DerivativeCheck(problem, options).atRandom(KEY, Batch.of(4), Batch.full());

    assertThat(result.passed()).as(result.toString()).isTrue();
  }

  static Stream<Arguments> signs() {
    return Stream.of(
        Arguments.of(OracleCall.UPPER_GRAD_X, 1, 2, "x"),
        Arguments.of(OracleCall.UPPER_GRAD_X, 1, 4, "x"),
        Arguments.of(OracleCall.UPPER_GRAD_Y, 2, 1, "y"),
        Arguments.of(OracleCall.UPPER_GRAD_DUAL, 0, 1, "alpha"),
        Arguments.of(OracleCall.LOWER_GRAD_X, 0, 1, "x"),
        Arguments.of(OracleCall.LOWER_GRAD_X, 2, 5, "x"),
        Arguments.of(OracleCall.LOWER_CROSS_XY, 1, 2, "x"),
        Arguments.of(OracleCall.LOWER_CROSS_XY, 2, 5, "x"),
        Arguments.of(OracleCall.LOWER_HVP, 0, 1, "y"),
        Arguments.of(OracleCall.LOWER_CROSS_YX, 2, 2, "y"));
  }

  @ParameterizedTest
  @MethodSource("signs")
  void should_name_call_block_and_coordinate_of_a_wrong_sign(
      OracleCall call, int block, int coordinate, String argument) {
    // GIVEN one entry of one block's derivative with the wrong sign
    Fault fault = Fault.sign(call, block, coordinate);
    for (DualSide side : new DualSide[] {HandModel.perBlock(), new DualSide.Shared(2)}) {
      HandProblem problem =
          new HandProblem(new HandModel(side), fault, EnumSet.allOf(OracleCall.class));

      // WHEN the derivatives are checked
      CheckResult result = DerivativeCheck.of(problem).atRandom(KEY, Batch.of(4), Batch.of(3));

      // THEN it is found there, and no other derivative is blamed
      assertThat(failures(result, call.label()))
          .as(result.toString())
          .singleElement()
          .satisfies(
              f -> {
                assertThat(f.block()).isEqualTo(block);
                assertThat(f.coordinate()).isEqualTo(coordinate);
                assertThat(f.argument()).isEqualTo(argument);
                assertThat(f.where()).isEqualTo("block %d, %s[%d]", block, argument, coordinate);
              });
      assertThat(result.failures()).allMatch(f -> f.what().contains(family(call)));
      assertThat(result.toString()).contains("FAILED");
    }
  }

  private static String family(OracleCall call) {
    return switch (call) {
      case LOWER_CROSS_XY, LOWER_CROSS_YX -> "cross";
      case LOWER_HVP -> "hvp";
      default -> call.label();
    };
  }

  private static List<CheckFinding> failures(CheckResult result, String what) {
    return result.failures().stream().filter(f -> f.what().equals(what)).toList();
  }

  @Test
  void should_name_the_coordinate_of_a_wrong_lower_gradient() {
    // GIVEN grad_y g with one wrong sign: second derivatives are compared with it and fail too
    Fault fault = Fault.sign(OracleCall.LOWER_GRAD_Y, 2, 0);
    HandProblem problem = problem(fault);

    CheckResult result = DerivativeCheck.of(problem).atRandom(KEY, Batch.of(4), Batch.of(3));

    assertThat(failures(result, "lower_grad_y"))
        .singleElement()
        .satisfies(f -> assertThat(f.where()).isEqualTo("block 2, y[0]"));
    assertThat(failures(result, "lower_hvp"))
        .singleElement()
        .satisfies(f -> assertThat(f.where()).isEqualTo("block 2, y[0]"));
  }

  private static HandProblem problem(Fault fault) {
    return new HandProblem(
        new HandModel(HandModel.perBlock()), fault, EnumSet.allOf(OracleCall.class));
  }

  @Test
  void should_find_a_hessian_that_is_not_symmetric() {
    Fault fault = new Fault(OracleCall.LOWER_HESSIAN, 1, 3 * 2 + 1, v -> v + 0.1);

    CheckResult result = DerivativeCheck.of(problem(fault)).atRandom(KEY, Batch.of(4), Batch.of(3));

    assertThat(failures(result, "lower_hessian symmetric"))
        .singleElement()
        .satisfies(f -> assertThat(f.coordinate()).isIn(3 * 2 + 1, 3 + 2));
    assertThat(failures(result, "lower_hessian against hvp"))
        .singleElement()
        .satisfies(f -> assertThat(f.where()).isEqualTo("block 1, y[2]"));
    assertThat(result.failures()).allMatch(f -> f.what().startsWith("lower_hessian"));
  }

  @Test
  void should_find_a_dense_jacobian_that_differs_from_the_products() {
    Fault fault = new Fault(OracleCall.LOWER_JACOBIAN, 0, 2 * 1 + 1, v -> v + 0.1);

    CheckResult result = DerivativeCheck.of(problem(fault)).atRandom(KEY, Batch.of(4), Batch.of(3));

    assertThat(failures(result, "lower_jacobian against cross_xy"))
        .singleElement()
        .satisfies(f -> assertThat(f.where()).isEqualTo("block 0, x[1]"));
    assertThat(failures(result, "lower_jacobian"))
        .singleElement()
        .satisfies(f -> assertThat(f.where()).isEqualTo("block 0, y[1]"));
  }

  @ParameterizedTest
  @EnumSource(
      value = OracleCall.class,
      names = {"UPPER_GRAD_X", "LOWER_GRAD_Y", "LOWER_HVP", "LOWER_CROSS_XY"})
  void should_fail_what_is_not_a_number(OracleCall call) {
    Fault fault = new Fault(call, 1, 1, v -> Double.NaN);

    CheckResult result = DerivativeCheck.of(problem(fault)).atRandom(KEY, Batch.of(4), Batch.of(3));

    assertThat(failures(result, call.label()))
        .anySatisfy(
            f -> {
              assertThat(f.where()).startsWith("block 1").endsWith("[1]");
              assertThat(f.relativeError()).isInfinite();
            });
  }

  @Test
  void should_pass_second_derivatives_filled_in_from_gradients() {
    HandProblem gradients =
        new HandProblem(
            new HandModel(HandModel.perBlock()),
            null,
            EnumSet.range(OracleCall.UPPER_VALUE, OracleCall.LOWER_GRAD_Y));
    GradientDifferenceOracle problem = GradientDifferenceOracle.of(gradients);
    CheckOptions options = CheckOptions.defaults().withBounds(1e-6, 1e-4, 1e-6);

    CheckResult result =
        new DerivativeCheck(problem, options).atRandom(KEY, Batch.of(4), Batch.full());

    assertThat(result.passed()).as(result.toString()).isTrue();
    assertThat(result.findings()).anyMatch(f -> f.what().equals("lower_jacobian against cross_xy"));
  }

  @Test
  void should_say_what_cannot_be_checked() {
    HandProblem problem =
        new HandProblem(
            new HandModel(new DualSide.None()),
            null,
            EnumSet.of(OracleCall.UPPER_GRAD_X, OracleCall.LOWER_HVP));

    CheckResult result = DerivativeCheck.of(problem).atRandom(KEY, Batch.full(), Batch.full());

    assertThat(result.unchecked())
        .containsExactly(
            "upper_grad_x: upper_value is not offered", "lower_hvp: lower_grad_y is not offered");
  }

  @Test
  void should_find_a_loss_that_is_said_to_be_additive_and_is_not() {
    // GIVEN the largest loss of a batch instead of the mean
    BilevelModel model = new LargestOfBatch();
    CheckOptions options = CheckOptions.defaults().withBounds(1e-6, 1e-3, 1e-4);

    CheckResult result =
        new DerivativeCheck(FiniteDifferenceOracle.of(model), options)
            .atRandom(KEY, Batch.full(), Batch.full());

    assertThat(failures(result, "upper_value additive"))
        .singleElement()
        .satisfies(f -> assertThat(f.where()).isEqualTo("block 0"));
    assertThat(failures(result, "lower_value additive")).isEmpty();
  }

  static Stream<BilevelProblem> references() {
    return Stream.of(
        ReferenceProblems.p0(DualSide.Kind.NONE),
        ReferenceProblems.p1(),
        ReferenceProblems.copies(12, DualSide.Kind.SIMPLEX));
  }

  @ParameterizedTest
  @MethodSource("references")
  void should_pass_the_quadratic_reference_problems(BilevelProblem problem) {
    CheckResult result =
        DerivativeCheck.of(new CheckingProblem(problem)).atRandom(KEY, Batch.full(), Batch.full());

    assertThat(result.passed()).as(result.toString()).isTrue();
    assertThat(result.findings()).extracting(CheckFinding::what).contains("lower_cross adjoint");
  }

  @Test
  void should_repeat_from_its_key() {
    HandProblem problem = new HandProblem(new HandModel(HandModel.perBlock()));
    DerivativeCheck check = DerivativeCheck.of(problem);

    CheckResult a = check.atRandom(KEY, Batch.of(4), Batch.of(2));
    CheckResult b = check.atRandom(KEY, Batch.of(4), Batch.of(2));
    CheckResult c = check.atRandom(Key.of(12), Batch.of(4), Batch.of(2));

    assertThat(a).isEqualTo(b).isNotEqualTo(c);
    assertThat(a.worst()).isPresent();
  }

  @Test
  void should_refuse_a_batch_that_does_not_fit() {
    HandProblem problem = new HandProblem(new HandModel(new DualSide.None()));

    assertThatThrownBy(() -> DerivativeCheck.of(problem).atRandom(KEY, Batch.of(7), Batch.full()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("upper level of hand: batch 7 is larger than the 6 rows of block 0");
  }

  @Test
  void should_print_one_line_per_check_with_its_worst_block() {
    CheckResult result =
        DerivativeCheck.of(problem(Fault.sign(OracleCall.UPPER_GRAD_X, 1, 2)))
            .atRandom(KEY, Batch.of(4), Batch.of(3));

    String[] lines = result.toString().split(System.lineSeparator());

    assertThat(lines[0]).isEqualTo("hand, oracle 'by hand', all 3 blocks");
    assertThat(lines[1]).matches("check +blocks +worst at +value +reference +error +bound");
    assertThat(lines[2])
        .matches("upper_grad_x +3 +block 1, x\\[2] +-?[0-9.e-]+ +-?[0-9.e-]+ +.*1e-06 +FAILED");
    assertThat(lines).filteredOn(l -> l.contains("FAILED")).hasSize(1);
    assertThat(lines).filteredOn(l -> l.endsWith(" ok")).hasSize(lines.length - 3);
  }
}
