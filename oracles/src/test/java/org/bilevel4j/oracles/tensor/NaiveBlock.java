package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;
import org.bilevel4j.oracles.tensor.Parameters.Role;
import org.hipparchus.analysis.differentiation.FieldUnivariateDerivative1;
import org.hipparchus.analysis.differentiation.Gradient;

/** One block of a random model: its loss and derivatives by nested forward derivatives. */
final class NaiveBlock {
  private final RandomModel model;
  private final RandomLoss loss;
  private final int block;
  private final double[] x;
  private final double[] y;
  private final double[] alpha;

  /**
   * A point.
   *
   * @param x shared part, then the local part of this block
   */
  NaiveBlock(
      RandomModel model, RandomLoss loss, int block, double[] x, double[] y, double[] alpha) {
    this.model = model;
    this.loss = loss;
    this.block = block;
    this.x = x;
    this.y = y;
    this.alpha = alpha;
  }

  /**
   * What a loss answers.
   *
   * @param gradient by coordinate of (x, y, alpha)
   * @param mixed the derivative of the gradient along a direction, likewise
   */
  record Derivatives(double value, double[] gradient, double[] mixed) {}

  /**
   * Value, and gradient and its derivative along a direction in coordinates from..to-1 of (x, y,
   * alpha); the others are zero.
   */
  Derivatives derivatives(double[] direction, int from, int to) {
    int n = x.length + y.length + alpha.length;
    double[] point = new double[n];
    System.arraycopy(x, 0, point, 0, x.length);
    System.arraycopy(y, 0, point, x.length, y.length);
    System.arraycopy(alpha, 0, point, x.length + y.length, alpha.length);
    Gradient zero = Gradient.constant(to - from, 0);
    Map<String, Grid<FieldUnivariateDerivative1<Gradient>>> given = new HashMap<>();
    for (Parameter p : model.parameters().all()) {
      int at = start(p);
      List<FieldUnivariateDerivative1<Gradient>> e = new ArrayList<>();
      for (int k = at; k < at + p.size(); k++) {
        boolean moves = k >= from && k < to;
        Gradient value =
            moves ? Gradient.variable(to - from, k - from, point[k]) : zero.newInstance(point[k]);
        e.add(new FieldUnivariateDerivative1<>(value, zero.newInstance(direction[k])));
      }
      given.put(p.name(), new Grid<>(p.rows(), p.cols(), e));
    }
    for (String input : List.of("a", "b", "k", "s")) {
      double[][] rows = model.rows(input, block);
      given.put(
          input,
          Grid.of(
              rows.length,
              rows[0].length,
              (r, c) -> new FieldUnivariateDerivative1<>(zero.newInstance(rows[r][c]), zero)));
    }
    FieldUnivariateDerivative1<Gradient> f =
        loss.of(new NaiveAlgebra<>(new FieldUnivariateDerivative1<>(zero, zero), given)).at(0, 0);
    double[] gradient = new double[n];
    double[] mixed = new double[n];
    System.arraycopy(f.getValue().getGradient(), 0, gradient, from, to - from);
    System.arraycopy(f.getFirstDerivative().getGradient(), 0, mixed, from, to - from);
    return new Derivatives(f.getValue().getValue(), gradient, mixed);
  }

  private int start(Parameter p) {
    Parameters all = model.parameters();
    return switch (p.role()) {
      case SHARED, SHARED_DUAL -> p.at();
      case LOCAL -> all.dim(Role.SHARED) + p.at();
      case LOWER -> x.length + p.at();
      case DUAL -> x.length + y.length + p.at();
    };
  }
}
