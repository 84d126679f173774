package org.bilevel4j.cli.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bilevel4j.cli.TestCatalogues;
import org.bilevel4j.cli.config.Experiment;
import org.bilevel4j.cli.config.ExperimentWriter;
import org.bilevel4j.core.util.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How derivatives are made and what is measured, as an experiment chooses. */
class GridChoicesTest {
  @TempDir private Path folder;

  private static Experiment tiny(String... sets) {
    return TestCatalogues.loader().load("tiny", List.of(), List.of(sets));
  }

  private Path run(String name, String... sets) {
    Path root = folder.resolve(name);
    Experiment e = tiny(sets);
    try (GridFolder grid = GridFolder.create(root)) {
      AtomicText.write(grid.experiment(), ExperimentWriter.write(e));
      assertThat(new Grid(e, grid, TestCatalogues.context(1, System::nanoTime)).execute())
          .isEmpty();
    }
    return root;
  }

  private static double value(Path root, String metric) {
    return ResultFile.read(root.resolve("runs/robust/1"))
        .metrics()
        .getOrDefault(metric, Double.NaN);
  }

  private static String digest(Path root, String arm) {
    return ResultFile.read(root.resolve("runs/" + arm + "/1")).state();
  }

  @Test
  void should_run_an_arm_by_differences_when_it_names_an_oracle() {
    Path own = run("own", "seeds=1");
    Path made = run("made", "seeds=1", "robust.oracle=finite-difference");

    assertThat(digest(made, "mean")).isEqualTo(digest(own, "mean"));
    assertThat(digest(made, "robust")).isNotEqualTo(digest(own, "robust"));
    assertThat(value(made, Recorder.WORST)).isEqualTo(value(own, Recorder.WORST), within(1e-6));
  }

  @Test
  void should_measure_with_the_parameters_that_a_metric_is_given() throws IOException {
    String near = "evaluate.metrics=[tracked, prox(proxRho=50, proxSteps=30)]";
    Path own = run("own", "seeds=1", near);
    Path asItIs = run("as-it-is", "seeds=1", "evaluate.metrics=[tracked, prox]");

    // xhat lies at about ||grad F|| / (rho + curvature), so a larger rho draws it nearer
    assertThat(value(own, "prox.residual"))
        .isPositive()
        .isLessThan(0.5 * value(asItIs, "prox.residual"));
    assertThat(own.resolve("experiment.yaml")).content().contains("prox(proxRho=50, proxSteps=30)");
    assertThat(TestCatalogues.loader().load(own + "/experiment.yaml", List.of(), List.of()))
        .extracting(e -> e.evaluate().metrics())
        .isEqualTo(List.of("tracked", "prox(proxRho=50, proxSteps=30)"));
  }

  @Test
  void should_refuse_parameters_that_a_metric_does_not_take() {
    for (String metrics : List.of("prox(rho=1)", "tracked(a=1)", "prox(proxRho=-1)")) {
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(
              () ->
                  Grid.tryOut(
                      tiny("evaluate.metrics=[" + metrics + "]"),
                      TestCatalogues.context(1, System::nanoTime)))
          .withMessageStartingWith("evaluate.metrics: ")
          .withMessageContaining(metrics.substring(metrics.indexOf('(') + 1, metrics.indexOf('=')));
    }
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () ->
                Grid.tryOut(
                    tiny("evaluate.metrics=[prox, prox(proxRho=2)]"),
                    TestCatalogues.context(1, System::nanoTime)))
        .withMessageContaining("metric 'prox' is there twice");
  }
}
