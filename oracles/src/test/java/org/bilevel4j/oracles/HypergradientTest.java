package org.bilevel4j.oracles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The derivatives together give the slope of F(x) = sum_i w_i f_i(x, y_i*(x)) (docs/ALGORITHMS.md
 * 12a).
 */
class HypergradientTest {
  private static final HandModel MODEL = new HandModel(new DualSide.None());
  private static final HandProblem HAND = new HandProblem(MODEL);
  private static final BlockSet ALL = BlockSet.all(3);
  private static final Dims DIMS = MODEL.lowerDims();
  private static final Weights W = Weights.of(Vec.of(0.2, 0.5, 0.3));
  private static final Vec X = Vec.of(0.3, -0.4, 0.2, 0.5, 0.1, 0.7);

  static Stream<Arguments> oracles() {
    return Stream.of(
        Arguments.of(HAND, 1e-7),
        Arguments.of(FiniteDifferenceOracle.of(MODEL), 1e-6),
        Arguments.of(FiniteDifferenceOracle.of(MODEL, 1e-4), 1e-6));
  }

  @ParameterizedTest
  @MethodSource("oracles")
  void should_be_the_slope_of_the_reduced_objective(BilevelProblem problem, double tolerance) {
    // GIVEN the lower solution at x and v = H^-1 grad_y f
    Blocks y = solveLower(X);
    Oracle oracle = problem.open(Workspace.single());
    LowerPoints g = oracle.lower(ALL, X, y, Draw.full());
    UpperPoints f = oracle.upper(ALL, X, y, Dual.none(), Draw.full());
    Blocks v = f.gradY().copy();
    divide(g.hessianYY(), v);

    // WHEN h = grad_x f - J v
    Vec h = f.gradX(W).copy();
    g.addCrossXY(W.times(-1), v, h);

    // THEN it is the central difference of F with the lower level solved anew
    for (int a = 0; a < X.dim(); a++) {
      double step = 1e-5;
      Vec up = X.copy();
      Vec down = X.copy();
      up.add(a, step);
      down.add(a, -step);
      double slope = (reduced(up) - reduced(down)) / (2 * step);
      assertThat(h.get(a)).as("h[%d]", a).isCloseTo(slope, within(tolerance));
    }
  }

  private static double reduced(Vec x) {
    Blocks y = solveLower(x);
    Vec values = HAND.open(Workspace.single()).upper(ALL, x, y, Dual.none(), Draw.full()).values();
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += W.at(i) * values.get(i);
    }
    return sum;
  }

  /** Newton's method. */
  private static Blocks solveLower(Vec x) {
    Blocks y = Blocks.zeros(ALL, DIMS);
    Oracle oracle = HAND.open(Workspace.single());
    for (int t = 0; t < 30; t++) {
      LowerPoints g = oracle.lower(ALL, x, y, Draw.full());
      Blocks step = g.gradY().copy();
      divide(g.hessianYY(), step);
      y.axpy(-1, step);
    }
    assertThat(oracle.lower(ALL, x, y, Draw.full()).gradY().flat().norm()).isLessThan(1e-13);
    return y;
  }

  private static void divide(Blocks hessians, Blocks v) {
    for (int i = 0; i < 3; i++) {
      Cholesky factor = new Cholesky(DIMS.of(i));
      assertThat(factor.factor(hessians.at(i), 0)).isTrue();
      factor.solve(v.at(i));
    }
  }
}
