package org.bilevel4j.oracles.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bilevel4j.core.util.UserError;
import org.jspecify.annotations.Nullable;

/**
 * Builds values. Equal primitives on equal operands are one node; constants are folded, and what
 * cancels is left out, so that derivatives of derivatives stay small. Not thread-safe.
 */
public final class Graph {
  private static final String OWN = "org.bilevel4j.oracles.";

  private final Map<Applied, Value> nodes = new HashMap<>();
  private final Leaf.Input count =
      new Leaf.Input("rows", Leaf.Known.AT_ROWS, new Shape(Dim.ONE, Dim.ONE, true));

  private final List<List<Value>> gradients = new ArrayList<>();

  private record Applied(Primitive op, List<Value> in) {}

  /** An error in the model, with the line that made it. */
  public static UserError misfit(String op, String what, String cure) {
    return new UserError(op + ": " + what + line() + ".", cure);
  }

  /** The line of the model: the innermost frame outside this module's packages. */
  private static String line() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(f -> !f.getClassName().startsWith(OWN + "graph."))
                    .filter(f -> !f.getClassName().startsWith(OWN + "tensor."))
                    .filter(f -> f.getFileName() != null)
                    .findFirst())
        .map(f -> " (" + f.getFileName() + ":" + f.getLineNumber() + ")")
        .orElse("");
  }

  /** The name of a primitive in messages. */
  public static String label(Primitive op) {
    boolean named = op instanceof Unary || op instanceof Binary;
    return op instanceof RowWise r
        ? r.label()
        : named ? op.name().toLowerCase(Locale.ROOT) : op.name();
  }

  /** Takes note of gradients that a model has taken of one loss. */
  public void taken(List<Value> gradient) {
    gradients.add(List.copyOf(gradient));
  }

  /** The gradients that a model has taken, each in the values it asked for. */
  public List<List<Value>> taken() {
    return List.copyOf(gradients);
  }

  /**
   * Refuses sparse rows.
   *
   * @param op what they are an operand of
   * @throws UserError when the value is sparse rows
   */
  public static void refuseSparse(String op, Value a) {
    if (a.op() instanceof Leaf.Sparse) {
      throw misfit(
          op,
          a.op().name() + " of shape " + a.shape() + " is sparse",
          "it as the left operand of matmul, not transposed; or a dense input.");
    }
  }

  /** How many nodes were made. */
  public int size() {
    return nodes.size();
  }

  /** A primitive on operands, as it is. */
  public Value add(Primitive op, Value... in) {
    return add(op, List.of(in));
  }

  private Value add(Primitive op, List<Value> in) {
    for (int k = 0; k < in.size(); k++) {
      if (!(op instanceof SparseProduct && k == 0)) {
        refuseSparse(label(op), in.get(k));
      }
    }
    Applied value = new Applied(op, in);
    Value known = nodes.get(value);
    if (known == null) {
      known = new Value(nodes.size(), op, in, op.shape(in));
      nodes.put(value, known);
    }
    return known;
  }

  /** An input. */
  public Value input(String label, Leaf.Known known, Shape shape) {
    return add(new Leaf.Input(label, known, shape));
  }

  /** n of each block, as a number. */
  public Value count() {
    return add(count);
  }

  /** The length of a side, as a number. */
  public Value length(Dim side) {
    Value factor = scalar(side.factor());
    return side.isFixed() ? factor : mul(factor, count());
  }

  /** A number. */
  public Value scalar(double value) {
    return add(new Leaf.Scalar(value + 0.0));
  }

  /** A function of each element. */
  public Value unary(Unary f, Value a) {
    if (a.op() instanceof Reduction.Broadcast b) {
      return broadcast(unary(f, a.in(0)), b.rows(), b.cols());
    }
    if (f == Unary.RECIPROCAL && a.op() == Unary.RECIPROCAL) {
      return a.in(0);
    }
    return add(f, a);
  }

  /** 1 / a. */
  public Value reciprocal(Value a) {
    return a.op() instanceof Leaf.Scalar s ? scalar(1 / s.value()) : unary(Unary.RECIPROCAL, a);
  }

  /** a^2. */
  public Value square(Value a) {
    return a.op() instanceof Leaf.Scalar s ? scalar(s.value() * s.value()) : unary(Unary.SQUARE, a);
  }

  /** -a. */
  public Value negate(Value a) {
    return mul(scalar(-1), a);
  }

  /** a + b. */
  public Value plus(Value a, Value b) {
    return binary(Binary.ADD, a, b);
  }

  /** a + b, where null is zero. */
  public @Nullable Value sum(@Nullable Value a, @Nullable Value b) {
    return a == null ? b : b == null ? a : plus(a, b);
  }

  /** a - b. */
  public Value sub(Value a, Value b) {
    return binary(Binary.SUB, a, b);
  }

  /** a * b, element by element. */
  public Value mul(Value a, Value b) {
    return binary(Binary.MUL, a, b);
  }

  /** a / b, element by element. */
  public Value div(Value a, Value b) {
    return binary(Binary.DIV, a, b);
  }

  /** A function of two elements, simplified. */
  public Value binary(Binary f, Value a, Value b) {
    return ElementwiseRules.binary(this, f, a, b);
  }

  /** op(A) op(B). */
  public Value matmul(Value a, boolean ta, Value b, boolean tb, boolean overBlocks) {
    return Products.matmul(this, a, ta, b, tb, overBlocks);
  }

  /** X^T C for sparse rows X. */
  Value sparseTransposed(Value x, Value c, boolean overBlocks) {
    return ElementwiseRules.isScaled(c)
        ? mul(c.in(0), sparseTransposed(x, c.in(1), overBlocks))
        : add(new SparseProduct.TransposedTimes(overBlocks), x, c);
  }

  /** The sum over rows, columns or both. */
  public Value sumOver(Value a, boolean rows, boolean cols) {
    boolean overRows = rows && !a.shape().rows().isOne();
    boolean overCols = cols && !a.shape().cols().isOne();
    return overRows || overCols ? Rearranging.sum(this, a, overRows, overCols) : a;
  }

  /** The sum over what was repeated to reach the sides of c. */
  Value sumTo(Value c, Shape shape) {
    return sumOver(c, shape.rows().isOne(), shape.cols().isOne());
  }

  /** Repeats sides of length 1. */
  public Value broadcast(Value a, Dim rows, Dim cols) {
    if (a.shape().rows().equals(rows) && a.shape().cols().equals(cols)) {
      return a;
    }
    if (a.op() instanceof Reduction.Broadcast) {
      return broadcast(a.in(0), rows, cols);
    }
    return add(new Reduction.Broadcast(rows, cols), a);
  }

  /** The sum over blocks of a value per block; a shared value stands for the sum already. */
  public Value overBlocks(Value a) {
    return a.perBlock() ? add(new Reduction.OverBlocks(), a) : a;
  }

  /**
   * The tangent of what a sum over blocks adds up.
   *
   * @throws IllegalStateException when it is the same in all blocks, whose number is not a value
   */
  static Value addend(Value operand, Value tangent) {
    if (operand.perBlock() && !tangent.perBlock()) {
      throw new IllegalStateException(
          "a sum over blocks has the same tangent in all of them; differentiate before summing.");
    }
    return tangent;
  }

  /** Rows become columns. */
  public Value transpose(Value a) {
    if (a.op() instanceof Layout.Transpose) {
      return a.in(0);
    }
    return Products.isVector(a)
        ? reshape(a, a.shape().cols(), a.shape().rows())
        : add(new Layout.Transpose(), a);
  }

  /** Other sides for the same elements. */
  public Value reshape(Value a, Dim rows, Dim cols) {
    return Rearranging.reshape(this, a, rows, cols);
  }

  /** The value, held constant in every derivative. */
  public Value stop(Value a) {
    boolean isConstant = a.op() instanceof Leaf && !(a.op() instanceof Leaf.Input);
    return isConstant ? a : add(new Layout.Stop(), a);
  }

  /**
   * The value, as something that can be differentiated in: simplification does not look through it,
   * and every call makes another one.
   */
  public Value variable(Value a) {
    return add(new Layout.Variable(size()), a);
  }

  /** Whether what is made from a value is never simplified to something made from its operands. */
  public static boolean isOpaque(Value a) {
    Primitive op = a.op();
    return !(op instanceof Leaf.Scalar
        || op instanceof Reduction.Broadcast
        || op instanceof Layout.Transpose
        || op instanceof Layout.Reshape
        || op instanceof Layout.Pad
        || op == Unary.RECIPROCAL
        || ElementwiseRules.isScaled(a));
  }

  /** Rows or columns from..to-1. */
  public Value slice(Value a, boolean ofRows, int from, int to) {
    return Rearranging.slice(this, a, ofRows, from, to);
  }

  /** Zeros around the operand. */
  public Value pad(Value a, boolean ofRows, int from, int length) {
    Dim side = ofRows ? a.shape().rows() : a.shape().cols();
    return from == 0 && side.equals(Dim.of(length))
        ? a
        : add(new Layout.Pad(ofRows, from, length), a);
  }

  /** One after the other. */
  public Value concat(boolean ofRows, List<Value> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : add(new Layout.Concat(ofRows), new ArrayList<>(parts));
  }

  /** Rows by index. */
  public Value gather(Value table, Value index) {
    return add(new Indexing.Gather(), table, index);
  }

  /** Adds rows by index. */
  public Value scatterAdd(Value a, Value index, Dim rows, boolean overBlocks) {
    boolean sum = overBlocks && (a.perBlock() || index.perBlock());
    return add(new Indexing.ScatterAdd(rows, sum), a, index);
  }

  /** A function of rows. */
  public Value rowWise(RowWise f, Value a) {
    return add(f, a);
  }
}
