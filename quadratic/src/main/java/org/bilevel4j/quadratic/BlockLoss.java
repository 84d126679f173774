package org.bilevel4j.quadratic;

import org.bilevel4j.core.math.Vec;
import org.jspecify.annotations.Nullable;

/** One loss of one block at one place: a form plus the mean perturbation of a batch. */
final class BlockLoss {
  private final QuadraticForm form;
  private final RowNoise.@Nullable Mean noise;
  private final Vec x;
  private final Vec y;
  private final Vec dual;

  BlockLoss(QuadraticForm form, RowNoise.@Nullable Mean noise, Vec x, Vec y, Vec dual) {
    this.form = form;
    this.noise = noise;
    this.x = x;
    this.y = y;
    this.dual = dual;
  }

  double value() {
    double value = form.value(x, y, dual);
    if (noise != null) {
      value += noise.factor() * noise.pattern().value(x, y, dual);
      value += noise.linearX().dot(x) + noise.linearY().dot(y) + noise.linearDual().dot(dual);
    }
    return value;
  }

  void addGradX(double w, Vec out) {
    form.addGradX(w, x, y, dual, out);
    if (noise != null) {
      noise.pattern().addGradX(w * noise.factor(), x, y, dual, out);
      out.axpy(w, noise.linearX());
    }
  }

  void addGradY(double w, Vec out) {
    form.addGradY(w, x, y, dual, out);
    if (noise != null) {
      noise.pattern().addGradY(w * noise.factor(), x, y, dual, out);
      out.axpy(w, noise.linearY());
    }
  }

  void addGradDual(double w, Vec out) {
    form.addGradDual(w, x, y, dual, out);
    if (noise != null) {
      noise.pattern().addGradDual(w * noise.factor(), x, y, dual, out);
      out.axpy(w, noise.linearDual());
    }
  }

  void addHessianYY(Vec v, Vec out) {
    form.addHessianYY(1, v, out);
    if (noise != null) {
      noise.pattern().addHessianYY(noise.factor(), v, out);
    }
  }

  void addCrossXY(double w, Vec v, Vec out) {
    form.addCrossXY(w, v, out);
    if (noise != null) {
      noise.pattern().addCrossXY(w * noise.factor(), v, out);
    }
  }

  void addCrossYX(Vec u, Vec out) {
    form.addCrossYX(1, u, out);
    if (noise != null) {
      noise.pattern().addCrossYX(noise.factor(), u, out);
    }
  }

  void addDenseYY(Vec out) {
    form.addDenseYY(1, out);
    if (noise != null) {
      noise.pattern().addDenseYY(noise.factor(), out);
    }
  }

  void addDenseXY(Vec out) {
    form.addDenseXY(1, out);
    if (noise != null) {
      noise.pattern().addDenseXY(noise.factor(), out);
    }
  }
}
