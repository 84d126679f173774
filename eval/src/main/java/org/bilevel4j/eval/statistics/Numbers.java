package org.bilevel4j.eval.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How numbers are written for people: few digits, a point, no locale. */
public final class Numbers {
  private Numbers() {}

  /** Four significant digits; very large and very small ones with an exponent. */
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "not measured";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "minus infinite";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
    if (rounded.scale() < 0 || size >= 1e4) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return size == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A p-value: three digits, or "&lt; 0.001". */
  public static String probability(double p) {
    return p < 0.001 ? "p < 0.001" : "p = " + String.format(Locale.ROOT, "%.3f", p);
  }
}
