package org.bilevel4j.oracles.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bilevel4j.core.check.CheckingProblem;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.oracles.FiniteDifferenceOracle;
import org.bilevel4j.oracles.GradientDifferenceOracle;
import org.bilevel4j.oracles.HandModel;
import org.bilevel4j.oracles.HandProblem;
import org.bilevel4j.testkit.RecordingProblem;
import org.junit.jupiter.api.Test;

class CheckingProblemTest {
  private final HandModel model = new HandModel(HandModel.perBlock());
  private final Workspace workspace = Workspace.single();
  private final Oracle oracle = new CheckingProblem(new HandProblem(model)).open(workspace);
  private final BlockSet set = BlockSet.of(3, 0, 2);
  private final Vec x = Vec.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
  private final Blocks y = Blocks.state(model.lowerDims());
  private final Blocks alpha = Blocks.state(Dims.uniform(3, 2));

  private LowerPoints lower() {
    return oracle.lower(set, x, y, Draw.full());
  }

  private UpperPoints upper() {
    return oracle.upper(set, x, y, new Dual.PerBlock(alpha), Draw.full());
  }

  private static void assertFault(ThrowingCallable call, String message) {
    assertThatIllegalStateException().isThrownBy(call).withMessageContaining(message);
  }

  @Test
  void should_answer_like_the_wrapped_problem() {
    LowerPoints g = lower();
    LowerPoints plain =
        new HandProblem(model).open(Workspace.single()).lower(set, x, y, Draw.full());

    assertThat(g.values().toArray()).isEqualTo(plain.values().toArray());
    assertThat(g.hessianYY().flat().toArray()).isEqualTo(plain.hessianYY().flat().toArray());
    assertThat(g.gradX(Weights.constant(2)).toArray())
        .isEqualTo(plain.gradX(Weights.constant(2)).toArray());
  }

  @Test
  void should_refuse_a_point_whose_x_has_changed() {
    LowerPoints g = lower();
    g.gradY();
    x.set(4, 9);

    assertFault(
        g::gradY,
        "hand, lower point of [0, 2] of 3: lower_grad_y was asked of a stale point: x[4] was 0.5"
            + " and is 9.0.");
  }

  @Test
  void should_refuse_a_point_whose_y_or_dual_has_changed() {
    UpperPoints f = upper();
    alpha.at(2).set(1, 3);
    assertFault(f::values, "stale point: alpha of block 2[1] was 0.0 and is 3.0");

    UpperPoints again = upper();
    y.at(0).set(1, -1);
    assertFault(again::gradY, "stale point: y of block 0[1] was 0.0 and is -1.0");
  }

  @Test
  void should_allow_changes_of_blocks_outside_the_set() {
    UpperPoints f = upper();
    y.at(1).fill(7);
    alpha.at(1).fill(7);

    assertThat(f.values().dim()).isEqualTo(2);
  }

  @Test
  void should_refuse_a_point_of_an_earlier_step() {
    LowerPoints g = lower();
    workspace.reset();

    assertFault(g::values, "lower_value was asked of a point of an earlier step");
    assertFault(g::upperZeros, "upperZeros was asked of a point of an earlier step");
  }

  @Test
  void should_refuse_a_point_of_an_inner_iteration_that_is_over() {
    LowerPoints outer = lower();
    List<LowerPoints> inner = new ArrayList<>();
    workspace.within(() -> inner.add(lower()));

    assertThat(outer.gradY().isFinite()).isTrue();
    assertFault(
        inner.get(0)::gradY,
        "lower_grad_y was asked of a point of an inner iteration that is over");
  }

  @Test
  void should_notice_a_changed_read_only_answer_at_the_end_of_an_inner_iteration() {
    assertFault(
        () -> workspace.within(() -> upper().values().set(1, 5)),
        "a read-only answer was changed: upper_value[1] was");
  }

  @Test
  void should_notice_a_changed_read_only_answer_at_the_next_question() {
    LowerPoints g = lower();
    g.gradY().flat().scale(2);

    assertFault(g::values, "hand: a read-only answer was changed: lower_grad_y[0] was");
  }

  @Test
  void should_notice_a_changed_read_only_answer_at_the_end_of_the_step() {
    upper().values().set(1, 5);

    assertFault(workspace::reset, "a read-only answer was changed: upper_value[1] was");
    workspace.reset(); // the next step begins clean
    assertThat(lower().values().dim()).isEqualTo(2);
  }

