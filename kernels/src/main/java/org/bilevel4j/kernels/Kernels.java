package org.bilevel4j.kernels;

/**
 * Matrix products and element-wise functions: the one seam to fast arithmetic.
 *
 * <p>All operations run on the calling thread and are safe to call from many threads on disjoint
 * targets. Targets must not overlap operands unless stated. Operands of one call share a precision.
 *
 * <p><b>Bits.</b> Results do not depend on the thread, on JIT compilation or on where an array
 * lies. An element of a product depends only on the inner dimension, the scalars, and its own row
 * and column of the operands; products of row ranges therefore equal the rows of the whole product,
 * bit for bit. Plain and vector kernels agree bit for bit with each other. The BLAS kernels repeat
 * only on the same library, and for products only when called with the same shapes.
 */
public interface Kernels {

  /** The kernels of this process, chosen once; see {@link KernelChoice}. */
  static Kernels current() {
    return KernelChoice.current();
  }

  /** One line with the cure if the process fell back to plain kernels unasked, else empty. */
  static String hint() {
    return KernelChoice.hint();
  }

  /** Plain Java kernels, which are always available. */
  static Kernels plain() {
    return PlainKernels.INSTANCE;
  }

  /** Kind, width or library, for a run's provenance. Equal names promise equal bits. */
  String name();

  /**
   * {@code C = alpha op(A) op(B) + beta C}.
   *
   * @param a m x k, or k x m if transposed; not modified
   * @param b k x n, or n x k if transposed; not modified
   * @param beta 0 overwrites C whatever it held
   * @param c m x n; modified
   */
  void gemm(Op opA, Op opB, double alpha, Mat a, Mat b, double beta, Mat c);

  /** {@code C = A B}. */
  default void multiply(Mat a, Mat b, Mat c) {
    gemm(Op.N, Op.N, 1, a, b, 0, c);
  }

  /**
   * {@code y = alpha op(A) x + beta y} for column vectors.
   *
   * @param a m x k, or k x m if transposed; not modified
   * @param x k x 1; not modified
   * @param y m x 1; modified
   */
  default void gemv(Op opA, double alpha, Mat a, Mat x, double beta, Mat y) {
    gemm(opA, Op.N, alpha, a, x, beta, y);
  }

  /**
   * {@code count} independent products on operands stacked by rows: product t uses the t-th of
   * {@code count} equal row ranges of A, of B and of C.
   *
   * @param a stacked left operands; not modified
   * @param b stacked right operands; not modified
   * @param c stacked targets; modified
   */
  default void gemmBatch(
      int count, Op opA, Op opB, double alpha, Mat a, Mat b, double beta, Mat c) {
    int am = RowOps.share("gemmBatch", a, count);
    int bm = RowOps.share("gemmBatch", b, count);
    int cm = RowOps.share("gemmBatch", c, count);
    for (int t = 0; t < count; t++) {
      gemm(
          opA,
          opB,
          alpha,
          a.rowRange(t * am, (t + 1) * am),
          b.rowRange(t * bm, (t + 1) * bm),
          beta,
          c.rowRange(t * cm, (t + 1) * cm));
    }
  }

  /**
   * {@code C = alpha op(A) B + beta C} for sparse A.
   *
   * @param a m x k, or k x m if transposed; not modified
   * @param b k x n; not modified
   * @param c m x n; modified
   */
  default void gemm(Op opA, double alpha, CsrMat a, Mat b, double beta, Mat c) {
    CsrProducts.gemm(opA, alpha, a, b, beta, c);
  }

  /** {@code y = f(x)} for each element; x (not modified) may be y (modified). */
  default void apply(Func f, Mat x, Mat y) {
    MatChecks.same("apply", x, y);
    Ranges.pairs(x, y, (s, t, n) -> applyRange(f, x, s, y, t, n));
  }

  /** {@code y = f(x)} on n elements starting at places s and t of the backing arrays. */
  default void applyRange(Func f, Mat x, int s, Mat y, int t, int n) {
    if (x.precision() == Precision.FLOAT64) {
      DoubleElementwise.apply(f, x.doubles(), s, y.doubles(), t, n);
    } else {
      FloatElementwise.apply(f, x.floats(), s, y.floats(), t, n);
    }
  }

