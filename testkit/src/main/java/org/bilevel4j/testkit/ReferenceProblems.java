package org.bilevel4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.quadratic.QuadraticBlock;
import org.bilevel4j.core.quadratic.QuadraticForm;
import org.bilevel4j.core.quadratic.QuadraticProblem;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;

/** Quadratic problems with known answers (algorithms.md section 8). */
public final class ReferenceProblems {
  private ReferenceProblems() {}

  /** Shorthand for the entries of a form. */
  private static Vec v(double... entries) {
    return Vec.of(entries);
  }

  /**
   * P0 (8.1): f = (y-1)^2/2 + x^2/2, g = (y-x)^2/2; x* = 1/2, F* = 1/4.
   *
   * @param kind NONE, or SIMPLEX with its one weight
   */
  public static QuadraticProblem p0(DualSide.Kind kind) {
    return QuadraticProblem.of("P0", 1, kind, List.of(p0Block(0)));
  }

  private static QuadraticBlock p0Block(int dualDim) {
    QuadraticForm f =
        QuadraticForm.of(1, 1, dualDim, Map.of("xx", v(1), "yy", v(1), "y", v(-1)), 0.5);
    return new QuadraticBlock(f, tracking(1, 1, 0));
  }

  /** g = h (y - a x - b)^2 / 2. */
  private static QuadraticForm tracking(double h, double a, double b) {
    return QuadraticForm.of(
        1,
        1,
        0,
        Map.of("yy", v(h), "xy", v(-h * a), "y", v(-h * b), "xx", v(h * a * a), "x", v(h * a * b)),
        h * b * b / 2);
  }

  /** m copies of P0's block: the trajectory of one. */
  public static QuadraticProblem copies(int m, DualSide.Kind kind) {
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < m; i++) {
      blocks.add(p0Block(0));
    }
    return QuadraticProblem.of("P0 x " + m, 1, kind, blocks);
  }

  /**
   * P1 (8.2), a dual per block, A = R: x* = -0.1, F* = 1.725, y* = (-0.1, 0.8), alpha* = (-1.1,
   * 0.8), v* = (-2.1, 0.4).
   */
  public static QuadraticProblem p1() {
    return QuadraticProblem.of(
        "P1",
        1,
        DualSide.Kind.PER_BLOCK,
        List.of(p1Block(2, 1, 0, 1, tracking(1, 1, 0)), p1Block(0, 0, 1, 0, tracking(4, 2, 1))));
  }

  /** f = (y-c)^2/2 + alpha (p x + q y - e) - alpha^2/2. */
  private static QuadraticBlock p1Block(double c, double p, double q, double e, QuadraticForm g) {
    QuadraticForm f =
        QuadraticForm.of(
            1,
            1,
            1,
            Map.of("yy", v(1), "y", v(-c), "ax", v(p), "ay", v(q), "a", v(-e), "aa", v(1)),
            c * c / 2);
    return new QuadraticBlock(f, g);
  }

  /**
   * P2 (8.3): f_1 = (y_1-1)^2/2, f_2 = (y_2+1)^2, g_i = (y_i-x)^2/2.
   *
   * <pre>
   * worst case  x* = 2 sqrt(2) - 3, lambda* = (2 - sqrt(2), sqrt(2) - 1), value 12 - 8 sqrt(2)
   * mean        x = -1/3, worst value 8/9
   * pull eps    .1: x -.1829219, lambda_1 .5800890; 1: -.2424066, .5494598; 3: -.2856561, .5263474
   * </pre>
   *
   * @param kind SIMPLEX, or NONE for the mean
   */
  public static QuadraticProblem p2(DualSide.Kind kind) {
    QuadraticForm one = QuadraticForm.of(1, 1, 0, Map.of("yy", v(1), "y", v(-1)), 0.5);
    QuadraticForm two = QuadraticForm.of(1, 1, 0, Map.of("yy", v(2), "y", v(2)), 1);
    return QuadraticProblem.of(
        "P2",
        1,
        kind,
        List.of(
            new QuadraticBlock(one, tracking(1, 1, 0)),
            new QuadraticBlock(two, tracking(1, 1, 0))));
  }

  /**
   * A random problem of several dimensions (8.10): g_i = (y - A_i x - b_i)' H_i (y - A_i x - b_i)/2
   * with eigenvalues of H_i in [0.5, 1] and entries of A_i normal with deviation 0.5, f_i = |y -
   * c_i|^2/2 + 0.25 |x|^2 + p_i'x, and with a dual alpha'(P x + Q y - e) - |alpha|^2/2.
   *
   * @param kind NONE, SIMPLEX, PER_BLOCK or SHARED (with alpha of dimension 1)
   * @param m blocks
   * @param dx dimension of x
   * @param dy dimension of each y_i, 0 for no lower level
   */
  public static QuadraticProblem random(DualSide.Kind kind, int m, int dx, int dy, long seed) {
    List<QuadraticBlock> blocks = new ArrayList<>();
    Key key = Key.of(seed);
    boolean hasDual = kind == DualSide.Kind.PER_BLOCK || kind == DualSide.Kind.SHARED;
    int da = hasDual ? 1 : 0;
    for (int i = 0; i < m; i++) {
      Rng rng = key.child(i).rng();
      blocks.add(new QuadraticBlock(randomUpper(rng, dx, dy, da), randomLower(rng, dx, dy)));
    }
    return QuadraticProblem.of("random " + m + "x" + dx + "x" + dy, dx, kind, blocks);
  }

  private static QuadraticForm randomLower(Rng rng, int dx, int dy) {
    Vec h = spd(rng, dy);
    Vec a = normal(rng, dy * dx, 0.5);
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

  /** Eigenvalues between 0.5 and 1: a rotation of a diagonal. */
  private static Vec spd(Rng rng, int d) {
    Vec h = Vec.zeros(d * d);
    Vec u = normal(rng, d, 1);
    double scale = 2 / u.normSquared();
    double[] eigen = new double[d];
    for (int j = 0; j < d; j++) {
      eigen[j] = rng.uniform(0.5, 1);
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int l = 0; l < d; l++) { // Householder reflection on both sides
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

  private static QuadraticForm randomUpper(Rng rng, int dx, int dy, int da) {
    Vec c = normal(rng, dy, -1);
    return QuadraticForm.of(
        dx,
        dy,
        da,
        Map.of(
            "xx", identity(dx, 0.5),
            "x", normal(rng, dx, 0.3),
            "yy", identity(dy, 1),
            "y", c,
            "ax", normal(rng, da * dx, 0.5),
            "ay", normal(rng, da * dy, 0.5),
            "a", normal(rng, da, 1),
            "aa", identity(da, 1)),
        c.normSquared() / 2);
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
