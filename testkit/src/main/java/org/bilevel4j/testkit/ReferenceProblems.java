package org.bilevel4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;
import org.bilevel4j.quadratic.RandomQuadratic;

/** Quadratic problems with known answers (docs/ALGORITHMS.md section 11). */
public final class ReferenceProblems {
  private ReferenceProblems() {}

  /** Shorthand for the entries of a form. */
  private static Vec v(double... entries) {
    return Vec.of(entries);
  }

  /**
   * P0 (closed form 1): f = (y-1)^2/2 + x^2/2, g = (y-x)^2/2; x* = 1/2, F* = 1/4.
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
   * P1 (closed form 2), a dual per block, A = R: x* = -0.1, F* = 1.725, y* = (-0.1, 0.8), alpha* =
   * (-1.1, 0.8), v* = (-2.1, 0.4).
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
   * P2 (closed form 3): f_1 = (y_1-1)^2/2, f_2 = (y_2+1)^2, g_i = (y_i-x)^2/2.
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
   * A lower level with many minimisers: g = (y_1 - x)^2/2 does not see y_2 in [-1, 1], so that S(x)
   * = {x} x [-1, 1], and f = (y_1 - 1)^2/2 + c x y_2 has y_2 = 1 as its worst and -1 as its best.
   *
   * <pre>
   * pessimistic  F = (x - 1)^2/2 + c |x|:  x* = 1 - c,  F* = c - c^2/2;    for 0 < c < 1
   * optimistic   F = (x - 1)^2/2 - c |x|:  x* = 1 + c,  F* = -c - c^2/2
   * penalty      max_y f - sigma g = (x - 1)^2/2 sigma/(sigma - 1) + c |x|:
   *              x_sigma = 1 - c + c/sigma,  y = (1 - c, 1);                for sigma > 1
   * relaxed      min f subject to g <= delta:  x = 1 + c + sqrt(2 delta),  y = (1 + c, -1)
   * </pre>
   */
  public static QuadraticProblem flatLower(double c) {
    QuadraticForm f =
        QuadraticForm.of(1, 2, 0, Map.of("yy", v(1, 0, 0, 0), "y", v(-1, 0), "xy", v(0, c)), 0.5);
    QuadraticForm g =
        QuadraticForm.of(1, 2, 0, Map.of("yy", v(1, 0, 0, 0), "xy", v(-1, 0), "xx", v(1)), 0);
    double free = Double.POSITIVE_INFINITY;
    ConvexSet strip = new Box(v(-free, -1), v(free, 1));
    return QuadraticProblem.of(
        "flat lower level",
        1,
        DualSide.Kind.NONE,
        List.of(new QuadraticBlock(f, g, strip, ConvexSet.all())));
  }

  /**
   * A random problem of several dimensions (closed form 14), see {@link RandomQuadratic}:
   * eigenvalues of H_i in [0.5, 1], coupling 0.5.
   *
   * @param kind NONE, SIMPLEX, PER_BLOCK or SHARED (with alpha of dimension 1)
   * @param m blocks
   * @param dx dimension of x
   * @param dy dimension of each y_i, 0 for no lower level
   */
  public static QuadraticProblem random(DualSide.Kind kind, int m, int dx, int dy, long seed) {
    boolean hasDual = kind == DualSide.Kind.PER_BLOCK || kind == DualSide.Kind.SHARED;
    RandomQuadratic design = new RandomQuadratic(dx, dy, hasDual ? 1 : 0, 2, 0.5);
    List<QuadraticBlock> blocks = new ArrayList<>();
    Key key = Key.of(seed);
    for (int i = 0; i < m; i++) {
      Rng rng = key.child(i).rng();
      blocks.add(design.block(rng, rng, rng));
    }
    return QuadraticProblem.of("random " + m + "x" + dx + "x" + dy, dx, kind, blocks);
  }

  /**
   * A random problem without curvature in x of its own, in two dimensions: f and g are bilinear in
   * (x, y), f in (x, alpha), and F_i curves through y_i*(x) and the best alpha_i alone.
   *
   * <pre>
   * g = (y - A x - b)' H (y - A x - b) / 2 up to terms in x
   * f = |y - c|^2/2 + p'x + x'B y + alpha'(P x + Q y + e) - |alpha|^2/2
   * A, P near I | B near I/4 | eigenvalues of H in [0.5, 1]
   * grad2 F_i = A'A + B A + A'B' + (P + Q A)'(P + Q A), positive definite; without y it is P'P
   * </pre>
   *
   * @param kind NONE, SIMPLEX, PER_BLOCK or SHARED; NONE and SIMPLEX need a lower level
   * @param m blocks
   */
  public static QuadraticProblem bilinear(DualSide.Kind kind, int m, boolean hasLower, long seed) {
    boolean hasDual = kind == DualSide.Kind.PER_BLOCK || kind == DualSide.Kind.SHARED;
    List<QuadraticBlock> blocks = new ArrayList<>();
    Key key = Key.of(seed);
    for (int i = 0; i < m; i++) {
      blocks.add(new BilinearBlock(key.child(i).rng(), hasLower, hasDual).block());
    }
    return QuadraticProblem.of("bilinear " + m, BilinearBlock.DIM, kind, blocks);
  }
}
