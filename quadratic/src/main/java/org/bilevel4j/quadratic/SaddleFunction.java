package org.bilevel4j.quadratic;

import java.util.List;
import org.bilevel4j.core.math.Vec;

/**
 * min over x max over w of a function that is convex in x and concave in w, seen through the
 * monotone map G(z) = (grad_x, -grad_w) of z = (x, w).
 */
sealed interface SaddleFunction {

  /** Dimension of z. */
  int dim();

  /** G(z); z is not modified. */
  Vec map(Vec z);

  /** The derivative of G at z, row-major; z is not modified. */
  Vec slope(Vec z);

  /**
   * A quadratic form of x and alpha, alpha being w.
   *
   * @param form no y
   */
  record Mean(QuadraticForm form) implements SaddleFunction {
    @Override
    public int dim() {
      return form.upperDim() + form.dualDim();
    }

    @Override
    public Vec map(Vec z) {
      int dx = form.upperDim();
      Vec x = z.slice(0, dx);
      Vec alpha = z.slice(dx, z.dim());
      Vec out = Vec.zeros(z.dim());
      form.addGradX(1, x, Vec.zeros(0), alpha, out.slice(0, dx));
      form.addGradDual(-1, x, Vec.zeros(0), alpha, out.slice(dx, z.dim()));
      return out;
    }

    @Override
    public Vec slope(Vec z) {
      int dx = form.upperDim();
      int n = dim();
      Vec out = Vec.zeros(n * n);
      Vec xx = form.dense("xx");
      Vec ax = form.dense("ax");
      Vec aa = form.dense("aa");
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double entry;
          if (i < dx) {
            entry = j < dx ? xx.get(i * dx + j) : ax.get((j - dx) * dx + i);
          } else {
            entry = j < dx ? -ax.get((i - dx) * dx + j) : aa.get((i - dx) * (n - dx) + j - dx);
          }
          out.set(i * n + j, entry);
        }
      }
      return out;
    }
  }

  /**
   * sum_i lambda_i F_i(x), lambda being w.
   *
   * @param forms F_i, of x alone
   */
  record Worst(List<QuadraticForm> forms) implements SaddleFunction {
    private static final Vec NONE = Vec.zeros(0);

    private int upperDim() {
      return forms.get(0).upperDim();
    }

    @Override
    public int dim() {
      return upperDim() + forms.size();
    }

    @Override
    public Vec map(Vec z) {
      int dx = upperDim();
      Vec x = z.slice(0, dx);
      Vec out = Vec.zeros(z.dim());
      for (int i = 0; i < forms.size(); i++) {
        forms.get(i).addGradX(z.get(dx + i), x, NONE, NONE, out.slice(0, dx));
        out.set(dx + i, -forms.get(i).value(x, NONE, NONE));
      }
      return out;
    }

    @Override
    public Vec slope(Vec z) {
      int dx = upperDim();
      int n = dim();
      Vec out = Vec.zeros(n * n);
      for (int l = 0; l < forms.size(); l++) {
        Vec gradient = Vec.zeros(dx);
        forms.get(l).addGradX(1, z.slice(0, dx), NONE, NONE, gradient);
        Vec xx = forms.get(l).dense("xx");
        for (int i = 0; i < dx; i++) {
          out.set(i * n + dx + l, gradient.get(i));
          out.set((dx + l) * n + i, -gradient.get(i));
          out.slice(i * n, i * n + dx).axpy(z.get(dx + l), xx.slice(i * dx, (i + 1) * dx));
        }
      }
      return out;
    }
  }
}
