package org.bilevel4j.oracles.analytic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.kernels.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedEmbeddingDerivativesTest {
  private static final double H = 1e-5;

  private SharedEmbeddingProblem problem = Samples.problem("tanh-softmax", Precision.FLOAT64);
  private Oracle oracle = problem.open(Workspace.single());
  private final BlockSet all = BlockSet.all(problem.blocks());
  private final Weights w = Weights.of(Vec.of(0.2, 0.5, 0.3));
  private Vec x = Samples.x(problem);
  private Blocks y = Samples.heads(problem, "y");

  static Iterable<String> names() {
    return Samples.names();
  }

  private void given(String name) {
    problem = Samples.problem(name, Precision.FLOAT64);
    oracle = problem.open(Workspace.single());
    x = Samples.x(problem);
    y = Samples.heads(problem, "y");
  }

  private LowerPoints lower(Vec at, Blocks heads) {
    return oracle.lower(all, at, heads, Draw.full());
  }

  private UpperPoints upper(Vec at, Blocks heads) {
    return oracle.upper(all, at, heads, Dual.none(), Draw.full());
  }

  private double weighted(Vec values) {
    double sum = 0;
    for (int i = 0; i < values.dim(); i++) {
      sum += w.at(i) * values.get(i);
    }
    return sum;
  }

  /** Central difference of a vector function of x along u. */
  private double[] alongX(Vec u, Function<Vec, Vec> f) {
    Vec plus = x.copy();
    plus.axpy(H, u);
    Vec minus = x.copy();
    minus.axpy(-H, u);
    return difference(f.apply(plus).copy(), f.apply(minus).copy());
  }

  private double[] alongY(Blocks v, Function<Blocks, Vec> f) {
    Blocks plus = y.copy();
    plus.axpy(H, v);
    Blocks minus = y.copy();
    minus.axpy(-H, v);
    return difference(f.apply(plus).copy(), f.apply(minus).copy());
  }

  private static double[] difference(Vec a, Vec b) {
    double[] d = new double[a.dim()];
    for (int j = 0; j < d.length; j++) {
      d[j] = (a.get(j) - b.get(j)) / (2 * H);
    }
    return d;
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    Vec error = Vec.of(actual);
    error.axpy(-1, Vec.of(expected));
    assertThat(error.norm()).isLessThanOrEqualTo(relative * Vec.of(expected).norm());
    assertThat(Vec.of(expected).norm()).isGreaterThan(1e-4); // zero would prove nothing
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_match_differences_when_first_derivatives_are_asked(String name) {
    given(name);
    Vec u = Samples.gaussian(x.dim(), "u");
    Blocks v = Samples.heads(problem, "v");

    double lowerX = lower(x, y).gradX(w).dot(u);
    double upperX = upper(x, y).gradX(w).dot(u);
    double[] lowerY = dots(lower(x, y).gradY(), v);
    double[] upperY = dots(upper(x, y).gradY(), v);

    assertClose(
        new double[] {lowerX}, alongX(u, a -> Vec.of(weighted(lower(a, y).values()))), 1e-6);
    assertClose(
        new double[] {upperX}, alongX(u, a -> Vec.of(weighted(upper(a, y).values()))), 1e-6);
    assertClose(lowerY, alongY(v, b -> lower(x, b).values()), 1e-6);
    assertClose(upperY, alongY(v, b -> upper(x, b).values()), 1e-6);
  }

  private double[] dots(Blocks a, Blocks b) {
    double[] d = new double[all.size()];
    for (int i = 0; i < d.length; i++) {
      d[i] = a.at(i).dot(b.at(i));
    }
    return d;
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_match_differences_when_second_derivatives_are_asked(String name) {
    given(name);
    Vec u = Samples.gaussian(x.dim(), "u");
    Blocks v = Samples.heads(problem, "v");

    double[] hv = lower(x, y).hvpYY(v).flat().toArray();
    double[] jtu = lower(x, y).crossYX(u).flat().toArray();
    double[] jv = lower(x, y).crossXY(w, v).toArray();

    assertClose(hv, alongY(v, b -> lower(x, b).gradY().flat()), 1e-6);
    assertClose(jtu, alongX(u, a -> lower(a, y).gradY().flat()), 1e-6);
    assertClose(jv, alongY(v, b -> lower(x, b).gradX(w)), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_agree_with_products_when_the_dense_hessian_is_asked(String name) {
    given(name);
    Blocks v = Samples.heads(problem, "v");
    LowerPoints g = lower(x, y);
    double[] products = g.hvpYY(v).flat().toArray();

    int d = problem.lowerDims().of(0);
    double[] dense = new double[products.length];
    for (int i = 0; i < all.size(); i++) {
      for (int a = 0; a < d; a++) {
        dense[i * d + a] = g.hessianYY().at(i).slice(a * d, (a + 1) * d).dot(v.at(i));
      }
    }

    assertClose(dense, products, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("names")
  void should_solve_the_lower_level_when_the_solver_is_asked(String name) {
    given(name);
    for (int i = 0; i < all.size(); i++) {
      boolean reached =
          problem.lowerSolver().orElseThrow().solve(i, x, y.at(i), Vec.zeros(0), 1e-9);
      assertThat(reached).isTrue();
      assertThat(lower(x, y).gradY().at(i).norm()).isLessThan(2e-9);
    }
    Cholesky factor = new Cholesky(problem.lowerDims().of(0));
    assertThat(factor.factor(lower(x, y).hessianYY().at(0), 1e-9)).isTrue();
  }
}
