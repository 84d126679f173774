package org.bilevel4j.quadratic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bilevel4j.core.math.Matrix;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.util.Names;
import org.bilevel4j.core.util.UserError;

/**
 * The constraints of one block's lower level; [k] is the entry of key k, absent entries are zero:
 *
 * <pre>
 * lowerInequality  [x]x + [y]y <= [c],   p rows
 * lowerEquality    [x]x + [y]y  = [c],   q rows
 * shapes  [x] rows by d_x | [y] rows by d_y, which says how many rows there are | [c] rows
 * </pre>
 */
public final class AffineConstraints {
  private static final List<String> KEYS = List.of("x", "y", "c");
  private static final AffineConstraints NONE = new AffineConstraints(0, 0, Map.of());

  private final int inequalities;
  private final int rows;
  private final Matrix x;
  private final Matrix y;
  private final Matrix c;

  private AffineConstraints(int inequalities, int rows, Map<String, Vec> stacked) {
    this.inequalities = inequalities;
    this.rows = rows;
    this.x = Matrix.of("x", stacked, rows, width(stacked, "x", rows));
    this.y = Matrix.of("y", stacked, rows, width(stacked, "y", rows));
    this.c = Matrix.of("c", stacked, rows, 1);
  }

  private static int width(Map<String, Vec> stacked, String key, int rows) {
    return rows == 0 ? 0 : Objects.requireNonNull(stacked.get(key)).dim() / rows;
  }

  /** No constraints. */
  public static AffineConstraints none() {
    return NONE;
  }

  /**
   * Constraints by key, copied; an empty map means none of the kind.
   *
   * @throws UserError naming the kind and the key whose shape or name is wrong
   */
  public static AffineConstraints of(
      int dx, int dy, Map<String, Vec> inequality, Map<String, Vec> equality) {
    int p = rows("lowerInequality", inequality, dx, dy);
    int q = rows("lowerEquality", equality, dx, dy);
    if (p + q == 0) {
      return NONE;
    }
    Map<String, Vec> stacked =
        Map.of(
            "x", stack("x", dx, inequality, p, equality, q),
            "y", stack("y", dy, inequality, p, equality, q),
            "c", stack("c", 1, inequality, p, equality, q));
    return new AffineConstraints(p, p + q, stacked);
  }

  private static int rows(String kind, Map<String, Vec> entries, int dx, int dy) {
    for (String key : entries.keySet()) {
      if (!KEYS.contains(key)) {
        throw Names.unknown("entry of " + kind, key, KEYS);
      }
    }
    if (entries.isEmpty()) {
      return 0;
    }
    Vec y = entries.get("y");
    if (y == null || dy == 0 || y.dim() == 0 || y.dim() % dy != 0) {
      throw new UserError(
          kind + " needs an entry 'y' of rows by " + dy + " numbers, one row per constraint.");
    }
    int rows = y.dim() / dy;
    check(kind, entries, "x", rows, dx);
    check(kind, entries, "y", rows, dy);
    check(kind, entries, "c", rows, 1);
    return rows;
  }

  private static void check(String kind, Map<String, Vec> from, String key, int rows, int cols) {
    Vec given = from.getOrDefault(key, Vec.zeros(rows * cols));
    if (given.dim() != rows * cols) {
      throw new UserError(
          String.format(
              "entry '%s' of %s has %d numbers, must have %d by %d.",
              key, kind, given.dim(), rows, cols));
    }
    if (!given.isFinite()) {
      throw new UserError("entry '" + key + "' of " + kind + " is not finite.");
    }
  }

  private static Vec stack(
      String key, int width, Map<String, Vec> first, int p, Map<String, Vec> second, int q) {
    Vec out = Vec.zeros((p + q) * width);
    if (first.containsKey(key)) {
      out.slice(0, p * width).copyFrom(first.get(key));
    }
    if (second.containsKey(key)) {
      out.slice(p * width, out.dim()).copyFrom(second.get(key));
    }
    return out;
  }

  /** p, the number of inequalities; they come first. */
  public int inequalities() {
    return inequalities;
  }

  /** p + q, the number of all constraints. */
  public int rows() {
    return rows;
  }

  /** Whether there are none, or they are of x and y of these dimensions. */
  boolean fit(int dx, int dy) {
    return rows == 0 || (x.cols() == dx && y.cols() == dy);
  }

  /** out += weight * ([x] px + [y] py - [c]); out (p + q) is modified. */
  void addValues(double weight, Vec px, Vec py, Vec out) {
    x.addTimes(weight, px, out);
    y.addTimes(weight, py, out);
    c.addTo(-weight, out);
  }

  /** out += [y], row-major; out is modified. */
  void addDenseY(Vec out) {
    y.addTo(1, out);
  }

  /** out += weight * [y]' w; out (d_y) is modified. */
  void addTransposedY(double weight, Vec w, Vec out) {
    y.addTransposedTimes(weight, w, out);
  }

  /** out += weight * [x]' w; out (d_x) is modified. */
  void addTransposedX(double weight, Vec w, Vec out) {
    x.addTransposedTimes(weight, w, out);
  }
}
