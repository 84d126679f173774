package org.bilevel4j.kernels;

/** {@link CsrProducts} with one column: same operations in the same order, same bits. */
final class FloatCsrColumn {
  private FloatCsrColumn() {}

  /** c += alpha A x. */
  static void add(float alpha, CsrMat a, Mat x, Mat c) {
    float[] values = a.floats();
    int[] columns = a.columns();
    float[] from = x.floats();
    float[] to = c.floats();
    for (int i = 0; i < a.rows(); i++) {
      int at = c.offset() + i * c.stride();
      int end = a.start(i + 1);
      float sum = to[at];
      for (int e = a.start(i); e < end; e++) {
        sum = Math.fma(alpha * values[e], from[x.offset() + columns[e] * x.stride()], sum);
      }
      to[at] = sum;
    }
  }

  /** c += alpha A^T x. */
  static void addTransposed(float alpha, CsrMat a, Mat x, Mat c) {
    float[] values = a.floats();
    int[] columns = a.columns();
    float[] from = x.floats();
    float[] to = c.floats();
    for (int i = 0; i < a.rows(); i++) {
      float factor = from[x.offset() + i * x.stride()];
      int end = a.start(i + 1);
      for (int e = a.start(i); e < end; e++) {
        int at = c.offset() + columns[e] * c.stride();
        to[at] = Math.fma(alpha * values[e], factor, to[at]);
      }
    }
  }
}
