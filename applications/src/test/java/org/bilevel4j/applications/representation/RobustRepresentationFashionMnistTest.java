package org.bilevel4j.applications.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bilevel4j.applications.PlainDescent;
import org.bilevel4j.applications.Slopes;
import org.bilevel4j.applications.parts.HeadLoss;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.task.SplitScope;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Precision;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RobustRepresentationFashionMnistTest {
  private static RobustRepresentationFashionMnist application(
      Activation activation, HeadLoss loss, boolean bias, Precision precision) {
    return new RobustRepresentationFashionMnist(
        "0-6,1-7,2-4",
        "4-6",
        60,
        40,
        "12,9",
        activation,
        bias,
        loss,
        5e-4,
        bias,
        bias ? 1e-3 : 0,
        SplitScope.CLASS,
        precision);
  }

  private Application create(RobustRepresentationFashionMnist factory) {
    Optional<Path> data =
        Optional.ofNullable(System.getenv("BILEVEL4J_DATA"))
            .map(Path::of)
            .filter(Files::isDirectory);
    Assumptions.assumeTrue(data.isPresent(), "BILEVEL4J_DATA names no directory");
    return factory.create(data, 1);
  }

  @Test
  void should_be_found_as_a_service() {
    assertThat(Catalogue.load(ApplicationFactory.KIND).names())
        .contains("robust-representation-fashion-mnist");
  }

  @ParameterizedTest
  @EnumSource(HeadLoss.class)
  void should_have_right_derivatives_with_every_loss(HeadLoss loss) {
    for (boolean bias : new boolean[] {false, true}) {
      Application app = create(application(Activation.TANH, loss, bias, Precision.FLOAT64));
      Slopes.check(app.problem(), Batch.of(8));
    }
  }

  @Test
  void should_solve_the_lower_level_to_tolerance() {
    Slopes.checkSolver(
        create(application(Activation.RELU, HeadLoss.SOFTMAX, false, Precision.FLOAT64)).problem());
  }

  @Test
  void should_learn_and_judge_seen_and_unseen_pairs() {
    Application app =
        create(application(Activation.RELU, HeadLoss.SOFTMAX, false, Precision.FLOAT32));
    PlainDescent descent = new PlainDescent(app.problem());
    double before = descent.loss();
    descent.run(150, 8, 32, 0.1, 0.1);
    assertThat(descent.loss()).isLessThan(0.8 * before);
    assertThat(app.evaluationSets())
        .extracting(EvaluationSet::name)
        .containsExactly("validation", "test", "unseen");
    for (EvaluationSet set : app.evaluationSets()) {
      double[] accuracy = set.measure(descent.x, descent.y, Workspace.single())[1];
      assertThat(accuracy).hasSize(set.taskNames().size());
      assertThat(Arrays.stream(accuracy).min().orElseThrow()).isGreaterThan(0.6);
    }
  }

  @Test
  void should_refuse_pairs_that_cannot_be_read() {
    assertThatThrownBy(
            () ->
                new RobustRepresentationFashionMnist(
                    "0:6",
                    "",
                    0,
                    0,
                    "100",
                    Activation.RELU,
                    false,
                    HeadLoss.SOFTMAX,
                    5e-4,
                    false,
                    0,
                    SplitScope.CLASS,
                    Precision.FLOAT32))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("0:6");
  }
}
