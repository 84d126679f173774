package org.bilevel4j.quadratic;

import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.util.Args;

/**
 * How blocks of a random quadratic problem are drawn:
 *
 * <pre>
 * g = (y - A x - b)' H (y - A x - b) / 2 up to a constant
 *                  eigenvalues of H uniform in [1/condition, 1], entries of A normal with deviation
 *                  coupling, entries of b standard normal
 * f = |y - c|^2/2 + |x|^2/4 + p'x    entries of c standard normal, of p normal with deviation 0.3
 *     + alpha'(P x + Q y + e) - |alpha|^2/2    where there is an alpha; entries of P and Q normal
 *                  with deviation coupling, of e standard normal
 * </pre>
 *
 * <p>Every F_i(x) = max_alpha f_i(x, alpha, y_i*(x)) is then strongly convex with modulus at least
 * 1/2.
 *
 * @param upperDim dimension of x
 * @param lowerDim dimension of y, 0 for no lower level
 * @param dualDim dimension of alpha, 0 for none
 * @param condition bound on the condition number of H, at least 1
 * @param coupling how strongly x moves y, and x and y the dual
 */
public record RandomQuadratic(
    int upperDim, int lowerDim, int dualDim, double condition, double coupling) {

  /** Checks the ranges. */
  public RandomQuadratic {
    Args.atLeast(1, upperDim, "upperDim");
    Args.atLeast(0, lowerDim, "lowerDim");
    Args.atLeast(0, dualDim, "dualDim");
    Args.within(1, Double.MAX_VALUE, condition, "condition");
    Args.nonNegative(coupling, "coupling");
  }

  /**
   * One block.
   *
   * @param upper numbers of f without alpha
   * @param dual numbers of the terms with alpha
   * @param lower numbers of g
   */
  public QuadraticBlock block(Rng upper, Rng dual, Rng lower) {
    QuadraticForm f = upper(upper, dual);
    return new QuadraticBlock(f, lower(lower));
  }

  private QuadraticForm upper(Rng upper, Rng dual) {
    Vec c = normal(upper, lowerDim, -1);
    return QuadraticForm.of(
        upperDim,
        lowerDim,
        dualDim,
        Map.of(
            "xx", identity(upperDim, 0.5),
            "x", normal(upper, upperDim, 0.3),
            "yy", identity(lowerDim, 1),
            "y", c,
            "ax", normal(dual, dualDim * upperDim, coupling),
            "ay", normal(dual, dualDim * lowerDim, coupling),
            "a", normal(dual, dualDim, 1),
            "aa", identity(dualDim, 1)),
        c.normSquared() / 2);
  }

  private QuadraticForm lower(Rng rng) {
    int dx = upperDim;
    int dy = lowerDim;
    Vec h = spd(rng, dy);
    Vec a = normal(rng, dy * dx, coupling);
    Vec b = normal(rng, dy, 1);
    Vec xy = Vec.zeros(dx * dy); // -A'H
    Vec y = Vec.zeros(dy); // -H b
    for (int j = 0; j < dy; j++) {
      for (int l = 0; l < dy; l++) {
        y.add(j, -h.get(j * dy + l) * b.get(l));
        for (int i = 0; i < dx; i++) {
          xy.add(i * dy + j, -a.get(l * dx + i) * h.get(l * dy + j));
        }
      }
    }
    return QuadraticForm.of(dx, dy, 0, Map.of("yy", h, "xy", xy, "y", y), 0);
  }

  /** A diagonal between two Householder reflections. */
  private Vec spd(Rng rng, int d) {
    Vec h = Vec.zeros(d * d);
    Vec u = normal(rng, d, 1);
    double scale = 2 / u.normSquared();
    double[] eigen = new double[d];
    for (int j = 0; j < d; j++) {
      eigen[j] = rng.uniform(1 / condition, 1);
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l < d; l++) {
          double left = (i == l ? 1 : 0) - scale * u.get(i) * u.get(l);
          double right = (j == l ? 1 : 0) - scale * u.get(j) * u.get(l);
          sum += left * eigen[l] * right;
        }
        h.set(i * d + j, sum);
        h.set(j * d + i, sum);
      }
    }
    return h;
  }

  private static Vec identity(int d, double scale) {
    Vec m = Vec.zeros(d * d);
    for (int j = 0; j < d; j++) {
      m.set(j * d + j, scale);
    }
    return m;
  }

  private static Vec normal(Rng rng, int n, double deviation) {
    Vec out = Vec.zeros(n);
    for (int j = 0; j < n; j++) {
      out.set(j, deviation * rng.nextGaussian());
    }
    return out;
  }
}
