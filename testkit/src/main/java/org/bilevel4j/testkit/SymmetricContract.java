package org.bilevel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Requirements.Trait;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * The order of blocks does not matter, copies of one block act like one, and on a single block
 * neither weights nor the sharing of alpha make a difference.
 */
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

    same(permuted, plain, f.blocks(), i -> f.blocks() - 1 - i);
    plain.weights().ifPresent(w -> same("weights", backwards(w), weights(permuted)));
  }

  static void copies(Fixture f) {
    if (f.solver().requirements().traits().contains(Trait.SINGLE_BLOCK)) {
      SolverContract.skip(f, "copies", "it takes one block only");
    }
    Snapshot one = last(f, copies(f, 1, f.kind()));
    Snapshot four = last(f, copies(f, 4, f.kind()));

    same(four, one, 4, i -> 0);
    one.weights().ifPresent(w -> same("weights", weights(four), Vec.of(0.25, 0.25, 0.25, 0.25)));
  }

  /** The dual side that is this one on a single block. */
  static Optional<DualSide.Kind> twin(Fixture f) {
    DualSide.Kind twin =
        switch (f.kind()) {
          case NONE -> DualSide.Kind.SIMPLEX;
          case SIMPLEX -> DualSide.Kind.NONE;
          case PER_BLOCK -> DualSide.Kind.SHARED;
          case SHARED -> DualSide.Kind.PER_BLOCK;
        };
    return Optional.of(twin).filter(f.solver().requirements().duals()::contains);
  }

  /** One block with a weight is one without, and an alpha shared by one block is its own. */
  static void single(Fixture f) {
    Snapshot own = last(f, copies(f, 1, f.kind()));
    Snapshot other = last(f, copies(f, 1, twin(f).orElseThrow()));

    same(own, other, 1, i -> 0);
    own.weights().ifPresent(w -> same("the weight", w, Vec.of(1)));
  }

  private static QuadraticProblem copies(Fixture f, int m, DualSide.Kind kind) {
    QuadraticBlock block = f.exact().block(0);
    return QuadraticProblem.of("copies", f.exact().upperDim(), kind, Collections.nCopies(m, block));
  }

  /**
   * x agrees, and so do y and alpha block by block.
   *
   * @param origin what block i of the one is in the other
   */
  private static void same(Snapshot one, Snapshot other, int blocks, IntUnaryOperator origin) {
    same("x", one.x(), other.x());
    List<Vec> alpha = Fixture.duals(one.dual(), blocks);
    assertThat(one.lower().isPresent()).isEqualTo(other.lower().isPresent());
    for (int i = 0; i < blocks; i++) {
      int j = origin.applyAsInt(i);
      if (one.lower().isPresent()) {
        same("y of block " + i, one.lower().get().at(i), other.lower().orElseThrow().at(j));
      }
      if (!alpha.isEmpty()) {
        same("alpha of block " + i, alpha.get(i), other.dual().at(j));
      }
    }
  }

  private static void same(String what, Vec is, Vec was) {
    assertThat(is.distance(was)).as(what).isLessThan(ROUND_OFF);
  }

  private static Vec weights(Snapshot s) {
    return s.weights().orElseThrow();
  }

  private static Vec backwards(Vec w) {
    Vec out = w.copy();
    for (int i = 0; i < w.dim(); i++) {
      out.set(i, w.get(w.dim() - 1 - i));
    }
    return out;
  }
}
