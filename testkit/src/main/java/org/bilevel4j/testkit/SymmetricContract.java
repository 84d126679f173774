package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.quadratic.QuadraticBlock;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Requirements.Trait;

/** The order of blocks does not matter, and copies of one block act like one. */
final class SymmetricContract {
  private static final int STEPS = 50;
  private static final double ROUND_OFF = 1e-12;

  private SymmetricContract() {}

  private static Snapshot last(Fixture f, QuadraticProblem problem) {
    try (Run<?> run = f.run(problem, RunSpec.of(1, STEPS))) {
      return run.execute(List.of()).last();
    }
  }

  static void permuted(Fixture f) {
    if (f.blocks() == 1) {
      SolverContract.skip(f, "permuted", "one block has one order");
    }
    QuadraticProblem problem = f.exact();
    List<QuadraticBlock> reversed = new ArrayList<>();
    for (int i = 0; i < f.blocks(); i++) {
      reversed.add(problem.block(i));
    }
    Collections.reverse(reversed);
    Snapshot plain = last(f, problem);
    Snapshot permuted =
        last(f, QuadraticProblem.of("reversed", problem.upperDim(), f.kind(), reversed));

    assertThat(permuted.x().distance(plain.x())).isLessThan(ROUND_OFF);
    plain
        .weights()
        .ifPresent(
            w -> {
              Vec other = permuted.weights().orElseThrow();
              for (int i = 0; i < w.dim(); i++) {
                assertThat(other.get(w.dim() - 1 - i)).isCloseTo(w.get(i), within(ROUND_OFF));
              }
            });
  }

  static void copies(Fixture f) {
    if (f.solver().requirements().traits().contains(Trait.SINGLE_BLOCK)) {
      SolverContract.skip(f, "copies", "it takes one block only");
    }
    QuadraticBlock block = f.exact().block(0);
    int dx = f.exact().upperDim();
    Snapshot one = last(f, QuadraticProblem.of("one", dx, f.kind(), List.of(block)));
    Snapshot four =
        last(f, QuadraticProblem.of("copies", dx, f.kind(), Collections.nCopies(4, block)));

    assertThat(four.x().distance(one.x())).isLessThan(ROUND_OFF);
  }
}
