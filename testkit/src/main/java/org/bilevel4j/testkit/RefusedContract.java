package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.solver.Requirements;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.AffineConstraints;
import org.bilevel4j.quadratic.QuadraticProblem;

/** What does not fit is refused before step 0, by name; what is said to fit is served. */
final class RefusedContract {
  private static final ConvexSet FREE = ConvexSet.all();
  private static final int STEPS = 3;

  private RefusedContract() {}

  static void check(Fixture f) {
    Requirements needs = f.solver().requirements();
    for (OracleCall call : needs.calls()) {
      if (!call.arisesIn(f.exact())) {
        continue;
      }
      Set<OracleCall> fewer = EnumSet.allOf(OracleCall.class);
      fewer.remove(call);
      refused(f, new RecordingProblem(f.posed(f.exact()), fewer), call.name());
    }
    for (DualSide.Kind kind : DualSide.Kind.values()) {
      if (!needs.duals().contains(kind)) {
        refused(f, f.posed(f.random(kind, f.blocks())), kind.name());
      }
    }
    for (Trait trait : Trait.values()) {
      check(f, trait);
    }
  }

  /** Without what a trait allows, problems that need it are refused; and so against its demands. */
  private static void check(Fixture f, Trait trait) {
    boolean hasLower = !states(f, Trait.ONLY_UPPER_LEVEL);
    switch (trait) {
      case UPPER_SET ->
          served(
              f,
              trait,
              f.posed(f.within(Fixture.NARROW, FREE, FREE)),
              "project x onto an upper set");
      case LOWER_SET -> {
        if (hasLower) {
          served(
              f,
              trait,
              f.posed(f.within(FREE, Fixture.NARROW, FREE)),
              "project y onto a lower set");
        }
      }
      case LOWER_CONSTRAINTS -> {
        if (hasLower) {
          served(f, trait, constrained(f), "handle lower constraints");
        }
      }
      case NO_LOWER_LEVEL -> {
        if (hasLower) {
          served(f, trait, lastOfDim(f, 0), "lower level in every block");
        }
      }
      case SINGLE_BLOCK -> insisted(f, trait, f.posed(f.random(f.kind(), 2)), "one block, not 2");
      case FINITE_ROWS -> insisted(f, trait, new Streamed(f.exact()), "addressable rows");
      case ONLY_UPPER_LEVEL -> insisted(f, trait, lastOfDim(f, 2), "without a lower level only");
      case LOWER_DIM_IS_UPPER_DIM ->
          insisted(f, trait, lastOfDim(f, 2), "lower variables of the dimension of x");
    }
  }

  private static boolean states(Fixture f, Trait trait) {
    return f.solver().requirements().traits().contains(trait);
  }

  /** The problem is refused, or else a few steps are made on it. */
  private static void served(Fixture f, Trait trait, BilevelProblem problem, String missing) {
    if (!states(f, trait)) {
      refused(f, problem, missing);
      return;
    }
    try (Run<?> run = Run.of(f.entry().name(), f.solver(), problem, RunSpec.of(1, STEPS))) {
      run.execute(List.of());
      assertThat(run.steps()).isEqualTo(STEPS);
      assertThat(run.state().currentX().isFinite()).as("%s is lived up to", trait).isTrue();
    }
  }

  private static void insisted(Fixture f, Trait trait, BilevelProblem problem, String missing) {
    if (states(f, trait)) {
      refused(f, problem, missing);
    }
  }

  /** The sum of y is at most 0.1 in every block. */
  private static BilevelProblem constrained(Fixture f) {
    QuadraticProblem free = f.exact();
    int dy = free.lowerDims().of(0);
    Vec ones = Vec.zeros(dy);
    ones.fill(1);
    AffineConstraints atMost =
        AffineConstraints.of(free.upperDim(), dy, Map.of("y", ones, "c", Vec.of(0.1)), Map.of());
    return f.posed(f.of("constrained", i -> free.block(i).withConstraints(atMost)));
  }

  /** The last block's y has another dimension than the others'. */
  private static BilevelProblem lastOfDim(Fixture f, int last) {
    QuadraticProblem usual = f.exact();
    QuadraticProblem other = Fixture.random(f.kind(), f.blocks(), last);
    return f.of("last block differs", i -> (i == f.blocks() - 1 ? other : usual).block(i));
  }

  private static void refused(Fixture f, BilevelProblem problem, String missing) {
    RecordingProblem watched =
        problem instanceof RecordingProblem already ? already : new RecordingProblem(problem);
    assertThatThrownBy(
            () -> Run.of(f.entry().name(), f.solver(), watched, RunSpec.of(1, 1)).close())
        .as("a problem without %s", missing)
        .isInstanceOf(UserError.class)
        .hasMessageContaining(f.entry().name())
        .hasMessageContaining(missing)
        .hasMessageContaining("Hint: ");
    assertThat(watched.blocksAsked()).as("blocks asked before step 0").isZero();
  }
}
