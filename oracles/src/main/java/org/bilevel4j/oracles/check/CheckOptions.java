package org.bilevel4j.oracles.check;

import org.bilevel4j.core.problem.Accuracy;
import org.bilevel4j.core.util.Args;

/**
 * How thorough and how strict a derivative check is.
 *
 * @param firstBound relative error allowed in first derivatives
 * @param secondBound relative error allowed in second derivatives
 * @param identityBound relative error allowed in symmetry, linearity, the adjoint identity and the
 *     agreement of dense matrices with products
 * @param precision relative precision of losses and gradients; steps are its cube root and ten
 *     times that
 * @param coordinates how many coordinates of each argument are looked at one by one, picked at
 *     random where there are more
 * @param directions how many dense random directions are looked at; an error found along one is
 *     traced to its coordinate
 * @param blocks how many blocks a random point has at most
 */
public record CheckOptions(
    double firstBound,
    double secondBound,
    double identityBound,
    double precision,
    int coordinates,
    int directions,
    int blocks) {

  private static final double SAFETY = 10;

  /** Checks the ranges. */
  public CheckOptions {
    Args.positive(firstBound, "bound of first derivatives");
    Args.positive(secondBound, "bound of second derivatives");
    Args.positive(identityBound, "bound of identities");
    Args.within(1e-16, 0.1, precision, "precision of losses");
    Args.atLeast(0, coordinates, "coordinates");
    Args.atLeast(1, directions, "directions");
    Args.atLeast(1, blocks, "blocks");
  }

  /** For derivatives computed in double: first 1e-6, second 1e-4, identities 1e-8. */
  public static CheckOptions defaults() {
    return new CheckOptions(1e-6, 1e-4, 1e-8, Math.ulp(1.0), 16, 2, 8);
  }

  /**
   * For derivatives computed in float: first 1e-2, second 5e-2, identities 1e-3. Steps are long
   * enough to cross kinks (ReLU); losses with kinks are better checked in double.
   */
  public static CheckOptions forFloat() {
    return new CheckOptions(1e-2, 5e-2, 1e-3, Math.ulp(1.0f), 16, 2, 8);
  }

  /**
   * For derivatives of the accuracy that an oracle states: steps as long as the digits of values
   * and gradients ask for, bounds ten times the errors that these steps leave.
   */
  public static CheckOptions of(Accuracy accuracy) {
    if (accuracy.value() >= Accuracy.FLOAT.value()) {
      return forFloat();
    }
    double h = Math.cbrt(Math.max(accuracy.value(), accuracy.first()));
    CheckOptions least = defaults();
    return least
        .withPrecision(h * h * h)
        .withBounds(
            Math.max(least.firstBound, SAFETY * (accuracy.first() + h * h)),
            Math.max(
                least.secondBound, SAFETY * (accuracy.second() + h * h + accuracy.first() / h)),
            Math.max(least.identityBound, SAFETY * accuracy.second()));
  }

  /** The same with other bounds. */
  public CheckOptions withBounds(double first, double second, double identity) {
    return new CheckOptions(first, second, identity, precision, coordinates, directions, blocks);
  }

  /** The same for losses and gradients of this precision. */
  public CheckOptions withPrecision(double relative) {
    return new CheckOptions(
        firstBound, secondBound, identityBound, relative, coordinates, directions, blocks);
  }

  /** The same with other sample sizes. */
  public CheckOptions withSamples(int coordinateCount, int directionCount, int blockCount) {
    return new CheckOptions(
        firstBound,
        secondBound,
        identityBound,
        precision,
        coordinateCount,
        directionCount,
        blockCount);
  }

  /** The two relative step lengths. */
  double[] lengths() {
    double h = Math.cbrt(precision);
    return new double[] {h, 10 * h};
  }
}
