package org.bilevel4j.testkit;

import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;

/** Draws one block of {@link ReferenceProblems#bilinear}. */
final class BilinearBlock {
  static final int DIM = 2;
  private static final double SPREAD = 0.2;

  private final Rng rng;
  private final int dy;
  private final int da;

  BilinearBlock(Rng rng, boolean hasLower, boolean hasDual) {
    this.rng = rng;
    this.dy = hasLower ? DIM : 0;
    this.da = hasDual ? DIM : 0;
  }

  QuadraticBlock block() {
    return new QuadraticBlock(upper(), lower());
  }

  private QuadraticForm upper() {
    Vec c = normal(dy, 1);
    return QuadraticForm.of(
        DIM,
        dy,
        da,
        Map.of(
            "x", normal(DIM, 0.3),
            "yy", near(1, dy, dy, 0),
            "y", c,
            "xy", near(0.25, DIM, dy, SPREAD / 4),
            "ax", near(1, da, DIM, SPREAD),
            "ay", normal(da * dy, SPREAD),
            "a", normal(da, 1),
            "aa", near(1, da, da, 0)),
        c.normSquared() / 2);
  }

  /** [xy] = -A'H and [y] = -H b. */
  private QuadraticForm lower() {
    Vec h = dy == 0 ? Vec.zeros(0) : hessian();
    Vec a = near(1, dy, DIM, SPREAD);
    Vec b = normal(dy, 1);
    Vec xy = Vec.zeros(DIM * dy);
    Vec y = Vec.zeros(dy);
    for (int j = 0; j < dy; j++) {
      for (int l = 0; l < dy; l++) {
        y.add(j, -h.get(j * dy + l) * b.get(l));
        for (int i = 0; i < DIM; i++) {
          xy.add(i * dy + j, -a.get(l * DIM + i) * h.get(l * dy + j));
        }
      }
    }
    return QuadraticForm.of(DIM, dy, 0, Map.of("yy", h, "xy", xy, "y", y), 0);
  }

  /** A rotated diagonal with entries in [0.5, 1]. */
  private Vec hessian() {
    double angle = rng.uniform(0, Math.PI);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double one = rng.uniform(0.5, 1);
    double other = rng.uniform(0.5, 1);
    double off = (one - other) * cos * sin;
    return Vec.of(
        one * cos * cos + other * sin * sin, off, off, one * sin * sin + other * cos * cos);
  }

  /** scale I and normal numbers. */
  private Vec near(double scale, int rows, int columns, double deviation) {
    Vec out = normal(rows * columns, deviation);
    for (int j = 0; j < Math.min(rows, columns); j++) {
      out.add(j * columns + j, scale);
    }
    return out;
  }

  private Vec normal(int n, double deviation) {
    Vec out = Vec.zeros(n);
    for (int j = 0; j < n; j++) {
      out.set(j, deviation * rng.nextGaussian());
    }
    return out;
  }
}
