package org.bilevel4j.oracles.program;

import java.util.Arrays;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.DoubleMath;
import org.bilevel4j.kernels.Func;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.Indexing.Columns;
import org.bilevel4j.oracles.graph.Unary;

/** {@link Tiles} in single precision. */
@SuppressWarnings("cast") // of the twin
final class FloatTiles implements Tiles {
  /** Rows up to this length are summed in order. */
  private static final int SHORT_ROW = 64;

  /** Rows whose columns are added up without double. */
  private static final int SHORT = 64;

  private final Kernels kernels;

  FloatTiles(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public void unary(Unary f, Mat a, int ao, Mat c, int co, int n) {
    switch (f) {
      case SQUARE -> square(a.floats(), ao, c.floats(), co, n);
      case RECIPROCAL -> reciprocal(a.floats(), ao, c.floats(), co, n);
      case SQRT -> sqrt(a.floats(), ao, c.floats(), co, n);
      case ABS -> abs(a.floats(), ao, c.floats(), co, n);
      case SIGN -> sign(a.floats(), ao, c.floats(), co, n);
      default -> kernels.applyRange(Tiles.kernel(f), a, ao, c, co, n);
    }
  }

  private static void square(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] * a[ao + j];
    }
  }

  private static void reciprocal(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = 1 / a[ao + j];
    }
  }

  private static void sqrt(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = (float) Math.sqrt(a[ao + j]);
    }
  }

  private static void abs(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.abs(a[ao + j]);
    }
  }

  private static void sign(float[] a, int ao, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.signum(a[ao + j]);
    }
  }

  @Override
  public void binary(Binary f, Mat a, int ao, Mat b, int bo, Mat c, int co, int n) {
    switch (f) {
      case ADD -> plus(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case SUB -> minus(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case MUL -> times(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case DIV -> over(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case MAX -> max(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case AT_LEAST -> atLeast(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
    }
  }

  private static void plus(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] + b[bo + j];
    }
  }

  private static void minus(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] - b[bo + j];
    }
  }

  private static void times(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] * b[bo + j];
    }
  }

  private static void over(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] / b[bo + j];
    }
  }

  private static void max(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.max(a[ao + j], b[bo + j]);
    }
  }

  private static void atLeast(float[] a, int ao, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] >= b[bo + j] ? 1 : 0;
    }
  }

  @Override
  public void numberLeft(Binary f, double number, Mat right, int bo, Mat target, int co, int n) {
    float a = (float) number;
    float[] b = right.floats();
    float[] c = target.floats();
    switch (f) {
      case ADD -> plus(b, bo, a, c, co, n);
      case SUB -> from(a, b, bo, c, co, n);
      case MUL -> times(b, bo, a, c, co, n);
      case DIV -> over(a, b, bo, c, co, n);
      case MAX -> max(b, bo, a, c, co, n);
      case AT_LEAST -> atMost(b, bo, a, c, co, n);
    }
  }

  @Override
  public void numberRight(Binary f, Mat left, int ao, double number, Mat target, int co, int n) {
    float b = (float) number;
    float[] a = left.floats();
    float[] c = target.floats();
    switch (f) {
      case ADD -> plus(a, ao, b, c, co, n);
      case SUB -> plus(a, ao, -b, c, co, n);
      case MUL -> times(a, ao, b, c, co, n);
      case DIV -> over(a, ao, b, c, co, n);
      case MAX -> max(a, ao, b, c, co, n);
      case AT_LEAST -> atLeast(a, ao, b, c, co, n);
    }
  }

  private static void plus(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] + b;
    }
  }

  private static void from(float a, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a - b[bo + j];
    }
  }

  private static void times(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] * b;
    }
  }

  private static void over(float a, float[] b, int bo, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a / b[bo + j];
    }
  }

  private static void over(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] / b;
    }
  }

  private static void max(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.max(a[ao + j], b);
    }
  }

  private static void atLeast(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] >= b ? 1 : 0;
    }
  }

  private static void atMost(float[] a, int ao, float b, float[] c, int co, int n) {
    for (int j = 0; j < n; j++) {
      c[co + j] = a[ao + j] <= b ? 1 : 0;
    }
  }

  @Override
  public void fill(double value, Mat c, int co, int n) {
    Arrays.fill(c.floats(), co, co + n, (float) value);
  }

  @Override
  public void copy(Mat a, int ao, Mat c, int co, int n) {
    System.arraycopy(a.floats(), ao, c.floats(), co, n);
  }

  @Override
  public void add(Mat a, int ao, Mat c, int co, int n) {
    plus(c.floats(), co, a.floats(), ao, c.floats(), co, n);
  }

  @Override
  public double get(Mat a, int at) {
    return a.floats()[at];
  }

  @Override
  public void set(Mat c, int at, double value) {
    c.floats()[at] = (float) value;
  }

  @Override
  public double sum(Mat m, int ao, int n) {
    float[] a = m.floats();
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < n; j += 4) {
      s0 += a[ao + j];
      s1 += a[ao + j + 1];
      s2 += a[ao + j + 2];
      s3 += a[ao + j + 3];
    }
    for (; j < n; j++) {
      s0 += a[ao + j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void rowSums(Mat a, int ao, int rows, int cols, Mat c, int co) {
    float[] target = c.floats();
    for (int r = 0; r < rows; r++) {
      target[co + r] = (float) sum(a, ao + r * cols, cols);
    }
  }

  @Override
  public void columnSums(Mat a, int ao, int rows, int cols, Mat c, int co) {
    float[] target = c.floats();
    if (cols == 1) {
      target[co] = (float) sum(a, ao, rows);
      return;
    }
    if (rows <= SHORT) {
      Arrays.fill(target, co, co + cols, 0);
      for (int r = 0; r < rows; r++) {
        plus(target, co, a.floats(), ao + r * cols, target, co, cols);
      }
      return;
    }
    int j = 0;
    for (; j + 3 < cols; j += 4) {
      fourColumns(a.floats(), ao + j, rows, cols, target, co + j);
    }
    for (; j < cols; j++) {
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += a.floats()[ao + r * cols + j];
      }
      target[co + j] = (float) sum;
    }
  }

  private static void fourColumns(float[] a, int ao, int rows, int cols, float[] c, int co) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int r = 0, at = ao; r < rows; r++, at += cols) {
      s0 += a[at];
      s1 += a[at + 1];
      s2 += a[at + 2];
      s3 += a[at + 3];
    }
    c[co] = (float) s0;
    c[co + 1] = (float) s1;
    c[co + 2] = (float) s2;
    c[co + 3] = (float) s3;
  }

  @Override
  public void repeat(
      Mat m, int ao, boolean byRow, boolean byCol, int cols, int local, Mat t, int co, int n) {
    float[] a = m.floats();
    float[] c = t.floats();
    if (!byRow && !byCol) {
      Arrays.fill(c, co, co + n, a[ao]);
      return;
    }
    if (byRow && byCol) {
      System.arraycopy(a, ao + local, c, co, n);
      return;
    }
    int row = local / cols;
    int col = local - row * cols;
    for (int j = 0; j < n; row++, col = 0) {
      int end = Math.min(n, j + cols - col);
      if (byRow) {
        float v = a[ao + row];
        for (; j < end; j++) {
          c[co + j] = v;
        }
      } else {
        int from = ao + col - j;
        for (; j < end; j++) {
          c[co + j] = a[from + j];
        }
      }
    }
  }

  @Override
  public void transpose(Mat m, int ao, int rows, int cols, Mat t, int co) {
    float[] a = m.floats();
    float[] c = t.floats();
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < cols; j++) {
        c[co + j * rows + r] = a[ao + r * cols + j];
      }
    }
  }

  @Override
  public void timesColumn(Mat m, int ao, int rows, int cols, Mat v, int xo, Mat t, int co) {
    float[] a = m.floats();
    float[] x = v.floats();
    float[] c = t.floats();
    int r = 0;
    for (; cols <= SHORT_ROW && r + 7 < rows; r += 8) {
      eightDots(a, ao + r * cols, x, xo, cols, c, co + r);
    }
    for (; r < rows; r++) {
      c[co + r] =
          cols <= SHORT_ROW
              ? shortDot(a, ao + r * cols, x, xo, cols)
              : dot(a, ao + r * cols, x, xo, cols);
    }
  }

  /** Eight rows side by side, each summed in order, so that no sum waits for another. */
  private static void eightDots(float[] a, int ao, float[] x, int xo, int n, float[] c, int co) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    for (int j = 0; j < n; j++) {
      float v = x[xo + j];
      int at = ao + j;
      s0 = Math.fma(a[at], v, s0);
      s1 = Math.fma(a[at + n], v, s1);
      s2 = Math.fma(a[at + 2 * n], v, s2);
      s3 = Math.fma(a[at + 3 * n], v, s3);
      s4 = Math.fma(a[at + 4 * n], v, s4);
      s5 = Math.fma(a[at + 5 * n], v, s5);
      s6 = Math.fma(a[at + 6 * n], v, s6);
      s7 = Math.fma(a[at + 7 * n], v, s7);
    }
    c[co] = s0;
    c[co + 1] = s1;
    c[co + 2] = s2;
    c[co + 3] = s3;
    c[co + 4] = s4;
    c[co + 5] = s5;
    c[co + 6] = s6;
    c[co + 7] = s7;
  }

  private static float shortDot(float[] a, int ao, float[] x, int xo, int n) {
    float sum = 0;
    for (int j = 0; j < n; j++) {
      sum = Math.fma(a[ao + j], x[xo + j], sum);
    }
    return sum;
  }

  private static float dot(float[] a, int ao, float[] x, int xo, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int j = 0;
    for (; j + 3 < n; j += 4) {
      s0 = Math.fma(a[ao + j], x[xo + j], s0);
      s1 = Math.fma(a[ao + j + 1], x[xo + j + 1], s1);
      s2 = Math.fma(a[ao + j + 2], x[xo + j + 2], s2);
      s3 = Math.fma(a[ao + j + 3], x[xo + j + 3], s3);
    }
    for (; j < n; j++) {
      s0 = Math.fma(a[ao + j], x[xo + j], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void transposedTimesColumn(
      Mat m, int ao, int rows, int cols, Mat v, int xo, Mat t, int co, boolean add) {
    float[] a = m.floats();
    float[] x = v.floats();
    float[] c = t.floats();
    if (cols == 1) {
      double sum = add ? c[co] : 0;
      for (int r = 0; r < rows; r++) {
        sum += (double) a[ao + r] * x[xo + r];
      }
      c[co] = (float) sum;
      return;
    }
    if (!add) {
      Arrays.fill(c, co, co + cols, 0);
    }
    int r = 0;
    for (; r + 3 < rows; r += 4) {
      fourRows(a, ao + r * cols, cols, x, xo + r, c, co);
    }
    for (; r < rows; r++) {
      oneRow(a, ao + r * cols, cols, x[xo + r], c, co);
    }
  }

  private static void fourRows(float[] a, int ao, int n, float[] x, int xo, float[] c, int co) {
    float x0 = x[xo];
    float x1 = x[xo + 1];
    float x2 = x[xo + 2];
    float x3 = x[xo + 3];
    for (int j = 0; j < n; j++) {
      float first = Math.fma(x1, a[ao + n + j], x0 * a[ao + j]);
      float second = Math.fma(x3, a[ao + 3 * n + j], x2 * a[ao + 2 * n + j]);
      c[co + j] += first + second;
    }
  }

  private static void oneRow(float[] a, int ao, int n, float x, float[] c, int co) {
    for (int j = 0; j < n; j++) {
      c[co + j] = Math.fma(x, a[ao + j], c[co + j]);
    }
  }

  @Override
  public int largest(Mat m, int ao, int n) {
    float[] a = m.floats();
    int best = 0;
    for (int j = 1; j < n; j++) {
      if (a[ao + j] > a[ao + best]) {
        best = j;
      }
    }
    return best;
  }

  @Override
  public void markLargest(int k, Mat m, int ao, Mat target, int co, int n) {
    float[] c = target.floats();
    if (k >= n) {
      Arrays.fill(c, co, co + n, 1);
      return;
    }
    if (k == 0) {
      Arrays.fill(c, co, co + n, 0);
      return;
    }
    float[] a = m.floats();
    System.arraycopy(a, ao, c, co, n);
    Arrays.sort(c, co, co + n);
    float least = c[co + n - k];
    Arrays.fill(c, co, co + n, 0);
    int left = k;
    for (int j = 0; j < n; j++) {
      if (a[ao + j] > least) {
        c[co + j] = 1;
        left--;
      }
    }
    for (int j = 0; j < n && left > 0; j++) {
      if (a[ao + j] == least) {
        c[co + j] = 1;
        left--;
      }
    }
  }

  @Override
  public void pick(Columns columns, Mat m, int ao, Mat target, int co) {
    float[] a = m.floats();
    float[] c = target.floats();
    for (int j = 0; j < columns.size(); j++) {
      int from = columns.at(j);
      if (from >= 0) {
        c[co + j] = a[ao + from];
      }
    }
  }

  @Override
  public void spread(Columns columns, Mat m, int ao, Mat target, int co) {
    float[] a = m.floats();
    float[] c = target.floats();
    for (int j = 0; j < columns.size(); j++) {
      int to = columns.at(j);
      if (to >= 0) {
        c[co + to] += a[ao + j];
      }
    }
  }

  @Override
  public double softmax(Mat m, int ao, int n, Mat target, int co) {
    float[] c = target.floats();
    float top = m.floats()[ao + largest(m, ao, n)];
    plus(m.floats(), ao, -top, c, co, n);
    kernels.applyRange(Func.EXP, target, co, target, co, n);
    double sum = sum(target, co, n);
    times(c, co, (float) (1 / sum), c, co, n);
    return top + DoubleMath.log(sum);
  }

  @Override
  public void load(Vec from, Mat c, int co) {
    from.copyTo(c.floats(), co);
  }

  @Override
  public boolean holds(Vec vector, Mat c, int co) {
    return vector.matches(c.floats(), co);
  }

  @Override
  public void addTo(double weight, Mat a, int ao, Vec out) {
    out.axpy(weight, a.floats(), ao);
  }
}
