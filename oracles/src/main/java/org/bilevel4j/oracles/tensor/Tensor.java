package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.Dim;
import org.bilevel4j.oracles.graph.Gradients;
import org.bilevel4j.oracles.graph.Graph;
import org.bilevel4j.oracles.graph.Indexing.Columns;
import org.bilevel4j.oracles.graph.Indexing.PickColumns;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.RowWise;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Unary;
import org.bilevel4j.oracles.graph.Value;

/**
 * A matrix in the losses of a model. Operations record what is to be computed; nothing is computed
 * here. In element-wise operations a side of length 1 is repeated to fit the other operand. A side
 * may be n, the number of rows of the batch.
 *
 * <p>Where a function has a kink the derivative is one-sided, the same in every order: relu and abs
 * have 0 at 0; of equal entries the first is the largest.
 */
public final class Tensor {
  private final Graph graph;
  private final Value node;

  Tensor(Graph graph, Value node) {
    this.graph = graph;
    this.node = node;
  }

  Value node() {
    return node;
  }

  private Tensor of(Value n) {
    return new Tensor(graph, n);
  }

  private Tensor map(Unary f) {
    return of(graph.unary(f, node));
  }

  /** this + b. */
  public Tensor plus(Tensor b) {
    return of(graph.plus(node, b.node));
  }

  /** this + b. */
  public Tensor plus(double b) {
    return of(graph.plus(graph.scalar(b), node));
  }

  /** this - b. */
  public Tensor minus(Tensor b) {
    return of(graph.sub(node, b.node));
  }

  /** this - b. */
  public Tensor minus(double b) {
    return plus(-b);
  }

  /** this * b, element by element. */
  public Tensor times(Tensor b) {
    return of(graph.mul(node, b.node));
  }

  /** this * b. */
  public Tensor times(double b) {
    return of(graph.mul(graph.scalar(b), node));
  }

  /** this / b, element by element. */
  public Tensor over(Tensor b) {
    return of(graph.div(node, b.node));
  }

  /** -this. */
  public Tensor negate() {
    return of(graph.negate(node));
  }

  /** 1 - this. */
  public Tensor complement() {
    return of(graph.sub(graph.scalar(1), node));
  }

  /** The larger element. */
  public Tensor max(Tensor b) {
    return of(graph.binary(Binary.MAX, node, b.node));
  }

  /** The smaller element. */
  public Tensor min(Tensor b) {
    return negate().max(b.negate()).negate();
  }

  /** 1 where this >= b, else 0; constant in every derivative. */
  public Tensor atLeast(Tensor b) {
    return of(graph.binary(Binary.AT_LEAST, node, b.node));
  }

  /** The matrix product; this may be a sparse row input. */
  public Tensor matmul(Tensor b) {
    return of(graph.matmul(node, false, b.node, false, false));
  }

  /** Rows become columns. */
  public Tensor transpose() {
    return of(graph.transpose(node));
  }

  /** max(this, 0). */
  public Tensor relu() {
    return map(Unary.RELU);
  }

  /** Hyperbolic tangent. */
  public Tensor tanh() {
    return map(Unary.TANH);
  }

  /** 1 / (1 + e^-this). */
  public Tensor sigmoid() {
    return map(Unary.SIGMOID);
  }

  /** log(1 + e^this), without overflow. */
  public Tensor softplus() {
    return map(Unary.SOFTPLUS);
  }

  /** e^this. */
  public Tensor exp() {
    return map(Unary.EXP);
  }

  /** Natural logarithm. */
  public Tensor log() {
    return map(Unary.LOG);
  }

  /** Sine of radians. */
  public Tensor sin() {
    return map(Unary.SIN);
  }

  /** Cosine of radians. */
  public Tensor cos() {
    return map(Unary.COS);
  }

  /** Square root. */
  public Tensor sqrt() {
    return map(Unary.SQRT);
  }

  /** this^2, element by element. */
  public Tensor square() {
    return of(graph.square(node));
  }

  /** 1 / this, element by element. */
  public Tensor reciprocal() {
    return of(graph.reciprocal(node));
  }

  /** Absolute value. */
  public Tensor abs() {
    return map(Unary.ABS);
  }

