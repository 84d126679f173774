package org.bilevel4j.eval.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Named columns of equal length over the steps of one run; NaN means not measured there. */
public final class Series {
  /** The column every series has: iterations done, strictly ascending. */
  public static final String STEP = "step";

  private final Map<String, double[]> columns;
  private final int rows;

  /**
   * Wraps columns.
   *
   * @param columns by name, one of them {@link #STEP}; kept, not copied
   */
  public Series(Map<String, double[]> columns) {
    double[] step = columns.get(STEP);
    if (step == null) {
      throw new IllegalArgumentException(
          "A series needs the column 'step', has " + columns.keySet());
    }
    this.columns = new LinkedHashMap<>(columns);
    this.rows = step.length;
    columns.forEach(
        (name, values) -> {
          if (values.length != rows) {
            throw new IllegalArgumentException(
                "Column " + name + " has " + values.length + " rows, step has " + rows + ".");
          }
        });
    this.columns.put(MetricNames.CALLS, sumOfCalls());
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /** Names of the columns, as in the file, then the sum of all oracle calls. */
  public Set<String> columns() {
    return columns.keySet();
  }

  /** Whether the column is there and has a value. */
  public boolean has(String column) {
    double[] values = columns.get(column);
    return values != null && !Arrays.stream(values).allMatch(Double::isNaN);
  }

  /** One value, NaN when not measured or no such column. */
  public double at(String column, int row) {
    double[] values = columns.get(column);
    return values == null ? Double.NaN : values[row];
  }

  /** The last measured value, NaN when there is none. */
  public double last(String column) {
    for (int r = rows - 1; r >= 0; r--) {
      double v = at(column, r);
      if (!Double.isNaN(v)) {
        return v;
      }
    }
    return Double.NaN;
  }

  private double[] sumOfCalls() {
    double[] sum = new double[rows];
    boolean any = false;
    for (Map.Entry<String, double[]> e : columns.entrySet()) {
      if (MetricNames.isCalls(e.getKey())) {
        any = true;
        for (int r = 0; r < rows; r++) {
          sum[r] += e.getValue()[r];
        }
      }
    }
    if (!any) {
      Arrays.fill(sum, Double.NaN);
    }
    return sum;
  }
}
