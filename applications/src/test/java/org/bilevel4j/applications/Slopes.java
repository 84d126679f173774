package org.bilevel4j.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.LowerSolver;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.Workspace;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/** Directional differences of a whole application's lower level, in double. */
public final class Slopes {
  private static final double H = 1e-6;

  private final Oracle oracle;
  private final BlockSet all;
  private final Vec x;
  private final Blocks y;
  private final Vec u;
  private final Blocks v;
  private final Draw draw;

  private Slopes(BilevelProblem problem, Draw draw) {
    this.oracle = problem.open(Workspace.single());
    this.all = BlockSet.all(problem.blocks());
    this.draw = draw;
    this.x = Vec.zeros(problem.upperDim());
    problem.startUpper(x, Key.of(3));
    this.u = gaussian(x.dim(), 1);
    this.y = Blocks.packed(all, problem.lowerDims(), gaussian(problem.lowerDims().total(all), 2));
    this.v = Blocks.packed(all, problem.lowerDims(), gaussian(problem.lowerDims().total(all), 3));
  }

  private static Vec gaussian(int dim, long tag) {
    Rng rng = Key.of(77).child(tag).rng();
    Vec g = Vec.zeros(dim);
    for (int j = 0; j < dim; j++) {
      g.set(j, 0.1 * rng.nextGaussian());
    }
    return g;
  }

  /** Compares gradient and mixed product with differences. */
  public static void check(BilevelProblem problem, Draw draw) {
    Slopes s = new Slopes(problem, draw);
    Weights sum = Weights.constant(1);
    LowerPoints g = s.oracle.lower(s.all, s.x, s.y, draw);
    double gu = g.gradX(sum).dot(s.u);
    double gv = g.gradY().flat().dot(s.v.flat());
    double vju = g.crossXY(sum, s.v).dot(s.u);
    double vhv = g.hvpYY(s.v).flat().dot(s.v.flat());

    assertClose(gu, s.difference(true, a -> a.values().sum()), 1e-6);
    assertClose(gv, s.difference(false, a -> a.values().sum()), 1e-6);
    assertClose(vju, s.difference(true, a -> a.gradY().flat().dot(s.v.flat())), 1e-4);
    assertClose(vhv, s.difference(false, a -> a.gradY().flat().dot(s.v.flat())), 1e-4);
  }

  /** Checks that the application's own solver finds a zero of grad_y g of every block. */
  public static void checkSolver(BilevelProblem problem) {
    Slopes s = new Slopes(problem, Draw.full());
    LowerSolver solver = problem.lowerSolver().orElseThrow();
    for (int i = 0; i < s.all.size(); i++) {
      assertThat(solver.solve(i, s.x, s.y.at(i), Vec.zeros(0), 1e-8)).isTrue();
    }
    LowerPoints g = s.oracle.lower(s.all, s.x, s.y, Draw.full());
    assertThat(g.gradY().flat().norm()).isLessThan(1e-7);
  }

  private double difference(
      boolean inX, java.util.function.ToDoubleFunction<LowerPoints> question) {
    Vec moved = inX ? x : y.flat();
    Vec along = inX ? u : v.flat();
    moved.axpy(H, along);
    double plus = question.applyAsDouble(oracle.lower(all, x, y, draw));
    moved.axpy(-2 * H, along);
    double minus = question.applyAsDouble(oracle.lower(all, x, y, draw));
    moved.axpy(H, along);
    return (plus - minus) / (2 * H);
  }

  private static void assertClose(double actual, double expected, double relative) {
    assertThat(Math.abs(expected)).isGreaterThan(1e-6);
    assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
  }
}
