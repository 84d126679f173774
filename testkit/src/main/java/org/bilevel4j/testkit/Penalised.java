package org.bilevel4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;
import org.bilevel4j.quadratic.QuadraticProblem;

/**
 * The problem whose reduced objectives are those of a penalty method, as a bilevel problem with the
 * lower variable (y, z):
 *
 * <pre>
 * F_i(x) = min_y [ f_i(x, y) + sigma g_i(x, y) ] - sigma min_z g_i(x, z)
 * upper    f_i(x, y) + sigma g_i(x, y) - sigma g_i(x, z)
 * lower    f_i(x, y) + sigma g_i(x, y) + g_i(x, z)
 * </pre>
 *
 * For problems without an alpha.
 */
public final class Penalised {
  private final QuadraticBlock block;
  private final int dx;
  private final int dy;

  private Penalised(QuadraticBlock block) {
    this.block = block;
    this.dx = block.f().upperDim();
    this.dy = block.f().lowerDim();
  }

  /** The penalised problem. */
  public static QuadraticProblem of(QuadraticProblem problem, double sigma) {
    List<QuadraticBlock> blocks = new ArrayList<>();
    for (int i = 0; i < problem.blocks(); i++) {
      Penalised p = new Penalised(problem.block(i));
      blocks.add(new QuadraticBlock(p.form(sigma, -sigma), p.form(sigma, 1)));
    }
    return QuadraticProblem.of(
        problem.name() + " penalised", problem.upperDim(), problem.dualSide().kind(), blocks);
  }

  /** f(x, y) + sigma g(x, y) + factor g(x, z). */
  private QuadraticForm form(double sigma, double factor) {
    int n = 2 * dy;
    Vec x = Vec.zeros(dx);
    Vec w = Vec.zeros(n);
    Vec linear = gradient(sigma, factor, x, w);
    Vec xx = Vec.zeros(dx * dx);
    Vec xy = Vec.zeros(dx * n);
    Vec yy = Vec.zeros(n * n);
    for (int j = 0; j < dx + n; j++) {
      Vec variable = j < dx ? x : w;
      int at = j < dx ? j : j - dx;
      variable.set(at, 1);
      Vec column = gradient(sigma, factor, x, w);
      column.axpy(-1, linear);
      variable.set(at, 0);
      for (int i = 0; i < dx; i++) {
        (j < dx ? xx : xy).set(j < dx ? i * dx + at : i * n + at, column.get(i));
      }
      for (int i = 0; i < n && j >= dx; i++) {
        yy.set(i * n + at, column.get(dx + i));
      }
    }
    Vec none = Vec.zeros(0);
    double constant =
        block.f().value(x, origin(), none) + (sigma + factor) * block.g().value(x, origin(), none);
    return QuadraticForm.of(
        dx,
        n,
        0,
        Map.of(
            "xx", xx, "xy", xy, "yy", yy, "x", linear.slice(0, dx), "y", linear.slice(dx, dx + n)),
        constant);
  }

  private Vec origin() {
    return Vec.zeros(dy);
  }

  /** The gradient in (x, y, z). */
  private Vec gradient(double sigma, double factor, Vec x, Vec w) {
    Vec none = Vec.zeros(0);
    Vec y = w.slice(0, dy);
    Vec z = w.slice(dy, 2 * dy);
    Vec out = Vec.zeros(dx + 2 * dy);
    Vec outX = out.slice(0, dx);
    Vec outY = out.slice(dx, dx + dy);
    block.f().addGradX(1, x, y, none, outX);
    block.g().addGradX(sigma, x, y, none, outX);
    block.g().addGradX(factor, x, z, none, outX);
    block.f().addGradY(1, x, y, none, outY);
    block.g().addGradY(sigma, x, y, none, outY);
    block.g().addGradY(factor, x, z, none, out.slice(dx + dy, dx + 2 * dy));
    return out;
  }
}