  /** The sum of all elements: 1 x 1. */
  public Tensor sum() {
    return of(graph.sumOver(node, true, true));
  }

  /** The sum of the rows: 1 x columns. */
  public Tensor sumOverRows() {
    return of(graph.sumOver(node, true, false));
  }

  /** The sum of the columns: rows x 1. */
  public Tensor sumOverColumns() {
    return of(graph.sumOver(node, false, true));
  }

  private Value mean(boolean rows, boolean cols) {
    Shape s = node.shape();
    Value sum = graph.sumOver(node, rows, cols);
    Value byRows = rows ? graph.div(sum, graph.length(s.rows())) : sum;
    return cols ? graph.div(byRows, graph.length(s.cols())) : byRows;
  }

  /** The mean of all elements: 1 x 1. */
  public Tensor mean() {
    return of(mean(true, true));
  }

  /** The mean of the rows: 1 x columns. */
  public Tensor meanOverRows() {
    return of(mean(true, false));
  }

  /** The mean of the columns: rows x 1. */
  public Tensor meanOverColumns() {
    return of(mean(false, true));
  }

  /**
   * Each column minus its mean over the rows, over its standard deviation over the rows (divided by
   * their number, not one less).
   *
   * @param epsilon added to the variance, above 0
   */
  public Tensor standardised(double epsilon) {
    if (!(epsilon > 0)) {
      throw new UserError("standardised: epsilon is " + epsilon + ".", "above 0, like 1e-5.");
    }
    Tensor centred = minus(meanOverRows());
    return centred.over(centred.square().meanOverRows().plus(epsilon).sqrt());
  }

  /** The inner product of all elements: 1 x 1. */
  public Tensor dot(Tensor b) {
    return times(b).sum();
  }

  /** The sum of squares of all elements: 1 x 1. */
  public Tensor normSquared() {
    return square().sum();
  }

  /** Softmax of each row. */
  public Tensor softmax() {
    return of(graph.rowWise(RowWise.SOFTMAX, node));
  }

  /** The logarithm of the softmax of each row. */
  public Tensor logSoftmax() {
    return minus(logSumExp());
  }

  /**
   * The cross-entropy of the softmax of each row: rows x 1.
   *
   * @param classes one column of class numbers, from 0
   */
  public Tensor crossEntropy(Tensor classes) {
    int columns = node.shape().cols().fixed("crossEntropy");
    return logSumExp().minus(times(classes.oneHot(columns)).sumOverColumns());
  }

  /** Row r has 1 in column this_r and 0 elsewhere, for one column of whole numbers. */
  public Tensor oneHot(int columns) {
    double[] flat = new double[columns * columns];
    for (int j = 0; j < columns; j++) {
      flat[j * (columns + 1)] = 1;
    }
    return of(graph.gather(graph.add(new Leaf.Table(columns, columns, flat)), node));
  }

  /** log sum exp of each row: rows x 1. */
  public Tensor logSumExp() {
    return of(graph.rowWise(RowWise.LOG_SUM_EXP, node));
  }

  /** The largest entry of each row: rows x 1. */
  public Tensor rowMax() {
    return of(graph.rowWise(RowWise.MAX, node));
  }

  /**
   * 1 at the k largest entries of a column, else 0; constant in every derivative, so that {@code
   * s.times(s.largest(k)).sum()} is their sum with derivatives through the entries chosen.
   *
   * @param k at least 0; more than there are rows means all
   */
  public Tensor largest(int k) {
    if (k < 0) {
      throw Graph.misfit("largest", "k is " + k, "at least 0.");
    }
    return largest(of(graph.scalar(k)));
  }

  /**
   * The same with a number of entries that depends on data, such as a share of the rows.
   *
   * @param k one number, rounded up to a whole one; less than 0 means none
   */
  public Tensor largest(Tensor k) {
    return of(graph.add(new RowWise.Largest(), node, k.node));
  }

  /**
   * Row index_r for each row r of the indices.
   *
   * @param index one column of whole numbers
   */
  public Tensor gather(Tensor index) {
    return of(graph.gather(node, index.node));
  }

