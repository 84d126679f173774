package org.bilevel4j.benchmarks.jmh;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a step costs beside its arithmetic: a solver on tiny quadratics with d_x = d_y. Look at the
 * allocation too: with {@code -p dim=10,100,1000} it must not grow.
 */
public class StepOverheadBenchmark extends ShortRuns {
  private static final double COUPLING = 0.1;

  /** The solver. */
  @Param({"soba", "morbit"})
  public String solver = "soba";

  /** d_x and d_y. */
  @Param("10")
  public int dim;

  /** Blocks. */
  @Param({"1", "16"})
  public int blocks;

  /** Rows of each level, of which a step draws 8; 0 for exact losses. */
  @Param({"0", "64"})
  public int rows;

  private @Nullable Run<?> run;

  /** f = |x|^2/2 + |y|^2/2 - sum(y), g = |y|^2/2 + x'y/10. */
  @Setup
  public void open() {
    Vec eye = diagonal(1);
    Vec minusOnes = Vec.zeros(dim);
    minusOnes.fill(-1);
    QuadraticForm f =
        QuadraticForm.of(dim, dim, 0, Map.of("xx", eye, "yy", eye, "y", minusOnes), 0);
    QuadraticForm g = QuadraticForm.of(dim, dim, 0, Map.of("yy", eye, "xy", diagonal(COUPLING)), 0);
    boolean robust = solver.equals("morbit");
    QuadraticProblem problem =
        QuadraticProblem.of(
                "tiny",
                dim,
                robust ? DualSide.Kind.SIMPLEX : DualSide.Kind.NONE,
                Collections.nCopies(blocks, new QuadraticBlock(f, g)))
            .withNoise(new Noise(rows, 1e-3, 1e-4, 1));
    Map<String, Object> set = new HashMap<>(Map.of("lowerBatch", 8, "upperBatch", 8));
    if (robust) {
      set.put("estimator", "one-step");
    }
    Solver<?> measured = Catalogue.load(Solver.KIND).get(solver).with(set);
    run = Run.of(solver, measured, problem, RunSpec.of(1, Long.MAX_VALUE));
  }

  private Vec diagonal(double value) {
    Vec m = Vec.zeros(dim * dim);
    for (int i = 0; i < dim; i++) {
      m.set(i * dim + i, value);
    }
    return m;
  }

  /** One step. */
  @Benchmark
  public boolean step() {
    return run != null && run.step();
  }

  /** Ends the run. */
  @TearDown
  public void close() {
    if (run != null) {
      run.close();
    }
  }
}
