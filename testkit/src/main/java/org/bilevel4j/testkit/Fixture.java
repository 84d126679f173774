package org.bilevel4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bilevel4j.core.catalogue.Entry;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.quadratic.Noise;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * One solver on one family of reference problems.
 *
 * @param entry the solver
 * @param kind the dual side of the problem
 * @param blocks m
 * @param settings what the solver's tests say beside its defaults
 * @param posing how the problems are stated
 */
record Fixture(
    Entry<Solver<?>> entry,
    DualSide.Kind kind,
    int blocks,
    ContractSettings settings,
    Posing posing) {
  /** A set that is small enough to bind within a few steps. */
  static final Box NARROW = new Box(-0.03, 0.05);

  private static final int ROWS = 128;
  private static final int SEED = 1;
  private static final int DIM = 3;

  /** Every family this solver can serve; the first that fits most is the plain one. */
  static List<Fixture> of(Solver<?> solver, Posing posing) {
    Entry<Solver<?>> entry = Entry.of(solver);
    ContractSettings settings = ContractSettings.of(entry.name());
    List<Fixture> out = new ArrayList<>();
    for (DualSide.Kind kind : DualSide.Kind.values()) {
      for (int blocks : new int[] {4, 1}) {
        Fixture f = new Fixture(entry, kind, blocks, settings, posing);
        boolean served =
            f.solver().requirements().misfits(f.posed(f.exact())).isEmpty()
                && out.stream().noneMatch(other -> other.kind == kind);
        if (served) {
          out.add(f);
        }
      }
    }
    return out;
  }

  /** The same solver with further parameters, and contracts that are not asked of them. */
  Fixture with(Map<String, String> set, Map<String, String> skips) {
    return new Fixture(entry, kind, blocks, settings.with(set, skips), posing);
  }

  /** A reference problem as it is stated here. */
  BilevelProblem posed(QuadraticProblem problem) {
    return posing.of(problem);
  }

  /** Whether an alpha enters the upper losses. */
  boolean hasAlpha() {
    return kind == DualSide.Kind.PER_BLOCK || kind == DualSide.Kind.SHARED;
  }

  /** Exact losses, no constraints. */
  QuadraticProblem exact() {
    return random(kind, blocks);
  }

  /** The same from another seed. */
  QuadraticProblem exact(int seed) {
    return ReferenceProblems.random(kind, blocks, DIM, exact().lowerDims().of(0), seed);
  }

  /** Exact losses that curve in x only through y*(x) and the best alpha. */
  QuadraticProblem bilinear() {
    return ReferenceProblems.bilinear(kind, blocks, exact().lowerDims().of(0) > 0, SEED);
  }

  /** A problem of this family with another dual side or another number of blocks. */
  QuadraticProblem random(DualSide.Kind otherKind, int otherBlocks) {
    Set<Requirements.Trait> traits = solver().requirements().traits();
    boolean upperOnly = traits.contains(Requirements.Trait.ONLY_UPPER_LEVEL);
    boolean likeX = traits.contains(Requirements.Trait.LOWER_DIM_IS_UPPER_DIM);
    return random(otherKind, otherBlocks, upperOnly ? 0 : likeX ? DIM : DIM - 1);
  }

  /** The same with other lower variables than the solver's. */
  static QuadraticProblem random(DualSide.Kind kind, int blocks, int lowerDim) {
    return ReferenceProblems.random(kind, blocks, DIM, lowerDim, SEED);
  }

  /** A problem of this family's dual side and number of blocks. */
  QuadraticProblem of(String name, IntFunction<QuadraticBlock> block) {
    return QuadraticProblem.of(
        name, DIM, kind, IntStream.range(0, blocks).mapToObj(block).toList());
  }

  /** The same as a finite sum. */
  QuadraticProblem noisy() {
    return noisy(exact());
  }

  /** A problem as a finite sum. */
  static QuadraticProblem noisy(QuadraticProblem problem) {
    return problem.withNoise(new Noise(ROWS, 0.3, 0.05, 2));
  }

  /** The exact problem in these sets. */
  QuadraticProblem within(ConvexSet upper, ConvexSet lower, ConvexSet dual) {
    QuadraticProblem free = exact();
    return of("in sets", i -> new QuadraticBlock(free.block(i).f(), free.block(i).g(), lower, dual))
        .withUpperSet(upper);
  }

  /** The solver with its defaults and what its tests set. */
  Solver<?> solver() {
    return solver(Map.of());
  }

  /** The solver with further parameters. */
  Solver<?> solver(Map<String, String> more) {
    return Entry.<Solver<?>>of(entry.with(settings.parameters())).with(more);
  }

  /** A run of the solver's plain form. */
  Run<?> run(QuadraticProblem problem, RunSpec spec) {
    return run(solver(), problem, spec);
  }

  /** A run of a solver. */
  Run<?> run(Solver<?> solver, QuadraticProblem problem, RunSpec spec) {
    return Run.of(entry.name(), solver, posed(problem), spec);
  }

  /** x, weights, lower variables and alpha in one line of numbers, for comparison. */
  static double[] numbers(Run<?> run) {
    List<Double> out = new ArrayList<>();
    add(out, run.state().currentX());
    run.state().weights().ifPresent(w -> add(out, w));
    run.state()
        .lower()
        .ifPresent(
            y -> {
              for (int i = 0; i < y.set().size(); i++) {
                add(out, y.at(i));
              }
            });
    duals(run.state().dual(), run.problem().blocks()).forEach(alpha -> add(out, alpha));
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The alpha of each block, a shared one for every block; none without an alpha. */
  static List<Vec> duals(Dual dual, int blocks) {
    return IntStream.range(0, dual instanceof Dual.None ? 0 : blocks).mapToObj(dual::at).toList();
  }

  private static void add(List<Double> out, Vec v) {
    for (double entry : v.toArray()) {
      out.add(entry);
    }
  }

  @Override
  public String toString() {
    return entry.name() + " on " + blocks + (blocks == 1 ? " block, " : " blocks, ") + kind;
  }
}
