package org.bilevel4j.kernels;

/** Operations on matrices of either precision that every kernel shares. */
final class RowOps {

  private RowOps() {}

  /** Rows of each of {@code count} equal parts. */
  static int share(String who, Mat m, int count) {
    if (count < 0 || (count == 0 ? m.rows() != 0 : m.rows() % count != 0)) {
      throw new IllegalArgumentException(
          who + ": " + m.rows() + " rows are not " + count + " equal parts.");
    }
    return count == 0 ? 0 : m.rows() / count;
  }

  static boolean sameStorage(Mat x, Mat y) {
    if (x.precision() != y.precision()) {
      return false;
    }
    return x.precision() == Precision.FLOAT64
        ? x.doubles() == y.doubles()
        : x.floats() == y.floats();
  }

  private static boolean isDouble(Mat m) {
    return m.precision() == Precision.FLOAT64;
  }

  static void addRow(Mat z, Mat bias) {
    MatChecks.precision("biasActivate", z, bias);
    MatChecks.vector("biasActivate: bias", bias, z.cols());
    int n = z.cols();
    for (int i = 0; i < z.rows(); i++) {
      int at = z.offset() + i * z.stride();
      if (isDouble(z)) {
        DoubleLoops.add(bias.doubles(), bias.offset(), z.doubles(), at, n);
      } else {
        FloatLoops.add(bias.floats(), bias.offset(), z.floats(), at, n);
      }
    }
  }

  static void relu(Mat z) {
    if (isDouble(z)) {
      Ranges.each(z, (s, n) -> DoubleLoops.relu(z.doubles(), s, n));
    } else {
      Ranges.each(z, (s, n) -> FloatLoops.relu(z.floats(), s, n));
    }
  }

  static void backward(Activation f, Mat a, Mat g) {
    if (f == Activation.IDENTITY) {
      return;
    }
    if (isDouble(a)) {
      Ranges.pairs(a, g, (s, t, n) -> DoubleLoops.backward(f, a.doubles(), s, g.doubles(), t, n));
    } else {
      Ranges.pairs(a, g, (s, t, n) -> FloatLoops.backward(f, a.floats(), s, g.floats(), t, n));
    }
  }

  static void columnSums(double alpha, Mat a, double beta, Mat sums) {
    MatChecks.precision("columnSums", a, sums);
    MatChecks.vector("columnSums: sums", sums, a.cols());
    beta(beta, sums);
    int n = a.cols();
    for (int i = 0; i < a.rows(); i++) {
      int at = a.offset() + i * a.stride();
      if (isDouble(a)) {
        DoubleLoops.axpy(alpha, a.doubles(), at, sums.doubles(), sums.offset(), n);
      } else {
        FloatLoops.axpy((float) alpha, a.floats(), at, sums.floats(), sums.offset(), n);
      }
    }
  }

  static void axpy(double alpha, Mat x, Mat y) {
    if (isDouble(x)) {
      Ranges.pairs(x, y, (s, t, n) -> DoubleLoops.axpy(alpha, x.doubles(), s, y.doubles(), t, n));
    } else {
      float single = (float) alpha;
      Ranges.pairs(x, y, (s, t, n) -> FloatLoops.axpy(single, x.floats(), s, y.floats(), t, n));
    }
  }

  static void scale(double alpha, Mat x) {
    if (isDouble(x)) {
      Ranges.each(x, (s, n) -> DoubleLoops.scale(alpha, x.doubles(), s, n));
    } else {
      float single = (float) alpha;
      Ranges.each(x, (s, n) -> FloatLoops.scale(single, x.floats(), s, n));
    }
  }

  static void hadamard(Mat x, Mat y) {
    if (isDouble(x)) {
      Ranges.pairs(x, y, (s, t, n) -> DoubleLoops.multiply(x.doubles(), s, y.doubles(), t, n));
    } else {
      Ranges.pairs(x, y, (s, t, n) -> FloatLoops.multiply(x.floats(), s, y.floats(), t, n));
    }
  }

  /** C = beta C; zero overwrites whatever was there. */
  static void beta(double beta, Mat c) {
    if (beta == 0) {
      c.fill(0);
    } else if (beta != 1) {
      scale(beta, c);
    }
  }
}
