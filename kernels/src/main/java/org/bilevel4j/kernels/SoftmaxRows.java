package org.bilevel4j.kernels;

/** The parts of softmax and its cross-entropy around the exponential, row by row. */
final class SoftmaxRows {

  private SoftmaxRows() {}

  /** out = minus the logit of the label. */
  static void takeLabels(Mat z, int[] labels, int labelFrom, double[] out, int from) {
    for (int i = 0; i < z.rows(); i++) {
      int label = labels[labelFrom + i];
      if (label < 0 || label >= z.cols()) {
        throw new IllegalArgumentException(
            "softmaxCrossEntropy: label "
                + label
                + " of row "
                + i
                + ", classes: "
                + z.cols()
                + ".");
      }
      out[from + i] = -z.get(i, label);
    }
  }

  /** Subtracts each row's maximum and stores it, or adds it to what is stored. */
  static void shift(Mat z, double[] out, int from, boolean add) {
    int n = z.cols();
    if (n == 0) {
      return;
    }
    for (int i = 0; i < z.rows(); i++) {
      int s = z.offset() + i * z.stride();
      double max =
          z.precision() == Precision.FLOAT64
              ? DoubleLoops.shift(z.doubles(), s, n)
              : FloatLoops.shift(z.floats(), s, n);
      out[from + i] = add ? out[from + i] + max : max;
    }
  }

  /** Divides each row by its sum, which is made in double, and adds its logarithm to out. */
  static void normalise(Mat z, double[] out, int from) {
    int n = z.cols();
    for (int i = 0; i < z.rows(); i++) {
      int s = z.offset() + i * z.stride();
      if (z.precision() == Precision.FLOAT64) {
        double sum = DoubleLoops.sum(z.doubles(), s, n);
        DoubleLoops.scale(1 / sum, z.doubles(), s, n);
        out[from + i] += DoubleMath.log(sum);
      } else {
        double sum = FloatLoops.sum(z.floats(), s, n);
        FloatLoops.scale((float) (1 / sum), z.floats(), s, n);
        out[from + i] += DoubleMath.log(sum);
      }
    }
  }

  /** z = scale (z - one-hot). */
  static void subtractLabels(Mat z, int[] labels, int labelFrom, double scale) {
    for (int i = 0; i < z.rows(); i++) {
      int at = z.at(i, labels[labelFrom + i]);
      if (z.precision() == Precision.FLOAT64) {
        z.doubles()[at] -= 1;
      } else {
        z.floats()[at] -= 1;
      }
    }
    if (scale != 1) {
      RowOps.scale(scale, z);
    }
  }
}
