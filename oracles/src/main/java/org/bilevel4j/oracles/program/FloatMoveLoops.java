package org.bilevel4j.oracles.program;

import java.util.Arrays;
import org.bilevel4j.oracles.graph.Indexing.Columns;

/** Repeats, moves and picks elements, see {@link Tiles}. */
final class FloatMoveLoops {
  private FloatMoveLoops() {}

  static void repeat(
      float[] a,
      int ao,
      boolean byRow,
      boolean byCol,
      int cols,
      int local,
      float[] c,
      int co,
      int n) {
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

  static void transpose(float[] a, int ao, int rows, int cols, float[] c, int co) {
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < cols; j++) {
        c[co + j * rows + r] = a[ao + r * cols + j];
      }
    }
  }

  static int largest(float[] a, int ao, int n) {
    int best = 0;
    for (int j = 1; j < n; j++) {
      if (a[ao + j] > a[ao + best]) {
        best = j;
      }
    }
    return best;
  }

  static void markLargest(int k, float[] a, int ao, float[] c, int co, int n) {
    if (k >= n) {
      Arrays.fill(c, co, co + n, 1);
      return;
    }
    if (k == 0) {
      Arrays.fill(c, co, co + n, 0);
      return;
    }
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

  static void pick(Columns columns, float[] a, int ao, float[] c, int co) {
    for (int j = 0; j < columns.size(); j++) {
      int from = columns.at(j);
      if (from >= 0) {
        c[co + j] = a[ao + from];
      }
    }
  }

  static void spread(Columns columns, float[] a, int ao, float[] c, int co) {
    for (int j = 0; j < columns.size(); j++) {
      int to = columns.at(j);
      if (to >= 0) {
        c[co + to] += a[ao + j];
      }
    }
  }
}