  @Test
  void should_let_the_caller_change_answers_with_an_argument() {
    LowerPoints g = lower();
    Blocks v = Blocks.zeros(set, model.lowerDims());
    g.hvpYY(v).flat().fill(1);
    g.gradX(Weights.constant(1)).set(0, 5);

    assertThat(g.values().dim()).isEqualTo(2);
    workspace.reset();
  }

  @Test
  void should_close_every_oracle_of_a_check_also_under_differences() {
    RecordingProblem problem = new RecordingProblem(new HandProblem(model));
    Draw draw = Draw.full();
    CheckInput place = new CheckInput(set, x, y, new Dual.PerBlock(alpha), draw, draw);
    for (BilevelProblem made :
        List.of(
            problem,
            new CheckingProblem(problem),
            GradientDifferenceOracle.ofGradients(problem, 1e-5),
            FiniteDifferenceOracle.ofValues(problem, 1e-3))) {
      DerivativeCheck.of(made).at(place, Key.of(1));
    }

    assertThat(problem.opened()).isGreaterThanOrEqualTo(4);
    assertThat(problem.open()).isZero();
  }

  @Test
  void should_refuse_wrong_shapes() {
    LowerPoints g = lower();
    assertFault(
        () -> oracle.lower(set, Vec.zeros(5), y, Draw.full()), "x has dimension 5, must be 6");
    assertFault(
        () -> oracle.lower(BlockSet.of(4, 1), x, y, Draw.full()),
        "the set is out of 4 blocks, not 3");
    assertFault(
        () -> oracle.lower(BlockSet.of(3), x, y, Draw.full()), "the set of blocks is empty");
    assertFault(
        () -> g.hvpYY(Blocks.zeros(BlockSet.of(3, 0), model.lowerDims())), "v has no block 2");
    assertFault(
        () -> g.hvpYY(Blocks.zeros(set, Dims.uniform(3, 3))),
        "v of block 0 has dimension 3, must be 2");
    assertFault(() -> g.crossYX(Vec.zeros(2)), "u has dimension 2, must be 6");
    assertFault(
        () -> g.addGradX(Weights.constant(1), Vec.zeros(2)),
        "target of addGradX has dimension 2, must be 6");
    assertFault(
        () -> g.gradX(Weights.constant(Double.NaN)),
        "the weight of block 0 is NaN, must be finite");
  }

  @Test
  void should_refuse_a_dual_that_does_not_fit() {
    assertFault(
        () -> oracle.upper(set, x, y, Dual.none(), Draw.full()),
        "the dual must be one alpha per block");
    assertFault(
        () -> upper().addGradSharedDual(Weights.constant(1), Vec.zeros(2)),
        "there is no shared dual");
  }

  @Test
  void should_refuse_a_call_that_is_not_offered() {
    HandProblem few = new HandProblem(model, null, EnumSet.of(OracleCall.LOWER_VALUE));
    LowerPoints g = new CheckingProblem(few).open(Workspace.single()).lower(set, x, y, Draw.full());

    assertFault(g::gradY, "LOWER_GRAD_Y was asked, which oracle 'by hand' does not offer");
  }

  @Test
  void should_notice_an_answer_outside_the_support_of_the_set() {
    // GIVEN a problem whose block 0 claims a derivative along the local coordinate of block 1
    HandProblem.Fault fault =
        new HandProblem.Fault(OracleCall.LOWER_GRAD_X, 0, HandModel.SHARED + 1, v -> 1.0);
    HandProblem faulty = new HandProblem(model, fault, EnumSet.allOf(OracleCall.class));
    LowerPoints g =
        new CheckingProblem(faulty).open(Workspace.single()).lower(set, x, y, Draw.full());

    assertFault(
        () -> g.gradX(Weights.constant(1)),
        "answer lower_grad_x changed x[4], which the set does not see");
  }

  @Test
  void should_notice_a_problem_that_changes_its_argument() {
    // GIVEN a solver's v, whose first entry a problem overwrites while it answers
    Blocks v = Blocks.zeros(set, model.lowerDims());
    HandProblem.Fault fault =
        new HandProblem.Fault(
            OracleCall.LOWER_HVP,
            2,
            0,
            value -> {
              v.at(0).set(0, 8);
              return value;
            });
    HandProblem faulty = new HandProblem(model, fault, EnumSet.allOf(OracleCall.class));
    LowerPoints g =
        new CheckingProblem(faulty).open(Workspace.single()).lower(set, x, y, Draw.full());

    assertFault(
        () -> g.hvpYY(v), "lower_hvp changed its argument: v of block 0[0] was 0.0 and is 8.0");
  }
}
