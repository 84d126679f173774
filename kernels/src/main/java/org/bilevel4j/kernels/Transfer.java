package org.bilevel4j.kernels;

/**
 * Moves blocks of numbers between matrices and plain arrays, with conversion of precision, and
 * gathers rows by id.
 *
 * <p>In the array forms row i of the matrix corresponds to elements {@code offset + i * stride} and
 * following of the array.
 */
public final class Transfer {

  private Transfer() {}

  /** Copies {@code from} (not modified) to {@code to} (modified), of the same shape. */
  public static void copy(Mat from, Mat to) {
    if (from.rows() != to.rows() || from.cols() != to.cols()) {
      throw new IllegalArgumentException(
          "copy: source is " + from.shape() + ", target is " + to.shape() + ".");
    }
    if (from.precision() == Precision.FLOAT32) {
      load(from.floats(), from.offset(), from.stride(), to);
    } else {
      load(from.doubles(), from.offset(), from.stride(), to);
    }
  }

  /** Fills {@code to} (modified) from {@code source} (not modified). */
  public static void load(double[] source, int offset, int stride, Mat to) {
    checkArray("load", source.length, offset, stride, to);
    for (int i = 0; i < to.rows(); i++) {
      row(source, offset + i * stride, to, i);
    }
  }

  /** Fills {@code to} (modified) from {@code source} (not modified). */
  public static void load(float[] source, int offset, int stride, Mat to) {
    checkArray("load", source.length, offset, stride, to);
    for (int i = 0; i < to.rows(); i++) {
      row(source, offset + i * stride, to, i);
    }
  }

  /** Writes {@code from} (not modified) into {@code target} (modified). */
  public static void store(Mat from, double[] target, int offset, int stride) {
    checkArray("store", target.length, offset, stride, from);
    int n = from.cols();
    for (int i = 0; i < from.rows(); i++) {
      int s = from.offset() + i * from.stride();
      int t = offset + i * stride;
      if (from.precision() == Precision.FLOAT64) {
        System.arraycopy(from.doubles(), s, target, t, n);
      } else {
        widen(from.floats(), s, target, t, n);
      }
    }
  }

  /** Writes {@code from} (not modified) into {@code target} (modified). */
  public static void store(Mat from, float[] target, int offset, int stride) {
    checkArray("store", target.length, offset, stride, from);
    int n = from.cols();
    for (int i = 0; i < from.rows(); i++) {
      int s = from.offset() + i * from.stride();
      int t = offset + i * stride;
      if (from.precision() == Precision.FLOAT32) {
        System.arraycopy(from.floats(), s, target, t, n);
      } else {
        narrow(from.doubles(), s, target, t, n);
      }
    }
  }

  /**
   * Adds {@code scale} times {@code from} (not modified) to {@code target} (modified), in double
   * precision.
   */
  public static void addTo(double scale, Mat from, double[] target, int offset, int stride) {
    checkArray("addTo", target.length, offset, stride, from);
    int n = from.cols();
    for (int i = 0; i < from.rows(); i++) {
      int s = from.offset() + i * from.stride();
      int t = offset + i * stride;
      if (from.precision() == Precision.FLOAT64) {
        double[] f = from.doubles();
        for (int j = 0; j < n; j++) {
          target[t + j] = Math.fma(scale, f[s + j], target[t + j]);
        }
      } else {
        float[] f = from.floats();
        for (int j = 0; j < n; j++) {
          target[t + j] = Math.fma(scale, (double) f[s + j], target[t + j]);
        }
      }
    }
  }

  /**
   * Row i of {@code to} (modified) becomes row {@code ids[from + i]} of the packed table {@code
   * source} with {@code to.cols()} columns (not modified).
   */
  public static void gather(float[] source, int[] ids, int from, Mat to) {
    MatChecks.span("gather: ids", ids.length, from, to.rows());
    for (int i = 0; i < to.rows(); i++) {
      row(source, rowStart(source.length, ids[from + i], to.cols()), to, i);
    }
  }

