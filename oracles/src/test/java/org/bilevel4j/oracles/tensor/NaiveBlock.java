package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;
import org.bilevel4j.oracles.tensor.Parameters.Role;
import org.hipparchus.analysis.differentiation.FieldUnivariateDerivative1;
import org.hipparchus.analysis.differentiation.UnivariateDerivative1;

/** One block of a random model: its loss and derivatives by nested forward derivatives. */
final class NaiveBlock {
  private static final UnivariateDerivative1 ZERO = new UnivariateDerivative1(0, 0);

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

  /** value, d/ds, d/dt and d2/dsdt along s * first + t * second, which are (x, y, alpha) joined. */
  double[] along(double[] first, double[] second) {
    Map<String, Grid<FieldUnivariateDerivative1<UnivariateDerivative1>>> given = new HashMap<>();
    double[] point = new double[x.length + y.length + alpha.length];
    System.arraycopy(x, 0, point, 0, x.length);
    System.arraycopy(y, 0, point, x.length, y.length);
    System.arraycopy(alpha, 0, point, x.length + y.length, alpha.length);
    for (Parameter p : model.parameters().all()) {
      int from = start(p);
      List<FieldUnivariateDerivative1<UnivariateDerivative1>> e = new ArrayList<>();
      for (int k = from; k < from + p.size(); k++) {
        e.add(number(point[k], first[k], second[k]));
      }
      given.put(p.name(), new Grid<>(p.rows(), p.cols(), e));
    }
    for (String input : List.of("a", "b", "k")) {
      double[][] rows = model.rows(input, block);
      given.put(input, Grid.of(rows.length, rows[0].length, (r, c) -> number(rows[r][c], 0, 0)));
    }
    FieldUnivariateDerivative1<UnivariateDerivative1> zero = number(0, 0, 0);
    FieldUnivariateDerivative1<UnivariateDerivative1> f =
        loss.of(new NaiveAlgebra<>(zero, given)).at(0, 0);
    UnivariateDerivative1 value = f.getValue();
    UnivariateDerivative1 slope = f.getFirstDerivative();
    return new double[] {
      value.getValue(), value.getFirstDerivative(), slope.getValue(), slope.getFirstDerivative()
    };
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

  private static FieldUnivariateDerivative1<UnivariateDerivative1> number(
      double value, double first, double second) {
    return new FieldUnivariateDerivative1<>(
        new UnivariateDerivative1(value, first), ZERO.newInstance(second));
  }

  /** The value. */
  double value() {
    double[] none = new double[x.length + y.length + alpha.length];
    return along(none, none)[0];
  }

  /**
   * Second derivatives along a direction, and gradients, coordinate by coordinate.
   *
   * @return the gradient and the mixed derivative, by coordinate of (x, y, alpha), from..to-1
   */
  double[][] derivatives(double[] direction, int from, int to) {
    int n = x.length + y.length + alpha.length;
    double[][] all = new double[2][n];
    for (int j = from; j < to; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      double[] d = along(direction, unit);
      all[0][j] = d[2];
      all[1][j] = d[3];
    }
    return all;
  }
}
