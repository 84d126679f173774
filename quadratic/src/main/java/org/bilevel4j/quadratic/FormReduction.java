package org.bilevel4j.quadratic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.DenseProducts;
import org.bilevel4j.core.math.Vec;

/**
 * Quadratic forms with some of their variables eliminated.
 *
 * <pre>
 * lower  f(x, alpha, B x + b) with y*(x) = B x + b, [yy]_g y + [xy]_g' x + [y]_g = 0
 * dual   max over all alpha = f at [aa] alpha = [ax] x + [a]
 * </pre>
 */
final class FormReduction {
  private FormReduction() {}

  /**
   * f with y = y*(x) put in: a form of x and alpha.
   *
   * @throws ArithmeticException when [yy] of g is singular
   */
  static QuadraticForm lower(QuadraticBlock block) {
    QuadraticForm f = block.f();
    QuadraticForm g = block.g();
    int dx = f.upperDim();
    int dy = f.lowerDim();
    int da = f.dualDim();
    Vec h = g.dense("yy");
    Vec slope =
        DenseProducts.solve(h, dy, DenseProducts.transposed(g.dense("xy"), dy)); // -B, dy by dx
    slope.scale(-1);
    Vec at = DenseProducts.solve(h, dy, g.dense("y")); // -b
    at.scale(-1);
    Vec turned = DenseProducts.transposed(slope, dx);
    Vec cross = f.dense("xy"); // [xy] + B'[yy]
    DenseProducts.addProduct(1, turned, f.dense("yy"), dy, cross);
    Map<String, Vec> out = new HashMap<>();
    Vec xx = f.dense("xx"); // [xx] + [xy] B + ([xy] B)' + B'[yy] B
    DenseProducts.addProduct(1, cross, slope, dy, xx);
    DenseProducts.addProduct(1, turned, DenseProducts.transposed(f.dense("xy"), dy), dy, xx);
    DenseProducts.symmetrise(xx, dx);
    out.put("xx", xx);
    Vec x = f.dense("x"); // [x] + ([xy] + B'[yy]) b + B'[y]
    DenseProducts.addProduct(1, cross, at, dy, x);
    DenseProducts.addProduct(1, turned, f.dense("y"), dy, x);
    out.put("x", x);
    Vec ax = f.dense("ax");
    DenseProducts.addProduct(1, f.dense("ay"), slope, dy, ax);
    out.put("ax", ax);
    Vec a = f.dense("a");
    DenseProducts.addProduct(1, f.dense("ay"), at, dy, a);
    out.put("a", a);
    out.put("aa", f.dense("aa"));
    return QuadraticForm.of(dx, 0, da, out, f.value(Vec.zeros(dx), at, Vec.zeros(da)));
  }

  /**
   * A form of x and alpha with its maximum over all alpha taken: a form of x.
   *
   * @throws ArithmeticException when [aa] is singular
   */
  static QuadraticForm dual(QuadraticForm f) {
    int dx = f.upperDim();
    int da = f.dualDim();
    if (da == 0) {
      return f;
    }
    Vec aa = f.dense("aa");
    Vec turned = DenseProducts.transposed(f.dense("ax"), dx);
    Vec slope = DenseProducts.solve(aa, da, f.dense("ax"));
    Vec at = DenseProducts.solve(aa, da, f.dense("a"));
    Vec xx = f.dense("xx");
    DenseProducts.addProduct(1, turned, slope, da, xx);
    DenseProducts.symmetrise(xx, dx);
    Vec x = f.dense("x");
    DenseProducts.addProduct(1, turned, at, da, x);
    double c = f.value(Vec.zeros(dx), Vec.zeros(0), at);
    return QuadraticForm.of(dx, 0, 0, Map.of("xx", xx, "x", x), c);
  }

  /** sum_i w f_i of forms of the same x and the same alpha, none of y. */
  static QuadraticForm sum(double w, List<QuadraticForm> forms) {
    QuadraticForm first = forms.get(0);
    Map<String, Vec> out = new HashMap<>();
    for (String key : List.of("xx", "x", "ax", "a", "aa")) {
      Vec total = first.dense(key);
      total.scale(w);
      forms.subList(1, forms.size()).forEach(f -> total.axpy(w, f.dense(key)));
      out.put(key, total);
    }
    Vec zero = Vec.zeros(first.upperDim());
    Vec none = Vec.zeros(first.dualDim());
    double c = forms.stream().mapToDouble(f -> w * f.value(zero, Vec.zeros(0), none)).sum();
    return QuadraticForm.of(first.upperDim(), 0, first.dualDim(), out, c);
  }

  /** sum_i w f_i of forms of the same x, each with an alpha of its own, stacked. */
  static QuadraticForm stack(double w, List<QuadraticForm> forms) {
    int dx = forms.get(0).upperDim();
    int da = forms.stream().mapToInt(QuadraticForm::dualDim).sum();
    Vec xx = Vec.zeros(dx * dx);
    Vec x = Vec.zeros(dx);
    Vec ax = Vec.zeros(da * dx);
    Vec a = Vec.zeros(da);
    Vec aa = Vec.zeros(da * da);
    double c = 0;
    int at = 0;
    for (QuadraticForm f : forms) {
      int own = f.dualDim();
      xx.axpy(w, f.dense("xx"));
      x.axpy(w, f.dense("x"));
      ax.slice(at * dx, (at + own) * dx).axpy(w, f.dense("ax"));
      a.slice(at, at + own).axpy(w, f.dense("a"));
      Vec square = f.dense("aa");
      for (int i = 0; i < own; i++) {
        Vec row = square.slice(i * own, (i + 1) * own);
        aa.slice((at + i) * da + at, (at + i) * da + at + own).axpy(w, row);
      }
      c += w * f.value(Vec.zeros(dx), Vec.zeros(0), Vec.zeros(own));
      at += own;
    }
    return QuadraticForm.of(dx, 0, da, Map.of("xx", xx, "x", x, "ax", ax, "a", a, "aa", aa), c);
  }
}
