package org.bilevel4j.oracles.check;

import java.util.Locale;

/**
 * The worst error of one check in one block.
 *
 * @param what the call and, where it is not a derivative, the property: "lower_hvp", "lower_hvp
 *     symmetric"
 * @param block the block's id, or -1 when the check is of a whole set
 * @param argument "x", "y" or "alpha", along which the coordinate counts; empty for a number
 * @param coordinate 0.., or -1 for a dense direction or a number
 * @param value of the oracle
 * @param reference expected value: a central difference, or the other side of an identity
 * @param relativeError their distance over the size of the derivative; infinite when not a number
 * @param bound of the relative error
 */
public record CheckFinding(
    String what,
    int block,
    String argument,
    int coordinate,
    double value,
    double reference,
    double relativeError,
    double bound) {

  /** A finding whose error is |value - reference| / scale. */
  static CheckFinding of(
      String what,
      int block,
      String argument,
      int coordinate,
      double value,
      double reference,
      double scale,
      double bound) {
    double error = value == reference ? 0 : Math.abs(value - reference) / scale;
    double known = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    return new CheckFinding(what, block, argument, coordinate, value, reference, known, bound);
  }

  /** Whether the error is within the bound. */
  public boolean passed() {
    return relativeError <= bound;
  }

  /** Where the error is: "block 2, x[17]". */
  public String where() {
    String blockName = block < 0 ? "set" : "block " + block;
    if (argument.isEmpty()) {
      return blockName;
    }
    return blockName + ", " + argument + (coordinate < 0 ? " along a direction" : index());
  }

  private String index() {
    return "[" + coordinate + "]";
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %s: value %.10g, reference %.10g, relative error %.2e, bound %.0e: %s",
        what,
        where(),
        value,
        reference,
        relativeError,
        bound,
        passed() ? "passed" : "FAILED");
  }
}
