package org.bilevel4j.applications.auc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.application.ApplicationFactory;
import org.bilevel4j.core.application.EvaluationSet;
import org.bilevel4j.core.application.FeatureRows;
import org.bilevel4j.core.application.Judgement;
import org.bilevel4j.core.application.TaskScores;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.datasets.letter.LetterData;
import org.bilevel4j.eval.metric.RankedScores;
import org.bilevel4j.eval.metric.RocAuc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiTaskAucTest {
  private static final Map<String, Object> SMALL =
      Map.of("tasks", 3, "widths", "9,7", "precision", "float64");

  private static Application application(String name, Map<String, Object> set, String objective) {
    return Catalogue.load(ApplicationFactory.KIND)
        .get(name)
        .with(set)
        .with("objective", objective)
        .create(Optional.empty(), 5);
  }

  private static Vec start(BilevelProblem problem) {
    Vec x = Vec.zeros(problem.upperDim());
    problem.startUpper(x, Key.of(3));
    return x;
  }

  private static Judgement judged(Application app, String set, Vec x) {
    EvaluationSet found =
        app.evaluationSets().stream().filter(s -> s.name().equals(set)).findAny().orElseThrow();
    Blocks y = Blocks.state(app.problem().lowerDims());
    return found.judge(x, y, Workspace.single());
  }

  @Test
  void should_have_the_same_rows_start_and_judgement_whatever_the_objective() {
    Application plain = application("multi-task-auc", SMALL, "ce");
    Vec x = start(plain.problem());
    for (String objective : List.of("mauc", "mauc-ct(eta=0.5)", "focal")) {
      Application other = application("multi-task-auc", SMALL, objective);
      Vec z = start(other.problem());
      int shared = plain.problem().localParts().shared();
      assertThat(z.slice(0, shared).distance(x.slice(0, shared))).isZero();
      assertThat(judged(other, "test", z).values())
          .isDeepEqualTo(judged(plain, "test", x).values());
      assertThat(other.problem().upperRows(1).positives())
          .isEqualTo(plain.problem().upperRows(1).positives());
    }
    assertThat(plain.problem().upperRows(0).additive()).isTrue();
    assertThat(application("multi-task-auc", SMALL, "mauc").problem().upperRows(0).additive())
        .isFalse();
    assertThat(plain.blockNames()).containsExactly("A", "B", "C");
    assertThat(plain.evaluationSets())
        .extracting(EvaluationSet::name)
        .containsExactly("validation", "test", "training");
  }

  /** The loss of a set is that of objective mb on all its rows at once. */
  @ParameterizedTest
  @CsvSource({"0, 1", "0, 0.1", "0.05, 0.2"})
  void should_judge_by_the_pairs_that_count(double from, double to) {
    Application app =
        application(
            "multi-task-pauc",
            Map.of(
                "tasks", 3, "widths", "9", "precision", "float64", "fpr.from", from, "fpr.to", to),
            "mb");
    Vec x = start(app.problem());
    BlockSet all = BlockSet.all(3);
    Blocks none = Blocks.zeros(all, app.problem().lowerDims());
    Vec losses =
        app.problem()
            .open(Workspace.single())
            .upper(all, x, none, Dual.none(), Draw.full())
            .values();
    double[][] values = judged(app, "training", x).values();
    for (int i = 0; i < 3; i++) {
      assertThat(values[0][i]).isCloseTo(losses.get(i), within(1e-12));
    }
  }

  @Test
  void should_hand_out_the_outputs_of_the_network() {
    for (String widths : List.of("", "9,7")) {
      Map<String, Object> set =
          Map.of("tasks", 3, "widths", widths, "precision", "float64", "standardise", false);
      Application app = application("multi-task-auc", set, "ce");
      Vec x = start(app.problem());
      Judgement test = judged(app, "test", x);
      TaskScores scores = test.scores().orElseThrow();
      assertThat(scores.scores()[1]).hasSize(4000);
      double loss = 0;
      for (int r = 0; r < scores.scores()[1].length; r++) {
        double s = scores.scores()[1][r];
        loss += Math.log1p(Math.exp(scores.positive()[1][r] ? -s : s));
      }
      assertThat(test.values()[1][1]).isCloseTo(loss / scores.scores()[1].length, within(1e-12));
      assertThat(RocAuc.of(RankedScores.of(scores.scores()[1], scores.positive()[1])))
          .isBetween(0.05, 0.95);

      // the same by the scorer, on rows that it has not seen
      float[] all = LetterData.embedded().features().toFloats();
      double[][] byRow =
          app.scorer()
              .orElseThrow()
              .score(
                  x,
                  Blocks.state(app.problem().lowerDims()),
                  FeatureRows.of(all, 16),
                  16_000,
                  20_000,
                  Workspace.single());
      double[] own = byRow[1].clone(); // the official test rows, in their order
      double[] judged = scores.scores()[1].clone(); // positives first
      Arrays.sort(own);
      Arrays.sort(judged);
      assertThat(own).containsExactly(judged);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce", "mauc", "mauc-ct", "mauc-ct-proximal", "mb", "focal"})
  void should_read_back_what_it_writes(String objective) {
    ScoreObjective read = ScoreObjective.parse(objective);
    assertThat(ScoreObjective.parse(ScoreObjective.format(read))).isEqualTo(read);
  }

  @Test
  void should_refuse_what_cannot_be_counted() {
    assertThatThrownBy(() -> application("multi-task-auc", SMALL, "pauc"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no threshold where every negative counts");
    assertThatThrownBy(() -> application("multi-task-auc", Map.of("tasks", 27), "ce"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tasks is 27, letter has 26");
    assertThatThrownBy(() -> application("multi-task-pauc", Map.of("fpr.from", 0.3), "ce"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("fpr.from is 0.3, must be below fpr.to, 0.1");
    assertThatThrownBy(() -> application("multi-task-auc", SMALL, "pauk"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("objective 'pauk' is not known");
  }

  @Test
  void should_make_up_tasks() {
    Application app =
        application("multi-task-pauc", Map.of("data", "synthetic(tasks=4)", "widths", "8"), "pauc");
    assertThat(app.problem().upperRows(2).count()).isEqualTo(20_000);
    assertThat(app.problem().upperRows(2).positives()).isBetween(900, 1100);
    assertThat(app.blockNames()).hasSize(4);
  }

  @Test
  void should_name_the_data_that_pose_tasks() {
    assertThatThrownBy(() -> application("multi-task-auc", Map.of("data", "sinusoid"), "ce"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("data set 'sinusoid' poses no binary tasks")
        .hasMessageContaining("letter");
    assertThat(new MultiTaskAuc().datasets()).contains("letter", "mulan", "cifar-10", "synthetic");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "BILEVEL4J_DATA", matches = ".+")
  void should_pose_multi_label_tasks_and_say_what_it_left_out() {
    Application app =
        application("multi-task-auc", Map.of("data", "mulan", "widths", "16"), "mauc");
    assertThat(app.blockNames()).hasSizeGreaterThan(150);
    assertThat(app.problem().remarks()).isNotNull();
    TaskScores scores = judged(app, "validation", start(app.problem())).scores().orElseThrow();
    assertThat(scores.tasks()).isEqualTo(app.blockNames().size());
  }
}
