package org.bilevel4j.datasets.file;

/** Decimal numbers as cells write them: 12, -0.5, .5, 1e-3. */
public final class CellNumber {
  /** Powers of ten up to this are exact, and so are whole numbers of so many digits. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS = new double[EXACT_DIGITS + 1];

  static {
    long power = 1;
    for (int k = 0; k <= EXACT_DIGITS; k++) {
      POWERS[k] = power;
      power *= 10;
    }
  }

  private CellNumber() {}

  /**
   * The number that {@code Double.parseDouble} gives.
   *
   * @param text holds the cell from {@code from} to {@code to}, exclusive; not modified
   * @return NaN if the text is no finite decimal number
   */
  public static double parse(char[] text, int from, int to) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int places = 0;
    boolean point = false;
    for (; at < to; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        count++;
        places += point ? 1 : 0;
        digits = count <= EXACT_DIGITS ? 10 * digits + (c - '0') : digits;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (count == 0 || (at < to && !isExponent(text, at, to))) {
      return Double.NaN;
    }
    if (at == to && count <= EXACT_DIGITS) {
      double value = digits / POWERS[places];
      return negative ? -value : value;
    }
    double value = Double.parseDouble(new String(text, from, to - from));
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private static boolean isExponent(char[] text, int from, int to) {
    int at = from;
    if (text[at] != 'e' && text[at] != 'E') {
      return false;
    }
    at++;
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    int first = at;
    while (at < to && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at == to && at > first;
  }
}
