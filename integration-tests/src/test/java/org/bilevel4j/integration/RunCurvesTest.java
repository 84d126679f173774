package org.bilevel4j.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.applications.quadratic.QuadraticProblems;
import org.bilevel4j.core.application.Application;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.eval.report.ResultSet;
import org.bilevel4j.eval.report.RunCurves;
import org.bilevel4j.eval.report.SeedRun;
import org.bilevel4j.solvers.bilevel.Soba;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCurvesTest {
  private final Application application = new QuadraticProblems().create(Optional.empty(), 1);
  @TempDir private Path folder;

  private RunResult run(String name, Solver<?> solver, long seed, RunCurves curves) {
    try (Run<?> run = Run.of(name, solver, application.problem(), RunSpec.of(seed, 25))) {
      return run.execute(List.of(curves));
    }
  }

  @Test
  void should_plot_the_objective_of_runs_by_name_and_seed() {
    RunCurves curves = RunCurves.of(application.problem(), 10);
    run("soba", new Soba(), 1, curves);
    run("soba", new Soba(), 2, curves);
    run("wild", new Soba().with("gamma", Schedule.constant(1e9)), 1, curves);

    ResultSet results = curves.results();
    assertThat(results.arms()).extracting(ResultSet.Arm::label).containsExactly("soba", "wild");
    SeedRun first = results.arms().get(0).seeds().get(0);
    assertThat(first.series().rows()).isEqualTo(4);
    assertThat(first.series().at("step", 3)).isEqualTo(25);
    assertThat(first.series().at("exact.upper.mean", 3)).isFinite();
    assertThat(first.finalValue("stationarity")).isEqualTo(first.series().at("stationarity", 3));
    assertThat(results.arms().get(1).seeds().get(0).sound()).isFalse();

    assertThat(curves.write(folder)).content().contains("wild", "Stationarity");
    assertThat(folder.resolve("charts/exact.upper.mean.svg")).isNotEmptyFile();
  }

  @Test
  void should_plot_losses_on_the_data_of_an_application() {
    RunCurves curves = RunCurves.of(application, 5);
    run("soba", new Soba(), 1, curves);

    curves.write(folder);

    assertThat(curves.results().arms().get(0).seeds().get(0).finalMetrics())
        .contains("validation.loss.worst");
    assertThat(folder.resolve("charts/validation.loss.worst.png")).isNotEmptyFile();
  }
}
