package org.bilevel4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Schedule;
import org.bilevel4j.eval.report.RunCurves;
import org.bilevel4j.oracles.FiniteDifferenceOracle;
import org.bilevel4j.oracles.GradientDifferenceOracle;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.bilevel4j.oracles.tensor.RowTable;
import org.bilevel4j.solvers.bilevel.F2sa;
import org.bilevel4j.solvers.bilevel.Soba;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guides show runs and does what they say. */
class GuidesTest {

  private static RobustRidge ridge() {
    Rng rng = Key.of(4).rng();
    List<int[]> tasks = IntStream.range(0, 3).mapToObj(i -> range(20 * i, 20)).toList();
    RowTable[] parts = new RowTable[2]; // training, validation
    for (int p = 0; p < parts.length; p++) {
      double[][] a = new double[60][];
      double[] b = new double[60];
      for (int r = 0; r < a.length; r++) {
        a[r] = new double[] {rng.nextGaussian(), rng.nextGaussian(), rng.nextGaussian()};
        b[r] = (r / 20 + 1) * a[r][0] + 0.5 * rng.nextGaussian();
      }
      parts[p] = RowTable.of("a", a).with("b", b).blocks(tasks);
    }
    return new RobustRidge(3, 3, parts[0], parts[1]);
  }

  private static int[] range(int from, int count) {
    return IntStream.range(from, from + count).toArray();
  }

  @TempDir private Path folder;

  @Test
  void should_run_the_solver_of_the_guide_on_the_application_of_the_guide() {
    // region run
    BilevelProblem problem = AutodiffProblem.of(ridge());
    var solver =
        new TiltedDescent()
            .with("alpha", 0.1)
            .with("beta", Schedule.constant(0.3))
            .with("estimator", "exact")
            .with("batch", Batch.full());
    RunCurves curves = RunCurves.of(problem, 20); // measures every 20 steps
    RunResult result;
    try (Run<?> run = Run.of("tilted-descent", solver, problem, RunSpec.of(1, 200))) {
      result = run.execute(List.of(curves));
    }
    System.out.println(result); // COMPLETED after 200 steps, ... x = (...)
    curves.write(folder); // report.html, tables, charts as SVG and PNG
    // endregion

    assertThat(folder.resolve("report.html")).content().contains("tilted-descent");
    assertThat(folder.resolve("charts/stationarity.svg")).isNotEmptyFile();
    assertThat(result).asString().startsWith("COMPLETED after 200");

    // penalties of the two coordinates without signal grow beyond that of the one with signal
    var x = result.returned().x();
    assertThat(x.get(1)).isGreaterThan(x.get(0));
    assertThat(x.get(2)).isGreaterThan(x.get(0));
  }

  @Test
  void should_check_the_derivatives_of_the_application_of_the_guide() {
    // region check
    CheckResult findings =
        DerivativeCheck.of(AutodiffProblem.of(ridge()))
            .atRandom(Key.of(1), Batch.of(8), Batch.of(8));
    System.out.println(findings);
    // endregion

    assertThat(findings.passed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void should_pass_the_check_whatever_the_seed_and_the_oracle(long seed) {
    BilevelProblem ridge = AutodiffProblem.of(ridge());
    LogisticRidge byHand = logisticRidge();
    for (BilevelProblem problem :
        List.of(
            ridge,
            FiniteDifferenceOracle.ofValues(ridge, FiniteDifferenceOracle.DEFAULT_SCALE),
            FiniteDifferenceOracle.ofValues(byHand, FiniteDifferenceOracle.DEFAULT_SCALE),
            GradientDifferenceOracle.ofGradients(byHand, GradientDifferenceOracle.DEFAULT_SCALE),
            byHand)) {
      CheckResult findings =
          DerivativeCheck.of(problem).atRandom(Key.of(seed), Batch.of(8), Batch.of(8));

      assertThat(findings.failures()).as(findings.toString()).isEmpty();
      assertThat(findings.unchecked()).isEmpty();
    }
  }

  @Test
  void should_hide_second_derivatives_from_solvers() {
    BilevelProblem seen = new FirstOrderOnly().over(logisticRidge());

    assertThat(seen.offers())
        .contains(OracleCall.LOWER_GRAD_Y)
        .doesNotContain(OracleCall.LOWER_HVP);
    assertThat(new Soba().requirements().misfits(seen)).isNotEmpty();
    assertThat(new F2sa().requirements().misfits(seen)).isEmpty();
  }

  private static LogisticRidge logisticRidge() {
    Rng rng = Key.of(5).rng();
    double[][] rows = new double[60][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = new double[] {rng.nextGaussian(), rng.nextGaussian(), rng.nextGaussian(), 0};
      rows[r][3] = rows[r][0] + 0.3 * rng.nextGaussian() > 0 ? 1 : -1;
    }
    return new LogisticRidge(
        java.util.Arrays.copyOfRange(rows, 0, 40), java.util.Arrays.copyOfRange(rows, 40, 60));
  }
}
