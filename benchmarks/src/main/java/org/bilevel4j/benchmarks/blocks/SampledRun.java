package org.bilevel4j.benchmarks.blocks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.config.Records;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Permutation;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.Step;
import org.bilevel4j.quadratic.QuadraticProblem;

/** One solver on m blocks, all of them touched before anything is timed. */
final class SampledRun<S extends SolverState> implements AutoCloseable {
  private static final int WARM_SETS = 4;

  /** What a solver is given, the first that it serves. */
  private static final List<DualSide.Kind> KINDS =
      List.of(DualSide.Kind.PER_BLOCK, DualSide.Kind.SIMPLEX, DualSide.Kind.NONE);

  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private final Solver<S> solver;
  private final QuadraticProblem problem;
  private final Run<S> run;
  private final Workspace workspace = Workspace.single();
  private final Oracle oracle;
  private final StateReads state;
  private final int sampled;

  private SampledRun(String name, Solver<S> solver, QuadraticProblem problem, int sampled) {
    this.sampled = sampled;
    this.solver = solver;
    this.problem = problem;
    this.run = Run.of(name, solver, problem, RunSpec.of(1, Long.MAX_VALUE));
    this.oracle = problem.open(workspace);
    this.state = new StateReads(run.state(), problem.localParts());
    state.touchAll();
  }

  /**
   * A run.
   *
   * @param problem what is solved, by the kind of its dual and whether it has a lower level
   * @param sampled blocks per step
   */
  static SampledRun<?> of(
      String name, BiFunction<DualSide.Kind, Boolean, QuadraticProblem> problem, int sampled) {
    Entry<Solver<?>> entry = Catalogue.load(Solver.KIND).get(name);
    Map<String, String> known = Records.toMap(entry.component().params());
    Map<String, Object> set = new TreeMap<>(Map.of("blocksPerStep", sampled));
    if (known.containsKey("hessian.start")) {
      set.put("hessian.start", "identity"); // no block waits for its first batch: all are touched
    }
    if (known.containsKey("lambda.rule")) {
      set.put("lambda.rule", "entropic"); // the Euclidean projection moves every weight
    }
    if (known.containsKey("gamma")) {
      set.put("gamma", 1e-9); // weights that stay near uniform, whatever m
    }
    Solver<?> solver = entry.with(set);
    Requirements needs = solver.requirements();
    DualSide.Kind kind = KINDS.stream().filter(needs.duals()::contains).findFirst().orElseThrow();
    boolean lowerLevel = !needs.traits().contains(Requirements.Trait.ONLY_UPPER_LEVEL);
    return new SampledRun<>(name, solver, problem.apply(kind, lowerLevel), sampled);
  }

  /** Microseconds per step on few sets that come again and again. */
  double warm(int steps) {
    Key key = Key.of(2);
    BlockSet all = BlockSet.all(problem.blocks());
    return timed(
        steps,
        k -> {
          long again = 1 + k % WARM_SETS; // step 0 may differ
          solver.step(
              run.state(), new Step(problem, oracle, workspace, key, again, steps, all, rule -> 1));
          workspace.reset();
          return 0;
        });
  }

  /** Microseconds per step of the engine. */
  double fresh(int steps) {
    return timed(steps, k -> run.step() ? 1 : 0);
  }

  /** Microseconds to read the state of as many new blocks as a step does. */
  double read(int steps, int lap) {
    BlockSet[] sets = new BlockSet[steps];
    for (int k = 0; k < steps; k++) {
      sets[k] = sample(Key.of(lap).child(k));
    }
    return timed(steps, k -> state.read(sets[(int) k]));
  }

  /** Bytes of state of the blocks of one step. */
  long bytes() {
    return state.bytes(sample(Key.of(0)));
  }

  /** Bytes of state of all blocks. */
  long allBytes() {
    return state.bytes(BlockSet.all(problem.blocks()));
  }

  private BlockSet sample(Key key) {
    int m = problem.blocks();
    Permutation order = Permutation.of(key, m);
    return BlockSet.of(m, IntStream.range(0, Math.min(m, sampled)).map(order::at).toArray());
  }

  private static double timed(int steps, LongToDoubleFunction work) {
    double sum = 0;
    long start = THREAD.getCurrentThreadCpuTime();
    for (int k = 0; k < steps; k++) {
      sum += work.applyAsDouble(k);
    }
    long time = THREAD.getCurrentThreadCpuTime() - start;
    if (Double.isNaN(sum)) { // also keeps the work from being optimised away
      throw new IllegalStateException("the state is not finite.");
    }
    return time * 1e-3 / steps;
  }

  @Override
  public void close() {
    try (run;
        workspace) {
      oracle.close();
    }
  }
}
