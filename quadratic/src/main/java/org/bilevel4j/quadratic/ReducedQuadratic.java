package org.bilevel4j.quadratic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Cholesky;
import org.bilevel4j.core.math.LinearSystem;
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
    LinearSystem.solve(f.dense("xx"), x);
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

  /** A block with y*(x) put into f, and no lower level: the same F_i, and the same sets. */
  public static QuadraticBlock withoutLowerLevel(QuadraticBlock b) {
    QuadraticForm phi = withoutLower(b);
    return new QuadraticBlock(
        phi, QuadraticForm.of(phi.upperDim(), 0, 0, Map.of(), 0), b.lowerSet(), b.dualSet());
  }

  private static QuadraticForm withoutLower(QuadraticBlock b) {
    checkDefinite(b.g(), "yy", "lower");
    return FormReduction.lower(b);
  }

  private static QuadraticForm withoutDual(QuadraticForm phi) {
    checkDefinite(phi, "aa", "upper");
    return FormReduction.dual(phi);
  }

  private static void checkDefinite(QuadraticForm form, String key, String level) {
    int d = key.equals("yy") ? form.lowerDim() : form.dualDim();
    if (!new Cholesky(d).factor(form.dense(key), 0)) {
      throw new IllegalArgumentException(
          "[" + key + "] of the " + level + " loss is not positive definite.");
    }
  }

  private static QuadraticForm mean(List<QuadraticForm> forms) {
    return FormReduction.sum(1.0 / forms.size(), forms);
  }
}
