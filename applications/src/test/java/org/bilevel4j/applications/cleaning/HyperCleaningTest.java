package org.bilevel4j.applications.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import org.bilevel4j.applications.Slopes;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.Measure;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class HyperCleaningTest {
  private static final Map<String, Object> SMALL =
      Map.of("trainRows", 60, "validationRows", 40, "testRows", 50, "ridge", 0.01);

  private static Application application(Map<String, Object> set) {
    return Catalogue.load(ApplicationFactory.KIND)
        .get("hypercleaning")
        .with(set)
        .create(Optional.empty(), 1);
  }

  @Test
  void should_have_right_derivatives() {
    BilevelProblem problem = application(SMALL).problem();
    Slopes.check(problem, Batch.of(8));
    Slopes.check(problem, Batch.full());
  }

  @Test
  void should_give_a_row_the_sigmoid_of_its_own_entry_as_weight() {
    // GIVEN y = 0, where the cross-entropy of every row is log 26
    BilevelProblem problem = application(SMALL).problem();
    Vec x = Vec.zeros(60);
    x.set(7, 2);
    Blocks y = Blocks.zeros(BlockSet.all(1), problem.lowerDims());
    LowerPoints g = problem.open(Workspace.single()).lower(BlockSet.all(1), x, y, Draw.full());

    // THEN g and its gradient in x are those of the formula
    double s = 1 / (1 + Math.exp(-2));
    double log26 = Math.log(26);
    assertThat(g.values().get(0)).isCloseTo(log26 * (59 * 0.5 + s) / 60, within(1e-12));
    Vec gradX = Vec.zeros(60);
    g.addGradX(Weights.constant(1), gradX);
    assertThat(gradX.get(7)).isCloseTo(log26 * s * (1 - s) / 60, within(1e-14));
    assertThat(gradX.get(8)).isCloseTo(log26 * 0.25 / 60, within(1e-14));
  }

  @Test
  void should_count_corrupted_rows_among_the_lightest() {
    Application app = application(SMALL);
    EvaluationSet training = app.evaluationSets().get(2);
    assertThat(training.metrics())
        .containsExactly(
            Measure.lower("loss"), Measure.higher("precision"), Measure.higher("recall"));
    Blocks y = Blocks.zeros(BlockSet.all(1), app.problem().lowerDims());
    Vec x = Vec.zeros(60);
    assertThat(training.measure(x, y, Workspace.single())[1][0]).isNaN();
    CleaningEvaluation cleaning = (CleaningEvaluation) training;
    int wrong = 0;
    for (int r = 0; r < 60; r++) {
      wrong += cleaning.corrupted()[r] ? 1 : 0;
      x.set(r, cleaning.corrupted()[r] ? -1 : 1);
    }
    assertThat(wrong).isEqualTo(30);
    double[][] all = training.measure(x, y, Workspace.single());
    assertThat(all[1][0]).isEqualTo(1);
    assertThat(all[2][0]).isEqualTo(1);
    CleaningEvaluation fewer = new CleaningEvaluation(training, cleaning.corrupted(), 15);
    assertThat(fewer.measure(x, y, Workspace.single())[2][0]).isEqualTo(0.5);
    x.scale(-1);
    assertThat(training.measure(x, y, Workspace.single())[1][0]).isZero();
  }

  @Test
  void should_take_scores_without_a_winner_for_errors() {
    Application app = application(SMALL);
    Blocks y = Blocks.zeros(BlockSet.all(1), app.problem().lowerDims());
    for (EvaluationSet set : app.evaluationSets().subList(0, 2)) {
      assertThat(set.metrics()).containsExactly(Measure.lower("loss"), Measure.lower("error"));
      double[][] measured = set.measure(Vec.zeros(60), y, Workspace.single());
      assertThat(measured[0][0]).isCloseTo(Math.log(26), within(1e-12));
      assertThat(measured[1][0]).isEqualTo(1);
    }
  }

  @Test
  void should_refuse_more_rows_than_there_are() {
    assertThatThrownBy(() -> application(Map.of("trainRows", 19_000)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("25000 together, 'letter' has 20000");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "BILEVEL4J_DATA", matches = ".+")
  void should_have_right_derivatives_on_images() {
    Map<String, Object> images =
        Map.of("data", "fashion-mnist", "trainRows", 20, "validationRows", 20, "testRows", 20);
    Application app = application(images);
    assertThat(app.problem().lowerDims().max()).isEqualTo(7840);
    Slopes.check(app.problem(), Batch.of(8));
  }
}
