package org.bilevel4j.core.quadratic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;

/**
 * What is left of a quadratic problem without constraints when its inner problems are put in at
 * their solutions, as forms with entries of their own:
 *
 * <pre>
 * phi_i(x, alpha) = f_i(x, alpha, y_i*(x)),   y_i*(x) = Y_i x + b_i
 * F_i(x)          = max_alpha phi_i(x, alpha)
 * F(x)            = (1/m) sum_i F_i(x) | max_i F_i(x) for the simplex
 *                   | max_alpha (1/m) sum_i phi_i(x, alpha) for a shared alpha
 * </pre>
 *
 * <p>Building it costs a factor of every H_i; a question afterwards d_x^2 per block.
 */
public final class ReducedQuadratic {
  private static final Vec NONE = Vec.zeros(0);

  private final List<QuadraticForm> objectives;
  private final boolean worst;

  /** Reduces a problem; sets other than the simplex are not looked at. */
  public ReducedQuadratic(QuadraticProblem problem) {
    List<QuadraticForm> phi = new ArrayList<>();
    for (int i = 0; i < problem.blocks(); i++) {
      phi.add(withoutLower(problem.block(i)));
    }
    boolean shared = problem.dualSide().kind() == DualSide.Kind.SHARED;
    List<QuadraticForm> parts = shared ? List.of(mean(phi)) : phi;
    this.objectives = parts.stream().map(ReducedQuadratic::withoutDual).toList();
    this.worst = problem.dualSide().kind() == DualSide.Kind.SIMPLEX;
  }

  /** F_1, ..., F_m, or F alone for a shared alpha; forms of x. */
  public List<QuadraticForm> objectives() {
    return objectives;
  }

  /** The minimiser of F. */
  public Vec minimiser() {
    return worst ? worstMinimiser() : meanMinimiser();
  }

  /** The minimiser of (1/m) sum_i F_i. */
  public Vec meanMinimiser() {
    QuadraticForm f = mean(objectives);
    Vec x = Vec.zeros(f.upperDim());
    f.addGradX(-1, x.copy(), NONE, NONE, x);
    LinearSystem.solve(denseXX(f), x);
    return x;
  }

  /** The minimiser of max_i F_i. */
  public Vec worstMinimiser() {
    return WorstCase.minimiser(objectives);
  }

  /** F(x); x is not modified. */
  public double value(Vec x) {
    Vec values = values(x);
    return worst ? values.max() : values.sum() / values.dim();
  }

  /** The values of {@link #objectives}; x is not modified. */
  public Vec values(Vec x) {
    Vec out = Vec.zeros(objectives.size());
    for (int i = 0; i < out.dim(); i++) {
      out.set(i, objectives.get(i).value(x, NONE, NONE));
    }
    return out;
  }

  /**
   * sum_i w_i grad F_i(x).
   *
   * @param w one weight per objective, not modified
   */
  public Vec gradient(Vec x, Vec w) {
    Vec out = Vec.zeros(x.dim());
    for (int i = 0; i < objectives.size(); i++) {
      objectives.get(i).addGradX(w.get(i), x, NONE, NONE, out);
    }
    return out;
  }

  static Vec denseXX(QuadraticForm f) {
    Vec out = Vec.zeros(f.upperDim() * f.upperDim());
    f.addDenseXX(1, out);
    return out;
  }

  /** A block with y*(x) put into f, and no lower level: the same F_i, and the same sets. */
  public static QuadraticBlock withoutLowerLevel(QuadraticBlock b) {
    QuadraticForm phi = withoutLower(b);
    return new QuadraticBlock(
        phi, QuadraticForm.of(phi.upperDim(), 0, 0, Map.of(), 0), b.lowerSet(), b.dualSet());
  }

  private static QuadraticForm withoutLower(QuadraticBlock b) {
    QuadraticForm f = b.f();
    int dx = f.upperDim();
    int dy = f.lowerDim();
    Cholesky h = lowerFactor(b.g());
    Vec origin = lower(b.g(), h, Vec.zeros(dx));
    Matrix slopes = slopes(b.g(), h, origin);
    return form(
        dx,
        f.dualDim(),
        f.value(Vec.zeros(dx), origin, Vec.zeros(f.dualDim())),
        (x, alpha, outX, outAlpha) -> {
          Vec y = origin.copy();
          slopes.addTimes(1, x, y);
          Vec gy = Vec.zeros(dy);
          f.addGradX(1, x, y, alpha, outX);
          f.addGradY(1, x, y, alpha, gy);
          slopes.addTransposedTimes(1, gy, outX);
          f.addGradDual(1, x, y, alpha, outAlpha);
        });
  }

