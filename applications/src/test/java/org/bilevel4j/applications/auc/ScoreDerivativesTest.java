package org.bilevel4j.applications.auc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bilevel4j.applications.parts.Encoder;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every objective on every encoder and every form of scores, against differences. */
class ScoreDerivativesTest {
  private static final SmallTasks TASKS = SmallTasks.random(3, 60, 6, 11);

  /** Those whose derivatives are those of their values, that is without values held constant. */
  private static final List<String> OBJECTIVES =
      List.of(
          "ce",
          "focal",
          "focal(gamma=1.5, weight=0.6, weighs=negatives)",
          "mauc",
          "mauc(priorWeighted=true, margin=0.5, alpha=nonnegative)",
          "mauc-ct(eta=0.5)",
          "mauc-ct-proximal(eta=0.5)",
          "pauc",
          "pauc(tau1=0.3, tau2=0.1, tauPhi=0.5, selfNormalised=true)",
          "mb",
          "sopa-s(lambda=0.8)");

  static List<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    for (String objective : OBJECTIVES) {
      for (Encoder e :
          List.of(TASKS.linear(), TASKS.mlp(Activation.RELU), TASKS.mlp(Activation.TANH))) {
        for (ScoreForm form : ScoreForm.values()) {
          all.add(Arguments.of(objective, new ScoreNetwork(e, true), form, new FprRange(0, 0.3)));
        }
      }
    }
    ScoreNetwork network = new ScoreNetwork(TASKS.mlp(Activation.TANH), false);
    for (String objective : List.of("pauc", "pauc(selfNormalised=true)", "mb")) {
      all.add(Arguments.of(objective, network, ScoreForm.SIGMOID, new FprRange(0.1, 0.4)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_have_right_derivatives(
      String objective, ScoreNetwork network, ScoreForm form, FprRange fpr) {
    AutodiffProblem problem = TASKS.problem(network, form, objective, fpr);
    Batch batch = new Batch.Stratified(7, 13);

    CheckResult result = DerivativeCheck.of(problem).atRandom(Key.of(5), batch, batch);

    assertThat(result.findings()).isNotEmpty();
    assertThat(result.passed()).as(result::toString).isTrue();
  }
}
