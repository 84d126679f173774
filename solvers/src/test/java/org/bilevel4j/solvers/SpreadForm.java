package org.bilevel4j.solvers;

import java.util.Map;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.quadratic.QuadraticForm;

/** Writes a block's function of (shared part, own part) as one of all of x. */
final class SpreadForm {
  private final QuadraticForm f;
  private final LocalParts parts;
  private final int block;
  private final int dx;
  private final int dy;
  private final int da;

  private SpreadForm(QuadraticForm f, LocalParts parts, int block) {
    this.f = f;
    this.parts = parts;
    this.block = block;
    this.dx = f.upperDim();
    this.dy = f.lowerDim();
    this.da = f.dualDim();
  }

  static QuadraticForm of(QuadraticForm f, LocalParts parts, int block) {
    return new SpreadForm(f, parts, block).build();
  }

  /** Derivatives by columns: each is the gradient's change along one variable. */
  private QuadraticForm build() {
    int total = parts.total();
    Vec at = Vec.zeros(dx + dy + da);
    Vec base = gradient(at);
    Vec x = Vec.zeros(total);
    Vec xx = Vec.zeros(total * total);
    Vec xy = Vec.zeros(total * dy);
    Vec yy = Vec.zeros(dy * dy);
    Vec ax = Vec.zeros(da * total);
    Vec ay = Vec.zeros(da * dy);
    Vec aa = Vec.zeros(da * da);
    for (int j = 0; j < at.dim(); j++) {
      at.set(j, 1);
      Vec column = gradient(at);
      column.axpy(-1, base);
      at.set(j, 0);
      if (j < dx) {
        x.set(place(j), base.get(j));
        write(column, xx, Vec.zeros(total * dy), ax, place(j), total);
      } else if (j < dx + dy) {
        write(column, xy, yy, ay, j - dx, dy);
      } else {
        column.scale(-1);
        write(column, Vec.zeros(total * da), Vec.zeros(dy * da), aa, j - dx - dy, da);
      }
    }
    Vec y = base.slice(dx, dx + dy);
    Vec a = base.slice(dx + dy, at.dim());
    double c = f.value(Vec.zeros(dx), Vec.zeros(dy), Vec.zeros(da));
    return QuadraticForm.of(
        total,
        dy,
        da,
        Map.of("x", x, "y", y, "a", a, "xx", xx, "xy", xy, "yy", yy, "ax", ax, "ay", ay, "aa", aa),
        c);
  }

  /** Writes a column of three matrices, one for each group of rows. */
  private void write(Vec column, Vec ofX, Vec ofY, Vec ofDual, int at, int width) {
    for (int i = 0; i < dx; i++) {
      ofX.set(place(i) * width + at, column.get(i));
    }
    for (int i = 0; i < dy && ofY.dim() == dy * width; i++) {
      ofY.set(i * width + at, column.get(dx + i));
    }
    for (int i = 0; i < da; i++) {
      ofDual.set(i * width + at, column.get(dx + dy + i));
    }
  }

  private int place(int i) {
    return i < parts.shared() ? i : parts.from(block) + i - parts.shared();
  }

  private Vec gradient(Vec at) {
    Vec x = at.slice(0, dx);
    Vec y = at.slice(dx, dx + dy);
    Vec a = at.slice(dx + dy, at.dim());
    Vec out = Vec.zeros(at.dim());
    f.addGradX(1, x, y, a, out.slice(0, dx));
    f.addGradY(1, x, y, a, out.slice(dx, dx + dy));
    f.addGradDual(1, x, y, a, out.slice(dx + dy, at.dim()));
    return out;
  }
}
