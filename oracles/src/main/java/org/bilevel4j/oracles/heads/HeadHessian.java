package org.bilevel4j.oracles.heads;

import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Op;

/**
 * The dense Hessian of one task's mean row loss in its head: a sub-matrix E^T diag(S_cc') E / B for
 * each pair of columns c and c'.
 */
final class HeadHessian {
  private HeadHessian() {}

  /** Where a loss was evaluated: outputs, the gradient in them, and targets. */
  record RowState(double[] z, double[] gradient, double[] targets) {}

  /** out += the row losses' part, from rows from..to-1 of a task. */
  static void addRows(
      Kernels kernels,
      RowLoss loss,
      HeadShape head,
      Mat e,
      int from,
      int to,
      RowState state,
      double[] out,
      int at) {
    int c = head.columns();
    double[] unit = new double[state.z.length];
    double[] s = new double[state.z.length];
    Mat rows = e.rowRange(from, to);
    Mat scaled = Mat.zeros(e.precision(), to - from, head.features());
    Mat gram = Mat.zeros(e.precision(), head.features(), head.features());
    for (int j = 0; j < c; j++) {
      for (int r = from * c; r < to * c; r++) {
        unit[r] = r % c == j ? 1 : 0;
      }
      loss.hessianTimes(kernels, state.z, state.targets, state.gradient, unit, s, from, to);
      for (int i = 0; i <= j; i++) {
        scale(rows, s, from * c + i, c, scaled);
        kernels.gemm(Op.T, Op.N, 1.0 / (to - from), rows, scaled, 0, gram);
        place(head, gram, i, j, out, at);
        if (head.bias()) {
          addBias(head, scaled, s, from * c + i, c, i, j, out, at);
        }
      }
    }
  }

  /** scaled_r = s_r e_r. */
  private static void scale(Mat rows, double[] s, int first, int step, Mat scaled) {
    for (int r = 0; r < rows.rows(); r++) {
      HeadLoops.scaledRow(s[first + r * step], rows, r, scaled);
    }
  }

  /** Adds a block and, off the diagonal, its transpose. */
  private static void place(HeadShape head, Mat gram, int i, int j, double[] out, int at) {
    int k = head.features();
    int d = head.dim();
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        double value = (gram.get(a, b) + gram.get(b, a)) / 2; // equal up to rounding
        out[at + (i * k + a) * d + j * k + b] += value;
        if (i != j) {
          out[at + (j * k + b) * d + i * k + a] += value;
        }
      }
    }
  }

  private static void addBias(
      HeadShape head,
      Mat scaled,
      double[] s,
      int first,
      int step,
      int i,
      int j,
      double[] out,
      int at) {
    int k = head.features();
    int d = head.dim();
    int n = scaled.rows();
    double total = 0;
    for (int r = 0; r < n; r++) {
      total += s[first + r * step] / n;
    }
    add(d, head.weights() + i, head.weights() + j, i != j, total, out, at);
    for (int a = 0; a < k; a++) {
      double sum = 0;
      for (int r = 0; r < n; r++) {
        sum += scaled.get(r, a) / n;
      }
      add(d, i * k + a, head.weights() + j, true, sum, out, at);
      if (i != j) {
        add(d, j * k + a, head.weights() + i, true, sum, out, at);
      }
    }
  }

  private static void add(
      int d, int row, int col, boolean both, double value, double[] out, int at) {
    out[at + row * d + col] += value;
    if (both) {
      out[at + col * d + row] += value;
    }
  }
}