  /** As {@link #gather(float[], int[], int, Mat)} from a table of doubles. */
  public static void gather(double[] source, int[] ids, int from, Mat to) {
    MatChecks.span("gather: ids", ids.length, from, to.rows());
    for (int i = 0; i < to.rows(); i++) {
      row(source, rowStart(source.length, ids[from + i], to.cols()), to, i);
    }
  }

  /**
   * As {@link #gather(float[], int[], int, Mat)} from a table of unsigned bytes: element is {@code
   * shift + scale * byte}. The 256 products are rounded once to the precision of the target.
   */
  public static void gather(
      byte[] source, int[] ids, int from, double scale, double shift, Mat to) {
    MatChecks.span("gather: ids", ids.length, from, to.rows());
    int n = to.cols();
    boolean single = to.precision() == Precision.FLOAT32;
    float[] f = single ? floatTable(scale, shift) : new float[0];
    double[] d = single ? new double[0] : doubleTable(scale, shift);
    for (int i = 0; i < to.rows(); i++) {
      int s = rowStart(source.length, ids[from + i], n);
      int t = to.offset() + i * to.stride();
      if (single) {
        lookUp(source, s, f, to.floats(), t, n);
      } else {
        lookUp(source, s, d, to.doubles(), t, n);
      }
    }
  }

  /** Gathers rows of one matrix (not modified) into another (modified), same number of columns. */
  public static void gather(Mat source, int[] ids, int from, Mat to) {
    MatChecks.span("gather: ids", ids.length, from, to.rows());
    if (source.cols() != to.cols()) {
      throw new IllegalArgumentException(
          "gather: source is " + source.shape() + ", target is " + to.shape() + ".");
    }
    for (int i = 0; i < to.rows(); i++) {
      int id = ids[from + i];
      if (id < 0 || id >= source.rows()) {
        throw new IndexOutOfBoundsException("gather: row " + id + " of " + source.rows() + ".");
      }
      int s = source.offset() + id * source.stride();
      if (source.precision() == Precision.FLOAT32) {
        row(source.floats(), s, to, i);
      } else {
        row(source.doubles(), s, to, i);
      }
    }
  }

  private static int rowStart(int length, int id, int cols) {
    long start = (long) id * cols;
    MatChecks.span("gather", length, start, cols);
    return (int) start;
  }

  private static void row(double[] source, int s, Mat to, int i) {
    int t = to.offset() + i * to.stride();
    if (to.precision() == Precision.FLOAT64) {
      System.arraycopy(source, s, to.doubles(), t, to.cols());
    } else {
      narrow(source, s, to.floats(), t, to.cols());
    }
  }

  private static void row(float[] source, int s, Mat to, int i) {
    int t = to.offset() + i * to.stride();
    if (to.precision() == Precision.FLOAT32) {
      System.arraycopy(source, s, to.floats(), t, to.cols());
    } else {
      widen(source, s, to.doubles(), t, to.cols());
    }
  }

  private static void widen(float[] source, int s, double[] target, int t, int n) {
    for (int j = 0; j < n; j++) {
      target[t + j] = source[s + j];
    }
  }

  private static void narrow(double[] source, int s, float[] target, int t, int n) {
    for (int j = 0; j < n; j++) {
      target[t + j] = (float) source[s + j];
    }
  }

  private static void lookUp(byte[] source, int s, float[] table, float[] target, int t, int n) {
    for (int j = 0; j < n; j++) {
      target[t + j] = table[source[s + j] & 0xFF];
    }
  }

  private static void lookUp(byte[] source, int s, double[] table, double[] target, int t, int n) {
    for (int j = 0; j < n; j++) {
      target[t + j] = table[source[s + j] & 0xFF];
    }
  }

  private static double[] doubleTable(double scale, double shift) {
    double[] table = new double[256];
    for (int v = 0; v < 256; v++) {
      table[v] = shift + scale * v;
    }
    return table;
  }

  private static float[] floatTable(double scale, double shift) {
    float[] table = new float[256];
    for (int v = 0; v < 256; v++) {
      table[v] = (float) (shift + scale * v);
    }
    return table;
  }

  private static void checkArray(String who, int length, int offset, int stride, Mat m) {
    if (m.rows() > 0) {
      MatChecks.span(who, length, offset, (long) (m.rows() - 1) * stride + m.cols());
    }
  }
}
