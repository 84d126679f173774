package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bilevel4j.core.config.Role;
import org.bilevel4j.core.config.RoleParam;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.OracleCounts;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.solver.Capability;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.quadratic.QuadraticProblem;

/** What the table of solvers says of a solver is what it does. */
final class CapableContract {
  private static final int STEPS = 10;
  private static final int SAMPLED = 2;

  /** y and a second copy of it, each at two points, and the copies for one difference. */
  private static final int MOST_GRADIENTS = 8;

  private CapableContract() {}

  static void check(Fixture f) {
    Set<Capability> can = Capability.of(f.solver());
    Spent spent = spent(f, f.solver());
    if (can.contains(Capability.HESSIAN_FREE)) {
      assertThat(spent.secondDerivatives).as("second derivatives").isZero();
    }
    if (can.contains(Capability.SINGLE_LOOP)) {
      movesOnce(f);
    } else {
      repeats(f, spent);
    }
    blocks(f, can.contains(Capability.BLOCK_SAMPLING));
    if (can.contains(Capability.LOWER_SET)) {
      staysInLowerSet(f);
    }
  }

  /** What some steps have cost, without what was asked before step 0. */
  private record Spent(long lowerGradients, long secondDerivatives, long samples) {
    static Spent so(OracleCounts c) {
      return new Spent(
          c.calls(OracleCall.LOWER_GRAD_Y),
          Capability.SECOND_DERIVATIVES.stream().mapToLong(c::calls).sum(),
          c.samples());
    }

    Spent since(Spent before) {
      return new Spent(
          lowerGradients - before.lowerGradients,
          secondDerivatives - before.secondDerivatives,
          samples - before.samples);
    }
  }

  private static Spent spent(Fixture f, Solver<?> solver) {
    try (Run<?> run = f.run(solver, f.noisy(), RunSpec.of(1, STEPS))) {
      Spent before = Spent.so(run.counts());
      run.execute(List.of());
      return Spent.so(run.counts()).since(before);
    }
  }

  private static void movesOnce(Fixture f) {
    Spent oneDirection = spent(f, f.solver(each(f, Role.DIRECTIONS, 1)));
    assertThat(oneDirection.lowerGradients)
        .as("lower gradients of a single loop")
        .isLessThanOrEqualTo((long) MOST_GRADIENTS * f.blocks() * STEPS);
  }

  private static void repeats(Fixture f, Spent spent) {
    assertThat(spent(f, f.solver(each(f, Role.INNER_STEPS, 1))).samples)
        .as("rows drawn when inner loops go round once")
        .isLessThan(spent.samples);
  }

  /** Every parameter of a role set to a number. */
  private static Map<String, String> each(Fixture f, Role role, int number) {
    return RoleParam.all(f.solver().params()).stream()
        .filter(r -> r.role() == role)
        .collect(Collectors.toMap(RoleParam::name, r -> number + ""));
  }

  private static void blocks(Fixture f, boolean samples) {
    Map<String, String> fewer = each(f, Role.BLOCKS, SAMPLED);
    int expected = samples ? Math.min(SAMPLED, f.blocks()) : f.blocks();
    RecordingProblem problem = new RecordingProblem(f.posed(f.noisy()));
    try (Run<?> run = Run.of(f.entry().name(), f.solver(fewer), problem, RunSpec.of(1, STEPS))) {
      for (int k = 0; k < STEPS; k++) {
        problem.forgetBlocks();
        Map<String, double[]> before = blockState(run);
        run.step();
        Map<String, double[]> after = blockState(run);
        assertThat(problem.blocksAsked()).as("blocks asked in step %s", k).isEqualTo(expected);
        after.keySet().removeIf(place -> problem.wasAsked(block(place)));
        before.keySet().retainAll(after.keySet());
        assertThat(after)
            .as("state of the other blocks")
            .usingRecursiveComparison()
            .isEqualTo(before);
      }
    }
  }

  private static int block(String place) {
    return Integer.parseInt(place.substring(place.lastIndexOf(' ') + 1));
  }

  /** The state of each touched block, by "name block". */
  private static Map<String, double[]> blockState(Run<?> run) {
    Map<String, double[]> out = new TreeMap<>();
    run.state()
        .visit(
            new StateVisitor() {
              @Override
              public void blocks(String name, Blocks b) {
                for (int i = 0; i < b.dims().blocks(); i++) {
                  if (b.isTouched(i)) {
                    out.put(name + " " + i, b.at(i).toArray());
                  }
                }
              }

              @Override
              public void vec(String name, Vec v) {}

              @Override
              public void numbers(String name, double[] values) {}

              @Override
              public void counters(String name, long[] values) {}
            });
    return out;
  }

  private static void staysInLowerSet(Fixture f) {
    ConvexSet box = Fixture.NARROW;
    QuadraticProblem problem = f.within(ConvexSet.all(), box, ConvexSet.all());
    try (Run<?> run = f.run(problem, RunSpec.of(1, STEPS))) {
      while (run.step()) {
        Blocks y = run.state().lower().orElseThrow();
        for (int i = 0; i < f.blocks(); i++) {
          assertThat(box.violation(y.at(i))).as("y of block %s", i).isZero();
        }
      }
    }
  }
}
