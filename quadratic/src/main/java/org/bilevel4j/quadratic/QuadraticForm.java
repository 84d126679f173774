package org.bilevel4j.quadratic;

import java.util.List;
import java.util.Map;
import org.bilevel4j.core.math.Matrix;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;

/**
 * A quadratic function of x, y and alpha; [k] is the entry of key k, absent entries are zero:
 *
 * <pre>
 * 1/2 x'[xx]x + [x]'x + 1/2 y'[yy]y + [y]'y + x'[xy]y
 *     + alpha'([ax]x + [ay]y + [a]) - 1/2 alpha'[aa]alpha + c
 * shapes  [xx] d_x by d_x | [yy] d_y by d_y | [xy] d_x by d_y | [aa] d_a by d_a
 *         [ax] d_a by d_x | [ay] d_a by d_y; matrices row-major, [xx], [yy], [aa] symmetric
 * </pre>
 */
public final class QuadraticForm {
  private static final List<String> KEYS =
      List.of("xx", "x", "yy", "y", "xy", "ax", "ay", "a", "aa");

  private final int dx;
  private final int dy;
  private final int da;
  private final Matrix xx;
  private final Matrix yy;
  private final Matrix xy;
  private final Matrix ax;
  private final Matrix ay;
  private final Matrix aa;
  private final Matrix x;
  private final Matrix y;
  private final Matrix a;
  private final double c;

  private QuadraticForm(int dx, int dy, int da, Map<String, Vec> entries, double c) {
    this.dx = dx;
    this.dy = dy;
    this.da = da;
    this.xx = Matrix.symmetric("xx", entries, dx);
    this.yy = Matrix.symmetric("yy", entries, dy);
    this.aa = Matrix.symmetric("aa", entries, da);
    this.xy = Matrix.of("xy", entries, dx, dy);
    this.ax = Matrix.of("ax", entries, da, dx);
    this.ay = Matrix.of("ay", entries, da, dy);
    this.x = Matrix.of("x", entries, dx, 1);
    this.y = Matrix.of("y", entries, dy, 1);
    this.a = Matrix.of("a", entries, da, 1);
    this.c = c;
  }

  /**
   * A form.
   *
   * @param dx dimension of x
   * @param dy dimension of y
   * @param da dimension of alpha
   * @param entries by key, copied
   * @param c the constant
   * @throws UserError naming the key whose shape, symmetry or name is wrong
   */
  public static QuadraticForm of(int dx, int dy, int da, Map<String, Vec> entries, double c) {
    for (String key : entries.keySet()) {
      if (!KEYS.contains(key)) {
        throw Names.unknown("entry of a quadratic form", key, KEYS);
      }
    }
    return new QuadraticForm(dx, dy, da, entries, c);
  }

  /** Dimension of x. */
  public int upperDim() {
    return dx;
  }

  /** Dimension of y. */
  public int lowerDim() {
    return dy;
  }

  /** Dimension of alpha. */
  public int dualDim() {
    return da;
  }

  /** The constant c. */
  public double constant() {
    return c;
  }

  /** The entry of a key, row-major, zeros where it is absent; the caller's. */
  public Vec dense(String key) {
    return switch (key) {
      case "xx" -> xx.dense();
      case "x" -> x.dense();
      case "yy" -> yy.dense();
      case "y" -> y.dense();
      case "xy" -> xy.dense();
      case "ax" -> ax.dense();
      case "ay" -> ay.dense();
      case "a" -> a.dense();
      case "aa" -> aa.dense();
      default -> throw Names.unknown("entry of a quadratic form", key, KEYS);
    };
  }

  /** The value; arguments are not modified. */
  public double value(Vec px, Vec py, Vec pa) {
    double sum = c + x.linear(px) + y.linear(py) + a.linear(pa);
    sum += 0.5 * xx.bilinear(px, px) + 0.5 * yy.bilinear(py, py) - 0.5 * aa.bilinear(pa, pa);
    return sum + xy.bilinear(px, py) + ax.bilinear(pa, px) + ay.bilinear(pa, py);
  }

  /** out += w * gradient in x; out is modified. */
  public void addGradX(double w, Vec px, Vec py, Vec pa, Vec out) {
    x.addTo(w, out);
    xx.addTimes(w, px, out);
    xy.addTimes(w, py, out);
    ax.addTransposedTimes(w, pa, out);
  }

  /** out += w * gradient in y; out is modified. */
  public void addGradY(double w, Vec px, Vec py, Vec pa, Vec out) {
    y.addTo(w, out);
    yy.addTimes(w, py, out);
    xy.addTransposedTimes(w, px, out);
    ay.addTransposedTimes(w, pa, out);
  }

  /** out += w * gradient in alpha; out is modified. */
  public void addGradDual(double w, Vec px, Vec py, Vec pa, Vec out) {
    a.addTo(w, out);
    ax.addTimes(w, px, out);
    ay.addTimes(w, py, out);
    aa.addTimes(-w, pa, out);
  }

  /** out += w * [yy] v; out is modified. */
  public void addHessianYY(double w, Vec v, Vec out) {
    yy.addTimes(w, v, out);
  }

  /** out += w * [xy] v; out is modified. */
  public void addCrossXY(double w, Vec v, Vec out) {
    xy.addTimes(w, v, out);
  }

  /** out += w * [xy]' u; out is modified. */
  public void addCrossYX(double w, Vec u, Vec out) {
    xy.addTransposedTimes(w, u, out);
  }

  /** out += w * [yy], row-major; out is modified. */
  public void addDenseYY(double w, Vec out) {
    yy.addTo(w, out);
  }

  /** out += w * [xy], row-major; out is modified. */
  public void addDenseXY(double w, Vec out) {
    xy.addTo(w, out);
  }

  /** out += w * [aa], row-major; out is modified. */
  void addDenseDual(double w, Vec out) {
    aa.addTo(w, out);
  }
}
