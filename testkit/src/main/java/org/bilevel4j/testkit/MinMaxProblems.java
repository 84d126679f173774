package org.bilevel4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/** Variants of the reference problems for methods with a dual. */
public final class MinMaxProblems {
  private MinMaxProblems() {}

  /** P1 (closed form 2) with A = R+: x* = -2/9, F* = 25/18, alpha* = (0, 5/9). */
  public static QuadraticProblem p1NonNegative() {
    QuadraticProblem p1 = ReferenceProblems.p1();
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < p1.blocks(); i++) {
      QuadraticBlock b = p1.block(i);
      blocks.add(new QuadraticBlock(b.f(), b.g(), ConvexSet.all(), ConvexSet.nonNegative()));
    }
    return QuadraticProblem.of("P1, A = R+", 1, DualSide.Kind.PER_BLOCK, blocks);
  }

  /** P1 with y = y*(x) put in: a min-max problem without a lower level; x* = -0.1. */
  public static QuadraticProblem p1WithoutLower(ConvexSet dualSet) {
    return QuadraticProblem.of(
        "P1 without y",
        1,
        DualSide.Kind.PER_BLOCK,
        List.of(reduced(1, 0, 2, 1, 0, 1, dualSet), reduced(2, 1, 0, 0, 1, 0, dualSet)));
  }

  /** (a x + b - c)^2/2 + alpha (p x + q (a x + b) - e) - alpha^2/2. */
  private static QuadraticBlock reduced(
      double a, double b, double c, double p, double q, double e, ConvexSet dualSet) {
    QuadraticForm f =
        QuadraticForm.of(
            1,
            0,
            1,
            Map.of(
                "xx", Vec.of(a * a),
                "x", Vec.of(a * (b - c)),
                "ax", Vec.of(p + q * a),
                "a", Vec.of(q * b - e),
                "aa", Vec.of(1)),
            (b - c) * (b - c) / 2);
    return new QuadraticBlock(f, QuadraticForm.of(1, 0, 0, Map.of(), 0), ConvexSet.all(), dualSet);
  }

  /** Any problem with a dual per block, all of one dimension, made to share one. */
  public static QuadraticProblem sharing(QuadraticProblem problem) {
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < problem.blocks(); i++) {
      blocks.add(problem.block(i));
    }
    return QuadraticProblem.of(
        problem.name() + ", shared dual", problem.upperDim(), DualSide.Kind.SHARED, blocks);
  }
}
