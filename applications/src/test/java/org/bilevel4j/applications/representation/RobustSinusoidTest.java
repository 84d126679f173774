package org.bilevel4j.applications.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.bilevel4j.applications.PlainDescent;
import org.bilevel4j.applications.Slopes;
import org.bilevel4j.applications.representation.RobustSinusoid.PenaltyForm;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RobustSinusoidTest {
  private static RobustSinusoid application(
      SinusoidTaskDesign design, Activation activation, PenaltyForm form, int shots) {
    return new RobustSinusoid(
        design, true, 0, "20,12,6", activation, form, 0.01, true, shots, Precision.FLOAT64);
  }

  private BilevelProblem problem(SinusoidTaskDesign design, PenaltyForm form) {
    return application(design, Activation.TANH, form, 10).create(Optional.empty(), 1).problem();
  }

  @Test
  void should_be_found_as_a_service() {
    assertThat(Catalogue.load(ApplicationFactory.KIND).names()).contains("robust-sinusoid");
  }

  @ParameterizedTest
  @EnumSource(SinusoidTaskDesign.class)
  void should_have_right_derivatives_on_samples_and_on_the_grid(SinusoidTaskDesign design) {
    for (PenaltyForm form : PenaltyForm.values()) {
      Slopes.check(problem(design, form), Batch.of(10));
      Slopes.check(problem(design, form), Batch.full());
    }
  }

  @Test
  void should_solve_ridge_regression_on_the_grid_exactly() {
    Slopes.checkSolver(problem(SinusoidTaskDesign.PAPER_20, PenaltyForm.SQUARED));
  }

  @Test
  void should_stream_samples_and_fall_back_on_the_grid_for_full_draws() {
    BilevelProblem problem = problem(SinusoidTaskDesign.PAPER_3, PenaltyForm.SQUARED);
    assertThat(problem.blocks()).isEqualTo(3);
    assertThat(problem.lowerRows(0).kind()).isEqualTo(Rows.Kind.STREAM);
    assertThat(problem.lowerRows(0).count()).isEqualTo(100);
  }

  @Test
  void should_start_within_the_usual_bounds() {
    BilevelProblem problem = new RobustSinusoid().create(Optional.empty(), 1).problem();
    Vec x = Vec.zeros(problem.upperDim());
    problem.startUpper(x, Key.of(1));
    assertThat(x.dim()).isEqualTo(160 + 80 * 81 + 10 * 81);
    assertThat(x.slice(0, 160).max()).isBetween(0.9, 1.0);
    assertThat(x.slice(160, x.dim()).max()).isBetween(0.1, 1 / Math.sqrt(80));
  }

  @Test
  void should_lower_the_loss_when_descended_on() {
    PlainDescent descent =
        new PlainDescent(problem(SinusoidTaskDesign.PAPER_3, PenaltyForm.SQUARED));
    double before = descent.loss();
    descent.run(1500, 10, 10, 0.02, 0.05);
    assertThat(descent.loss()).isLessThan(0.8 * before);
  }

  @Test
  void should_adapt_heads_of_unseen_tasks_to_convergence() {
    Application onGrid =
        application(SinusoidTaskDesign.PAPER_20, Activation.TANH, PenaltyForm.SQUARED, 0)
            .create(Optional.empty(), 1);
    EvaluationSet unseen = onGrid.evaluationSets().get(2);
    assertThat(unseen.adapts()).isTrue();
    PlainDescent start = new PlainDescent(onGrid.problem());
    double[] fitted = unseen.measure(start.x, start.y, Workspace.single())[0];
    assertThat(fitted).hasSize(20);
    // a head fitted on the grid beats predicting zero there: a^2 / 2 on average
    assertThat(Arrays.stream(fitted).average().orElseThrow()).isBetween(0.01, 4.2);

    // the same tasks seen by the problem's own solver give the same kind of number
    double solved = start.solvedLoss();
    double[] seen = onGrid.evaluationSets().get(0).measure(start.x, start.y, Workspace.single())[0];
    assertThat(Arrays.stream(seen).average().orElseThrow()).isCloseTo(solved, within(1e-12));
  }

  @Test
  void should_refuse_widths_that_are_not_numbers() {
    assertThatThrownBy(
            () ->
                new RobustSinusoid(
                    SinusoidTaskDesign.PAPER_3,
                    true,
                    0,
                    "80,x",
                    Activation.RELU,
                    PenaltyForm.SQUARED,
                    0.01,
                    true,
                    10,
                    Precision.FLOAT64))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'80,x'");
  }
}
