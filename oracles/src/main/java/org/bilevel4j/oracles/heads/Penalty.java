package org.bilevel4j.oracles.heads;

import java.util.Arrays;
import org.bilevel4j.core.math.Vec;

/**
 * A penalty pen(rho, y) on a head, added to the lower loss of its task; rho is a slice of x of
 * length {@link #parameters}, which may be empty. Heads y, directions v and results lie in arrays
 * from the given places on, in the layout of {@link HeadShape}.
 */
public interface Penalty {

  /** A short name for provenance. */
  String name();

  /** Length of its slice of x. */
  int parameters();

  /**
   * Whether it is a sum of c_k w_k^2 over features and columns and c w^2 over biases: then equal
   * columns may be exchanged, and two-column heads have a solution with w_0 = -w_1.
   */
  boolean isQuadratic();

  /** pen(rho, y). */
  double value(HeadShape head, double[] rho, int ro, double[] y, int yo);

  /** out += d pen / d y. */
  void addGradY(HeadShape head, double[] rho, int ro, double[] y, int yo, double[] out, int oo);

  /** out += (d2 pen / d y d y) v. */
  void addHvp(
      HeadShape head,
      double[] rho,
      int ro,
      double[] y,
      int yo,
      double[] v,
      int vo,
      double[] out,
      int oo);

  /** out += weight d pen / d rho; out has length {@link #parameters}. */
  default void addGradX(
      HeadShape head, double[] rho, int ro, double[] y, int yo, double weight, double[] out) {}

  /** out += weight (d2 pen / d rho d y) v; out has length {@link #parameters}. */
  default void addCrossXY(
      HeadShape head,
      double[] rho,
      int ro,
      double[] y,
      int yo,
      double[] v,
      int vo,
      double weight,
      double[] out) {}

  /** out += (d2 pen / d rho d y)^T u; u is the direction's slice of length {@link #parameters}. */
  default void addCrossYX(
      HeadShape head, double[] rho, int ro, double[] y, int yo, Vec u, double[] out, int oo) {}

  /** out += the dense Hessian in y, d_i x d_i, column by column from products. */
  default void addHessian(
      HeadShape head, double[] rho, int ro, double[] y, int yo, double[] out, int oo) {
    int d = head.dim();
    double[] unit = new double[d];
    double[] column = new double[d];
    for (int j = 0; j < d; j++) {
      Arrays.fill(column, 0);
      unit[j] = 1;
      addHvp(head, rho, ro, y, yo, unit, 0, column, 0);
      unit[j] = 0;
      for (int i = 0; i < d; i++) {
        out[oo + i * d + j] += column[i];
      }
    }
  }
}
