package org.bilevel4j.applications.hpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.bilevel4j.applications.PlainDescent;
import org.bilevel4j.applications.Slopes;
import org.bilevel4j.applications.parts.HeadLoss;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.kernels.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RobustHpoLetterTest {
  private static RobustHpoLetter application(HeadLoss loss, boolean bias, boolean squared) {
    return application(loss, bias, squared, false);
  }

  private static RobustHpoLetter application(
      HeadLoss loss, boolean bias, boolean squared, boolean logSpace) {
    return new RobustHpoLetter(
        3,
        2,
        100,
        0,
        12,
        loss,
        bias,
        bias ? 0.01 : 0,
        squared,
        logSpace,
        0.1,
        1e-3,
        0.05,
        1e-3,
        SplitScope.CLASS,
        Precision.FLOAT64);
  }

  private BilevelProblem problem(HeadLoss loss, boolean bias, boolean squared) {
    return application(loss, bias, squared).create(Optional.empty(), 1).problem();
  }

  @Test
  void should_be_found_as_a_service() {
    assertThat(Catalogue.load(ApplicationFactory.KIND).names()).contains("robust-hpo-letter");
  }

  @ParameterizedTest
  @EnumSource(HeadLoss.class)
  void should_have_right_derivatives_with_every_loss(HeadLoss loss) {
    for (boolean option : new boolean[] {false, true}) {
      Slopes.check(problem(loss, option, !option), Batch.of(8));
      Slopes.check(problem(loss, option, option), Batch.full());
    }
  }

  @Test
  void should_solve_the_lower_level_to_tolerance() {
    Slopes.checkSolver(problem(HeadLoss.LOGISTIC, false, true));
    Slopes.checkSolver(problem(HeadLoss.SOFTMAX, true, true));
    Slopes.checkSolver(problem(HeadLoss.SOFTMAX, false, false));
  }

  @Test
  void should_start_inside_its_set_and_stay_there() {
    PlainDescent descent = new PlainDescent(problem(HeadLoss.LOGISTIC, false, true));
    assertThat(descent.problem.upperSet().violation(descent.x)).isZero();
    descent.x.fill(-1);
    descent.problem.upperSet().project(descent.x);
    assertThat(descent.x.get(0)).isEqualTo(1e-3);
    assertThat(descent.problem.upperSet().violation(descent.x)).isZero();
  }

  @Test
  void should_lower_the_loss_when_descended_on() {
    PlainDescent descent = new PlainDescent(problem(HeadLoss.LOGISTIC, false, true));
    double before = descent.loss();
    double solvedBefore = new PlainDescent(descent.problem).solvedLoss();
    descent.run(400, 8, 8, 2e-3, 0.1);
    assertThat(descent.loss()).isLessThan(0.6 * before);
    assertThat(descent.solvedLoss()).isLessThan(solvedBefore);
  }

  @Test
  void should_judge_validation_test_and_unseen_tasks() {
    Application app = application(HeadLoss.SOFTMAX, false, true).create(Optional.empty(), 1);
    PlainDescent descent = new PlainDescent(app.problem());
    descent.solvedLoss();
    Vec x = descent.x.copy();
    for (EvaluationSet set : app.evaluationSets()) {
      double[][] measured = set.measure(descent.x, descent.y, Workspace.single());
      assertThat(set.metrics()).containsExactly(Measure.lower("loss"), Measure.higher("accuracy"));
      assertThat(measured[0]).hasSize(set.taskNames().size());
      assertThat(Arrays.stream(measured[1]).min().orElseThrow()).isGreaterThan(0.8);
    }
    assertThat(app.evaluationSets())
        .extracting(EvaluationSet::name)
        .containsExactly("validation", "test", "unseen");
    assertThat(app.evaluationSets().get(2).adapts()).isTrue();
    assertThat(descent.x.distance(x)).isZero();
    double mean =
        Arrays.stream(app.evaluationSets().get(0).measure(x, descent.y, Workspace.single())[0])
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(descent.loss(), within(1e-12));
  }

  @Test
  void should_keep_its_tasks_and_change_its_splits_when_the_seed_changes() {
    RobustHpoLetter p = application(HeadLoss.LOGISTIC, false, true);
    Application one = p.create(Optional.empty(), 1);
    Application two = p.create(Optional.empty(), 2);
    assertThat(two.blockNames()).isEqualTo(one.blockNames());
    Blocks y = new PlainDescent(one.problem()).y;
    y.at(0).fill(0.1);
    Vec x = new PlainDescent(one.problem()).x;
    double a = one.evaluationSets().get(0).measure(x, y, Workspace.single())[0][0];
    double b = two.evaluationSets().get(0).measure(x, y, Workspace.single())[0][0];
    double again =
        p.create(Optional.empty(), 1)
            .evaluationSets()
            .get(0)
            .measure(x, y, Workspace.single())[0][0];
    assertThat(b).isNotEqualTo(a);
    assertThat(again).isEqualTo(a);
  }

  @Test
  void should_be_the_same_problem_in_log_space() {
    // GIVEN one problem in x and in log x, at the same bandwidths, penalties and heads
    BilevelProblem plain = problem(HeadLoss.LOGISTIC, false, true);
    BilevelProblem logs =
        application(HeadLoss.LOGISTIC, false, true, true).create(Optional.empty(), 1).problem();
    PlainDescent inX = new PlainDescent(plain);
    PlainDescent inLogs = new PlainDescent(logs);

    // THEN starts, bounds, losses and solved losses agree
    for (int j = 0; j < plain.upperDim(); j++) {
      assertThat(StrictMath.exp(inLogs.x.get(j))).isCloseTo(inX.x.get(j), within(1e-15));
    }
    assertThat(inLogs.loss()).isCloseTo(inX.loss(), within(1e-12));
    assertThat(inLogs.solvedLoss()).isCloseTo(inX.solvedLoss(), within(1e-9));
    inLogs.x.fill(-100);
    logs.upperSet().project(inLogs.x);
    assertThat(StrictMath.exp(inLogs.x.get(0))).isCloseTo(1e-3, within(1e-15));
  }

  @Test
  void should_have_right_derivatives_in_log_space() {
    for (HeadLoss loss : HeadLoss.values()) {
      for (boolean squared : new boolean[] {false, true}) {
        RobustHpoLetter p = application(loss, false, squared, true);
        Slopes.check(p.create(Optional.empty(), 1).problem(), Batch.of(8));
      }
    }
  }

  @Test
  void should_refuse_penalties_that_may_reach_zero() {
    assertThatThrownBy(
            () ->
                new RobustHpoLetter(
                    3,
                    0,
                    0,
                    0,
                    12,
                    HeadLoss.LOGISTIC,
                    false,
                    0,
                    true,
                    false,
                    0.1,
                    0,
                    0.05,
                    0,
                    SplitScope.CLASS,
                    Precision.FLOAT64))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("penaltyMin is 0.0");
  }
}