  /** Sine and cosine; x (not modified unless it is one of them) may be one of the targets. */
  default void sinCos(Mat x, Mat sin, Mat cos) {
    if (RowOps.sameStorage(x, sin)) {
      apply(Func.COS, x, cos);
      apply(Func.SIN, x, sin);
    } else {
      apply(Func.SIN, x, sin);
      apply(Func.COS, x, cos);
    }
  }

  /**
   * {@code Z = f(Z + bias)}, bias added to every row.
   *
   * @param z batch x units; modified
   * @param bias vector of units; not modified
   */
  default void biasActivate(Activation f, Mat z, Mat bias) {
    RowOps.addRow(z, bias);
    activate(f, z);
  }

  /** {@code Z = f(Z)}; modified. */
  default void activate(Activation f, Mat z) {
    switch (f) {
      case IDENTITY -> {}
      case RELU -> RowOps.relu(z);
      case TANH -> apply(Func.TANH, z, z);
      case SOFTPLUS -> apply(Func.SOFTPLUS, z, z);
      case SIGMOID -> apply(Func.SIGMOID, z, z);
    }
  }

  /**
   * {@code G = G * f'}, the derivative taken from the layer's output.
   *
   * @param output {@code f(z)}; not modified
   * @param g gradient in the output, becomes the gradient in z; modified
   */
  default void activateBackward(Activation f, Mat output, Mat g) {
    MatChecks.same("activateBackward", output, g);
    RowOps.backward(f, output, g);
  }

  /**
   * Each row becomes its softmax.
   *
   * @param z batch x classes; modified
   * @param logSumExp receives log(sum(exp(row))) of row i at {@code from + i}; modified
   */
  default void softmax(Mat z, double[] logSumExp, int from) {
    MatChecks.span("softmax", logSumExp.length, from, z.rows());
    SoftmaxRows.shift(z, logSumExp, from, false);
    apply(Func.EXP, z, z);
    SoftmaxRows.normalise(z, logSumExp, from);
  }

  /**
   * Cross-entropy of softmax, value and gradient.
   *
   * @param z logits, batch x classes, become {@code scale * (softmax - one-hot)}; modified
   * @param labels class of row i at {@code labelFrom + i}; not modified
   * @param losses receives the unscaled loss of row i at {@code lossFrom + i}; modified
   */
  default void softmaxCrossEntropy(
      Mat z, int[] labels, int labelFrom, double scale, double[] losses, int lossFrom) {
    MatChecks.span("softmaxCrossEntropy: labels", labels.length, labelFrom, z.rows());
    MatChecks.span("softmaxCrossEntropy: losses", losses.length, lossFrom, z.rows());
    SoftmaxRows.takeLabels(z, labels, labelFrom, losses, lossFrom);
    SoftmaxRows.shift(z, losses, lossFrom, true);
    apply(Func.EXP, z, z);
    SoftmaxRows.normalise(z, losses, lossFrom);
    SoftmaxRows.subtractLabels(z, labels, labelFrom, scale);
  }

  /**
   * {@code sums = alpha * (column sums of A) + beta * sums}, rows in order.
   *
   * @param a rows x n; not modified
   * @param sums vector of n; modified
   */
  default void columnSums(double alpha, Mat a, double beta, Mat sums) {
    RowOps.columnSums(alpha, a, beta, sums);
  }

  /** {@code Y = alpha X + Y} by fma; X not modified, Y modified. */
  default void axpy(double alpha, Mat x, Mat y) {
    MatChecks.same("axpy", x, y);
    RowOps.axpy(alpha, x, y);
  }

  /** {@code X = alpha X}; modified. */
  default void scale(double alpha, Mat x) {
    RowOps.scale(alpha, x);
  }

  /** {@code Y = X * Y} element by element; X not modified, Y modified. */
  default void hadamard(Mat x, Mat y) {
    MatChecks.same("hadamard", x, y);
    RowOps.hadamard(x, y);
  }

  /**
   * Runs the hot paths until they are compiled: about 1.2 s, up to 5 s on a busy machine; meant for
   * long runs only.
   */
  default void warmUp() {
    WarmUp.run(this);
  }
}
