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
  private final Kernels kernels;

  FloatTiles(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public void unary(Unary f, Mat a, int ao, Mat c, int co, int n) {
    switch (f) {
      case SQUARE -> FloatElementLoops.square(a.floats(), ao, c.floats(), co, n);
      case RECIPROCAL -> FloatElementLoops.reciprocal(a.floats(), ao, c.floats(), co, n);
      case SQRT -> FloatElementLoops.sqrt(a.floats(), ao, c.floats(), co, n);
      case ABS -> FloatElementLoops.abs(a.floats(), ao, c.floats(), co, n);
      case SIGN -> FloatElementLoops.sign(a.floats(), ao, c.floats(), co, n);
      default -> kernels.applyRange(Tiles.kernel(f), a, ao, c, co, n);
    }
  }

  @Override
  public void binary(Binary f, Mat a, int ao, Mat b, int bo, Mat c, int co, int n) {
    switch (f) {
      case ADD -> FloatElementLoops.plus(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case SUB -> FloatElementLoops.minus(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case MUL -> FloatElementLoops.times(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case DIV -> FloatElementLoops.over(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case MAX -> FloatElementLoops.max(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
      case AT_LEAST -> FloatElementLoops.atLeast(a.floats(), ao, b.floats(), bo, c.floats(), co, n);
    }
  }

  @Override
  public void numberLeft(Binary f, double number, Mat right, int bo, Mat target, int co, int n) {
    float a = (float) number;
    float[] b = right.floats();
    float[] c = target.floats();
    switch (f) {
      case ADD -> FloatElementLoops.plus(b, bo, a, c, co, n);
      case SUB -> FloatElementLoops.from(a, b, bo, c, co, n);
      case MUL -> FloatElementLoops.times(b, bo, a, c, co, n);
      case DIV -> FloatElementLoops.over(a, b, bo, c, co, n);
      case MAX -> FloatElementLoops.max(b, bo, a, c, co, n);
      case AT_LEAST -> FloatElementLoops.atMost(b, bo, a, c, co, n);
    }
  }

  @Override
  public void numberRight(Binary f, Mat left, int ao, double number, Mat target, int co, int n) {
    float b = (float) number;
    float[] a = left.floats();
    float[] c = target.floats();
    switch (f) {
      case ADD -> FloatElementLoops.plus(a, ao, b, c, co, n);
      case SUB -> FloatElementLoops.plus(a, ao, -b, c, co, n);
      case MUL -> FloatElementLoops.times(a, ao, b, c, co, n);
      case DIV -> FloatElementLoops.over(a, ao, b, c, co, n);
      case MAX -> FloatElementLoops.max(a, ao, b, c, co, n);
      case AT_LEAST -> FloatElementLoops.atLeast(a, ao, b, c, co, n);
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
    FloatElementLoops.plus(c.floats(), co, a.floats(), ao, c.floats(), co, n);
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
  public double sum(Mat a, int ao, int n) {
    return FloatSumLoops.sum(a.floats(), ao, n);
  }

  @Override
  public void rowSums(Mat a, int ao, int rows, int cols, Mat c, int co) {
    FloatSumLoops.rowSums(a.floats(), ao, rows, cols, c.floats(), co);
  }

  @Override
  public void columnSums(Mat a, int ao, int rows, int cols, Mat c, int co) {
    FloatSumLoops.columnSums(a.floats(), ao, rows, cols, c.floats(), co);
  }

  @Override
  public void repeat(
      Mat a, int ao, boolean byRow, boolean byCol, int cols, int local, Mat c, int co, int n) {
    FloatMoveLoops.repeat(a.floats(), ao, byRow, byCol, cols, local, c.floats(), co, n);
  }

  @Override
  public void transpose(Mat a, int ao, int rows, int cols, Mat c, int co) {
    FloatMoveLoops.transpose(a.floats(), ao, rows, cols, c.floats(), co);
  }

  @Override
  public void timesColumn(Mat a, int ao, int rows, int cols, Mat x, int xo, Mat c, int co) {
    FloatProductLoops.timesColumn(a.floats(), ao, rows, cols, x.floats(), xo, c.floats(), co);
  }

  @Override
  public void transposedTimesColumn(
      Mat a, int ao, int rows, int cols, Mat x, int xo, Mat c, int co, boolean add) {
    FloatProductLoops.transposedTimesColumn(
        a.floats(), ao, rows, cols, x.floats(), xo, c.floats(), co, add);
  }

  @Override
  public int largest(Mat a, int ao, int n) {
    return FloatMoveLoops.largest(a.floats(), ao, n);
  }

  @Override
  public void markLargest(int k, Mat a, int ao, Mat c, int co, int n) {
    FloatMoveLoops.markLargest(k, a.floats(), ao, c.floats(), co, n);
  }

  @Override
  public void pick(Columns columns, Mat a, int ao, Mat c, int co) {
    FloatMoveLoops.pick(columns, a.floats(), ao, c.floats(), co);
  }

  @Override
  public void spread(Columns columns, Mat a, int ao, Mat c, int co) {
    FloatMoveLoops.spread(columns, a.floats(), ao, c.floats(), co);
  }

  @Override
  public double softmax(Mat m, int ao, int n, Mat target, int co) {
    float[] c = target.floats();
    float top = m.floats()[ao + largest(m, ao, n)];
    FloatElementLoops.plus(m.floats(), ao, -top, c, co, n);
    kernels.applyRange(Func.EXP, target, co, target, co, n);
    double sum = sum(target, co, n);
    FloatElementLoops.times(c, co, (float) (1 / sum), c, co, n);
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
