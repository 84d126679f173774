package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.run.Outcome;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunResult;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.quadratic.QuadraticProblem;

/** Contracts on whole runs: the same bits, resumable, feasible, robust. */
final class RunContracts {
  private static final int STEPS = 30;
  private static final double ROUND_OFF = 1e-12;

  private RunContracts() {}

  private static String digest(Fixture f, RunSpec spec) {
    try (Run<?> run = f.run(f.noisy(), spec)) {
      run.execute(List.of());
      return run.digest();
    }
  }

  static void repeatable(Fixture f) {
    String first = digest(f, RunSpec.of(1, STEPS));

    assertThat(digest(f, RunSpec.of(1, STEPS))).isEqualTo(first);
    assertThat(digest(f, RunSpec.of(2, STEPS))).as("another seed").isNotEqualTo(first);
  }

  static void sameOnEightThreads(Fixture f) {
    assertThat(digest(f, RunSpec.of(1, STEPS).withThreads(8)))
        .isEqualTo(digest(f, RunSpec.of(1, STEPS)));
  }

  static void interleaved(Fixture f) {
    Solver<?> shared = f.solver();
    try (Run<?> one = f.run(shared, f.noisy(), RunSpec.of(1, STEPS));
        Run<?> other = f.run(shared, f.noisy(), RunSpec.of(2, STEPS))) {
      for (int k = 0; k < STEPS; k++) {
        assertThat(one.step()).isTrue();
        assertThat(other.step()).isTrue();
      }
      assertThat(one.digest()).isEqualTo(digest(f, RunSpec.of(1, STEPS)));
      assertThat(other.digest()).isEqualTo(digest(f, RunSpec.of(2, STEPS)));
    }
  }

  static void resume(Fixture f) throws IOException {
    Path file = Files.createTempFile("contract", ".ckpt");
    try (Run<?> broken = f.run(f.noisy(), RunSpec.of(1, STEPS))) {
      for (int k = 0; k < STEPS / 2; k++) {
        broken.step();
      }
      broken.save(file);
    }
    try (Run<?> resumed = f.run(f.noisy(), RunSpec.of(1, STEPS))) {
      resumed.load(file);
      resumed.execute(List.of());
      assertThat(resumed.steps()).isEqualTo(STEPS);
      assertThat(resumed.digest()).isEqualTo(digest(f, RunSpec.of(1, STEPS)));
    } finally {
      Files.delete(file);
    }
  }

  static void feasible(Fixture f) {
    boolean projects = f.solver().requirements().traits().contains(Requirements.Trait.UPPER_SET);
    ConvexSet setOfX = projects ? Fixture.NARROW : ConvexSet.all();
    QuadraticProblem problem = Fixture.noisy(f.within(setOfX, ConvexSet.all(), Fixture.NARROW));
    boolean onBorder = false;
    try (Run<?> run = f.run(problem, RunSpec.of(1, STEPS))) {
      while (run.step()) {
        inside(setOfX, "x", run.state().currentX());
        run.state().weights().ifPresent(w -> inside(ConvexSet.simplex(), "weights", w));
        for (Vec alpha : Fixture.duals(run.state().dual(), f.blocks())) {
          inside(Fixture.NARROW, "alpha", alpha);
          onBorder |= Fixture.NARROW.violation(outwards(alpha)) > 0;
        }
      }
    }
    assertThat(onBorder).as("alpha reaches the border of its set").isEqualTo(f.hasAlpha());
  }

  private static void inside(ConvexSet set, String what, Vec v) {
    assertThat(set.violation(v)).as(what).isLessThanOrEqualTo(ROUND_OFF);
  }

  /** Outside the narrow box where v is on its border. */
  private static Vec outwards(Vec v) {
    Vec out = v.copy();
    out.scale(1 + ROUND_OFF);
    return out;
  }

  static void diverged(Fixture f) {
    Solver<?> wild = Schedules.scaled(f.solver(), 1e100);
    try (Run<?> run = f.run(wild, f.noisy(), RunSpec.of(1, 200))) {
      RunResult result = run.execute(List.of());

      assertThat(result.outcome().kind()).isEqualTo(Outcome.Kind.DIVERGED);
      assertThat(result.last().x().isFinite()).as("the last finite iterate").isTrue();
    }
  }

  static void budget(Fixture f) {
    long perStep;
    try (Run<?> run = f.run(f.noisy(), RunSpec.of(1, 1))) {
      long before = run.counts().samples();
      run.step();
      perStep = run.counts().samples() - before;
    }
    long budget = 5 * perStep + 1;
    try (Run<?> run = f.run(f.noisy(), RunSpec.of(1, 1000).withSamples(budget))) {
      long lastStep = 0;
      long before = run.counts().samples();
      while (run.step()) {
        lastStep = run.counts().samples() - before;
        before = run.counts().samples();
      }
      assertThat(run.counts().samples()).isBetween(budget, budget + lastStep - 1);
      assertThat(run.result().outcome().kind()).isEqualTo(Outcome.Kind.BUDGET);
    }
  }
}
