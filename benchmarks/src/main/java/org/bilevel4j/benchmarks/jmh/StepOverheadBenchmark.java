package org.bilevel4j.benchmarks.jmh;

import java.util.Collections;
import java.util.Map;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.quadratic.QuadraticBlock;
import org.bilevel4j.core.quadratic.QuadraticForm;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.SolverCatalogue;
import org.bilevel4j.core.solver.SolverEntry;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a step costs beside its arithmetic: MORBiT on tiny quadratics, d_x = d_y = 10. Look at the
 * allocation too.
 */
public class StepOverheadBenchmark extends ShortRuns {
  private static final int DIM = 10;
  private static final double COUPLING = 0.1;

  /** Blocks. */
  @Param({"1", "16"})
  public int blocks;

  private @Nullable Run<?> run;

  /** f = |x|^2/2 + |y|^2/2 - sum(y), g = |y|^2/2 + x'y/10. */
  @Setup
  public void open() {
    Vec eye = diagonal(1);
    Vec minusOnes = Vec.zeros(DIM);
    minusOnes.fill(-1);
    QuadraticForm f =
        QuadraticForm.of(DIM, DIM, 0, Map.of("xx", eye, "yy", eye, "y", minusOnes), 0);
    QuadraticForm g = QuadraticForm.of(DIM, DIM, 0, Map.of("yy", eye, "xy", diagonal(COUPLING)), 0);
    QuadraticProblem problem =
        QuadraticProblem.of(
            "tiny",
            DIM,
            DualSide.Kind.SIMPLEX,
            Collections.nCopies(blocks, new QuadraticBlock(f, g)));
    SolverEntry morbit = SolverCatalogue.load().get("morbit");
    Record params = Records.bind(morbit.defaults(), Map.of("estimator", "one-step"), "morbit");
    run = Run.of("morbit", morbit.create(params), problem, RunSpec.of(1, Long.MAX_VALUE));
  }

  private static Vec diagonal(double value) {
    Vec m = Vec.zeros(DIM * DIM);
    for (int i = 0; i < DIM; i++) {
      m.set(i * DIM + i, value);
    }
    return m;
  }

  /** One step. */
  @Benchmark
  public void step(Blackhole hole) {
    if (run != null) {
      hole.consume(run.step());
    }
  }

  /** Ends the run. */
  @TearDown
  public void close() {
    if (run != null) {
      run.close();
    }
  }
}