  /**
   * Adds row r to row index_r of zeros.
   *
   * @param index one column of whole numbers
   * @param rows of the result
   */
  public Tensor scatterAdd(Tensor index, int rows) {
    return of(graph.scatterAdd(node, index.node, Dim.of(rows), false));
  }

  /** The same elements in row-major order as {@code rows x cols}; both sides are numbers. */
  public Tensor reshape(int rows, int cols) {
    return of(graph.reshape(node, Dim.of(rows), Dim.of(cols)));
  }

  /**
   * The same elements in row-major order as rows of {@code cols} numbers; the number of rows, which
   * may depend on n, follows.
   */
  public Tensor reshape(int cols) {
    Shape s = node.shape();
    if (cols < 1 || s.factor() % cols != 0 || s.power() > 1) {
      throw Graph.misfit(
          "reshape",
          s + " cannot be cut into rows of " + cols,
          "a divisor of the number of elements.");
    }
    return of(graph.reshape(node, new Dim(s.factor() / cols, s.power()), Dim.of(cols)));
  }

  /** Rows from..to-1. */
  public Tensor rows(int from, int to) {
    return of(graph.slice(node, true, from, to));
  }

  /** Columns from..to-1. */
  public Tensor columns(int from, int to) {
    return of(graph.slice(node, false, from, to));
  }

  /**
   * Column j of the result is column {@code columns[j]}.
   *
   * @param columns from 0; -1 stands for zeros
   */
  public Tensor pickColumns(int... columns) {
    return of(graph.add(new PickColumns(new Columns(columns)), node));
  }

  /** Side by side. */
  public Tensor beside(Tensor... others) {
    return of(graph.concat(false, all(others)));
  }

  /** Below each other. */
  public Tensor above(Tensor... others) {
    return of(graph.concat(true, all(others)));
  }

  private List<Value> all(Tensor... others) {
    List<Value> parts = new ArrayList<>(List.of(node));
    for (Tensor t : others) {
      parts.add(t.node);
    }
    return parts;
  }

  /** The same value, held constant in every derivative. */
  public Tensor stopGradient() {
    return of(graph.stop(node));
  }

  /**
   * The same value, as something to differentiate in: a gradient in it is that of what is computed
   * from it, not of what is computed from the value otherwise. (Other values than parameters may be
   * simplified away from what is computed from them.)
   */
  public Tensor asVariable() {
    return of(graph.variable(node));
  }

  /**
   * The gradients of a loss, as operations that can be differentiated again; in a parameter that
   * blocks share, the gradient of this block alone.
   *
   * @param loss 1 x 1
   * @param in what it is differentiated in: parameters, or values by {@link #asVariable}
   * @return gradients of the shapes of {@code in}
   * @throws UserError when the loss is no number, or does not depend on one of them
   */
  public static List<Tensor> grad(Tensor loss, Tensor... in) {
    Graph g = loss.graph;
    for (Tensor t : in) {
      Graph.refuseSparse("grad", t.node);
      if (!Graph.isOpaque(t.node)) {
        throw Graph.misfit(
            "grad",
            "the loss may look through " + t + ", which is no parameter",
            "asVariable() on it, before the loss is made from it.");
      }
    }
    if (!loss.node.shape().isScalar()) {
      throw Graph.misfit(
          "grad", "the loss has shape " + loss.node.shape(), "one number, by sum() or mean().");
    }
    Gradients all = Gradients.perBlock(g, loss.node, Arrays.stream(in).map(t -> t.node).toList());
    List<Tensor> result = new ArrayList<>();
    for (int k = 0; k < in.length; k++) {
      Value n = all.in(in[k].node);
      if (n == null) {
        throw Graph.misfit(
            "grad",
            "the loss does not depend on argument " + (k + 1) + ", " + in[k],
            "leave it out.");
      }
      result.add(new Tensor(g, n));
    }
    g.taken(result.stream().map(t -> t.node).toList());
    return result;
  }

  /** The gradient in one value; see {@link #grad(Tensor, Tensor...)}. */
  public static Tensor gradient(Tensor loss, Tensor in) {
    return grad(loss, in).get(0);
  }

  @Override
  public String toString() {
    return node.op().name() + " of shape " + node.shape();
  }
}
