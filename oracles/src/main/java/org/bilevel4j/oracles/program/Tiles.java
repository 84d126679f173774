package org.bilevel4j.oracles.program;

import org.bilevel4j.core.math.Vec;
import org.bilevel4j.kernels.Func;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.Indexing.Columns;
import org.bilevel4j.oracles.graph.Unary;

/**
 * Loops over ranges of arrays, in one precision. A {@code Mat} stands for its array; places count
 * from the beginning of the array. Sums are made in double, those of up to 64 rows excepted, in an
 * order that depends on the length alone.
 */
public interface Tiles {

  /** The loops of a precision. */
  static Tiles of(Precision precision, Kernels kernels) {
    return precision == Precision.FLOAT32 ? new FloatTiles(kernels) : new DoubleTiles(kernels);
  }

  /** c = f(a). */
  void unary(Unary f, Mat a, int ao, Mat c, int co, int n);

  /** c = f(a, b). */
  void binary(Binary f, Mat a, int ao, Mat b, int bo, Mat c, int co, int n);

  /** c = f(a, b) for a number a. */
  void numberLeft(Binary f, double a, Mat b, int bo, Mat c, int co, int n);

  /** c = f(a, b) for a number b. */
  void numberRight(Binary f, Mat a, int ao, double b, Mat c, int co, int n);

  /** c = value. */
  void fill(double value, Mat c, int co, int n);

  /** c = a. */
  void copy(Mat a, int ao, Mat c, int co, int n);

  /** c = c + a. */
  void add(Mat a, int ao, Mat c, int co, int n);

  /** One element. */
  double get(Mat a, int at);

  /** Sets one element. */
  void set(Mat c, int at, double value);

  /** The sum of n elements. */
  double sum(Mat a, int ao, int n);

  /** Sums of the rows of a packed matrix. */
  void rowSums(Mat a, int ao, int rows, int cols, Mat c, int co);

  /** Sums of the columns of a packed matrix. */
  void columnSums(Mat a, int ao, int rows, int cols, Mat c, int co);

  /**
   * Elements local..local+n-1 of a block that repeats a smaller value.
   *
   * @param byRow whether the value has a row for each row
   * @param byCol whether the value has a column for each column
   * @param cols of the block
   */
  void repeat(
      Mat a, int ao, boolean byRow, boolean byCol, int cols, int local, Mat c, int co, int n);

  /** c = A^T. */
  void transpose(Mat a, int ao, int rows, int cols, Mat c, int co);

  /** c = A x for a packed matrix and one column x. */
  void timesColumn(Mat a, int ao, int rows, int cols, Mat x, int xo, Mat c, int co);

  /** c = A^T x, or c + A^T x, for a packed matrix and one column x. */
  void transposedTimesColumn(
      Mat a, int ao, int rows, int cols, Mat x, int xo, Mat c, int co, boolean add);

  /** The place of the first largest of n elements, from {@code ao} on. */
  int largest(Mat a, int ao, int n);

  /**
   * c = softmax of n elements.
   *
   * @return the logarithm of the sum of their exponentials
   */
  double softmax(Mat a, int ao, int n, Mat c, int co);

  /** c = 1 at the k largest of n elements, the first of equal ones, else 0. */
  void markLargest(int k, Mat a, int ao, Mat c, int co, int n);

  /** c_j = a_columns(j), which are not -1. */
  void pick(Columns columns, Mat a, int ao, Mat c, int co);

  /** c_columns(j) += a_j. */
  void spread(Columns columns, Mat a, int ao, Mat c, int co);

  /** Reads a vector. */
  void load(Vec from, Mat c, int co);

  /** Whether a vector, rounded to this precision, is what {@link #load} has read. */
  boolean holds(Vec vector, Mat c, int co);

  /** out = out + weight * a. */
  void addTo(double weight, Mat a, int ao, Vec out);

  /** The function of a kernel, where there is one. */
  static Func kernel(Unary f) {
    return switch (f) {
      case EXP -> Func.EXP;
      case LOG -> Func.LOG;
      case SIN -> Func.SIN;
      case COS -> Func.COS;
      case TANH -> Func.TANH;
      case SIGMOID -> Func.SIGMOID;
      case SOFTPLUS -> Func.SOFTPLUS;
      case RELU -> Func.RELU;
      case STEP -> Func.STEP;
      default -> throw new IllegalArgumentException(f + " is no kernel.");
    };
  }
}
