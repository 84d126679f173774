package org.bilevel4j.core.util;

/** Checks of user-given numbers; each failure is a {@link UserError} that names value and bound. */
public final class Args {
  private Args() {}

  /** Requires value >= least. */
  public static int atLeast(int least, int value, String name) {
    atLeast((long) least, value, name);
    return value;
  }

  /** Requires value >= least. */
  public static long atLeast(long least, long value, String name) {
    if (value < least) {
      throw new UserError(name + " is " + value + ", must be at least " + least + ".");
    }
    return value;
  }

  /** Requires value <= most. */
  public static int atMost(int most, int value, String name) {
    if (value > most) {
      throw new UserError(name + " is " + value + ", must be at most " + most + ".");
    }
    return value;
  }

  /** Requires a finite value > 0. */
  public static double positive(double value, String name) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new UserError(name + " is " + value + ", must be a finite number above 0.");
    }
    return value;
  }

  /** Requires a finite value >= 0. */
  public static double nonNegative(double value, String name) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw new UserError(name + " is " + value + ", must be a finite number, at least 0.");
    }
    return value;
  }

  /** Requires a finite value in [low, high]. */
  public static double within(double low, double high, double value, String name) {
    if (!(value >= low && value <= high)) {
      throw new UserError(
          name + " is " + value + ", must lie between " + low + " and " + high + ".");
    }
    return value;
  }

  /** Requires a finite number of any sign. */
  public static double finite(double value, String name) {
    if (!Double.isFinite(value)) {
      throw new UserError(name + " is " + value + ", must be a finite number.");
    }
    return value;
  }

  /** Programming check of equal dimensions. */
  public static void sameDim(int expected, int actual, String what) {
    if (expected != actual) {
      throw new IllegalArgumentException(
          what + " has dimension " + actual + ", expected " + expected + ".");
    }
  }
}