  private static Cholesky lowerFactor(QuadraticForm g) {
    int dy = g.lowerDim();
    Vec dense = Vec.zeros(dy * dy);
    g.addDenseYY(1, dense);
    Cholesky h = new Cholesky(dy);
    if (!h.factor(dense, 0)) {
      throw new IllegalArgumentException("[yy] of a lower loss is not positive definite.");
    }
    return h;
  }

  private static Vec lower(QuadraticForm g, Cholesky h, Vec x) {
    Vec y = Vec.zeros(g.lowerDim());
    g.addGradY(-1, x, y.copy(), NONE, y);
    h.solve(y);
    return y;
  }

  private static Matrix slopes(QuadraticForm g, Cholesky h, Vec origin) {
    int dx = g.upperDim();
    int dy = g.lowerDim();
    Vec slopes = Vec.zeros(dy * dx);
    for (int j = 0; j < dx; j++) {
      Vec unit = Vec.zeros(dx);
      unit.set(j, 1);
      Vec column = lower(g, h, unit);
      for (int l = 0; l < dy; l++) {
        slopes.set(l * dx + j, column.get(l) - origin.get(l));
      }
    }
    return Matrix.of("slopes", Map.of("slopes", slopes), dy, dx);
  }

  private static QuadraticForm withoutDual(QuadraticForm phi) {
    int da = phi.dualDim();
    if (da == 0) {
      return phi;
    }
    Vec dense = Vec.zeros(da * da);
    phi.addDenseDual(1, dense);
    Cholesky aa = new Cholesky(da);
    if (!aa.factor(dense, 0)) {
      throw new IllegalArgumentException("[aa] of an upper loss is not positive definite.");
    }
    Vec zero = Vec.zeros(phi.upperDim());
    return form(
        phi.upperDim(),
        0,
        phi.value(zero, NONE, bestDual(phi, aa, zero)),
        (x, none, outX, outNone) -> phi.addGradX(1, x, NONE, bestDual(phi, aa, x), outX));
  }

  private static Vec bestDual(QuadraticForm phi, Cholesky aa, Vec x) {
    Vec alpha = Vec.zeros(phi.dualDim());
    phi.addGradDual(1, x, NONE, alpha.copy(), alpha);
    aa.solve(alpha);
    return alpha;
  }

  private static QuadraticForm mean(List<QuadraticForm> forms) {
    double w = 1.0 / forms.size();
    int dx = forms.get(0).upperDim();
    int da = forms.get(0).dualDim();
    Vec zero = Vec.zeros(dx);
    double c = forms.stream().mapToDouble(f -> f.value(zero, NONE, Vec.zeros(da))).sum() * w;
    return form(
        dx,
        da,
        c,
        (x, alpha, outX, outAlpha) -> {
          for (QuadraticForm f : forms) {
            f.addGradX(w, x, NONE, alpha, outX);
            f.addGradDual(w, x, NONE, alpha, outAlpha);
          }
        });
  }

  /** Gradients in x and alpha, both affine; added to zeros. */
  @FunctionalInterface
  private interface Gradient {
    void add(Vec x, Vec alpha, Vec outX, Vec outAlpha);
  }

  /** The form with this gradient, column by column. */
  private static QuadraticForm form(int dx, int da, double c, Gradient gradient) {
    Vec x = Vec.zeros(dx);
    Vec a = Vec.zeros(da);
    gradient.add(Vec.zeros(dx), Vec.zeros(da), x, a);
    Vec xx = Vec.zeros(dx * dx);
    Vec aa = Vec.zeros(da * da);
    Vec ax = Vec.zeros(da * dx);
    for (int j = 0; j < dx + da; j++) {
      Vec unit = Vec.zeros(dx + da);
      unit.set(j, 1);
      Vec columnX = Vec.zeros(dx);
      Vec columnA = Vec.zeros(da);
      gradient.add(unit.slice(0, dx), unit.slice(dx, dx + da), columnX, columnA);
      columnX.axpy(-1, x);
      columnA.axpy(-1, a);
      for (int i = 0; i < dx && j < dx; i++) { // half to each side: symmetric to the last bit
        xx.add(i * dx + j, columnX.get(i) / 2);
        xx.add(j * dx + i, columnX.get(i) / 2);
      }
      for (int k = 0; k < da; k++) {
        if (j < dx) {
          ax.set(k * dx + j, columnA.get(k));
        } else {
          aa.set(k * da + j - dx, -columnA.get(k));
        }
      }
    }
    return QuadraticForm.of(dx, 0, da, Map.of("xx", xx, "x", x, "ax", ax, "a", a, "aa", aa), c);
  }
}
