package org.bilevel4j.applications.hpo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class LogisticHpoTest {
  @TempDir Path folder;

  private static Application application(Map<String, Object> set) {
    return Catalogue.load(ApplicationFactory.KIND)
        .get("logistic-hpo")
        .with(set)
        .create(Optional.empty(), 1);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void should_have_right_derivatives_on_made_up_rows() {
    Slopes.check(application(Map.of()).problem(), Batch.of(8));
    Slopes.check(application(Map.of()).problem(), Batch.full());
  }

  @Test
  void should_be_the_formula_on_files_of_the_user() throws IOException {
    // GIVEN two training rows, one validation row, and starts in files
    Map<String, Object> set =
        Map.of(
            "file", file("a.libsvm", "+1 1:1 3:2\n0 2:-1\n\n"),
            "validationFile", file("b.libsvm", "-1 1:2\n"),
            "testShare", 0,
            "start.x", file("x0.csv", "0.5,-1\n2\n"),
            "start.y", file("y0.csv", "1; 2; -3"));
    Application app = application(set);
    Vec x = Vec.zeros(3);
    app.problem().startUpper(x, Key.of(1));
    Blocks y = Blocks.zeros(BlockSet.all(1), app.problem().lowerDims());
    app.problem().lowerStart().fill(0, x, Key.of(1), y.at(0));

    // THEN values are those of the formula
    LowerPoints g =
        app.problem().open(Workspace.single()).lower(BlockSet.all(1), x, y, Draw.full());
    double loss = (Math.log1p(Math.exp(5)) + Math.log1p(Math.exp(-2))) / 2;
    double penalty = (Math.exp(0.5) + 4 * Math.exp(-1) + 9 * Math.exp(2)) / 2;
    assertThat(g.values().get(0)).isCloseTo(loss + penalty, within(1e-12));
    assertThat(app.evaluationSets()).hasSize(1);
    double[][] judged = app.evaluationSets().get(0).measure(x, y, Workspace.single());
    assertThat(judged[0][0]).isCloseTo(Math.log1p(Math.exp(2)), within(1e-12));
    assertThat(judged[1][0]).isZero();
  }

  @Test
  void should_say_what_a_start_lacks() throws IOException {
    String short3 = file("x0.csv", "1,2,3");
    assertThatThrownBy(() -> application(Map.of("start.x", short3)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has 3 numbers, 20 are needed");
    assertThatThrownBy(() -> application(Map.of("start.y", "nowhere.csv")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("start.y is 'nowhere.csv', which is no file that can be read");
    assertThatThrownBy(() -> application(Map.of("file", "no-such-set")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no-such-set is no file, and no set of this name was found");
  }

  @Test
  void should_split_by_key_and_judge_accuracy() {
    Application app = application(Map.of("start.y", "normal(0.1)"));
    assertThat(app.problem().lowerRows(0).count()).isEqualTo(600);
    assertThat(app.problem().upperRows(0).count()).isEqualTo(200);
    Blocks y = Blocks.zeros(BlockSet.all(1), app.problem().lowerDims());
    y.at(0).set(0, 1);
    for (EvaluationSet set : app.evaluationSets()) {
      assertThat(set.metrics()).containsExactly(Measure.lower("loss"), Measure.higher("accuracy"));
      double[][] measured = set.measure(Vec.zeros(20), y, Workspace.single());
      assertThat(measured[1][0]).isBetween(0.7, 1.0);
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "BILEVEL4J_DATA", matches = ".+")
  void should_find_sets_of_the_collection_by_name() {
    Application app =
        application(Map.of("file", "ijcnn1", "testFile", "ijcnn1.t", "validationShare", 0.5));
    assertThat(app.problem().upperDim()).isEqualTo(22);
    assertThat(app.problem().lowerRows(0).count()).isEqualTo(24_995);
    assertThat(app.evaluationSets()).hasSize(2);
    Slopes.check(app.problem(), Batch.of(64));
    assertThat(application(Map.of("file", "a9a")).problem().upperDim()).isEqualTo(123);
    assertThat(application(Map.of("file", "w8a")).problem().upperDim()).isEqualTo(300);
  }
}
