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

  private static boolean is(Value n, double value) {
    return n.op() instanceof Leaf.Scalar s && s.value() == value;
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
    Shape whole = f.shape(List.of(a, b));
    if (a.op() instanceof Leaf.Scalar s && b.op() instanceof Leaf.Scalar t) {
      return scalar(f.of(s.value(), t.value()));
    }
    Value trivial = trivial(f, a, b, whole);
    if (trivial != null) {
      return trivial;
    }
    Value left = unrepeated(f, a, b, whole, true);
    Value right = unrepeated(f, left, b, whole, false);
    if (left != a || right != b) {
      return binary(f, left, right);
    }
    if (left.op() instanceof Reduction.Broadcast p) {
      if (right.op() instanceof Reduction.Broadcast q) {
        if (p.equals(q)) {
          return broadcast(binary(f, left.in(0), right.in(0)), p.rows(), p.cols());
        }
      } else if (right.shape().isScalar()) {
        return broadcast(binary(f, left.in(0), right), p.rows(), p.cols());
      }
    } else if (right.op() instanceof Reduction.Broadcast q && left.shape().isScalar()) {
      return broadcast(binary(f, left, right.in(0)), q.rows(), q.cols());
    }
    return canonical(f, left, right);
  }

  /** Leaves a repetition out where the other operand has the whole shape anyway. */
  private static Value unrepeated(Binary f, Value a, Value b, Shape whole, boolean first) {
    Value it = first ? a : b;
    Value other = first ? b : a;
    if (it.op() instanceof Reduction.Broadcast && other.shape().sameSides(whole)) {
      Value in = it.in(0);
      Shape without = f.shape(first ? List.of(in, b) : List.of(a, in));
      if (without.sameSides(whole)) {
        return in;
      }
    }
    return it;
  }

  /** What needs no computing; null where nothing of that kind applies. */
  private @Nullable Value trivial(Binary f, Value a, Value b, Shape whole) {
    return switch (f) {
      case ADD -> is(a, 0) ? fit(b, whole) : is(b, 0) ? fit(a, whole) : null;
      case SUB -> is(b, 0) ? fit(a, whole) : is(a, 0) ? negate(fit(b, whole)) : null;
      case MUL ->
          is(a, 1)
              ? fit(b, whole)
              : is(b, 1) ? fit(a, whole) : is(a, 0) || is(b, 0) ? fit(scalar(0), whole) : null;
      case DIV -> b.op() instanceof Leaf.Scalar s ? mul(scalar(1 / s.value()), a) : null;
      case MAX, AT_LEAST -> null;
    };
  }

  private Value fit(Value a, Shape whole) {
    return broadcast(a, whole.rows(), whole.cols());
  }

  /** Numbers stand first and are collected; operands that commute stand in order. */
  private Value canonical(Binary f, Value a, Value b) {
    if (f == Binary.MUL) {
      if (b.op() instanceof Leaf.Scalar) {
        return canonical(f, b, a);
      }
      if (isScaled(b)) { // a * (c * d) = c * (a * d)
        return a.op() instanceof Leaf.Scalar
            ? mul(mul(a, b.in(0)), b.in(1))
            : mul(b.in(0), mul(a, b.in(1)));
      }
      if (isScaled(a)) {
        return mul(a.in(0), mul(a.in(1), b));
      }
      if (a == b) {
        return unary(Unary.SQUARE, a);
      }
    }
    if (f == Binary.DIV && isScaled(a)) {
      return mul(a.in(0), div(a.in(1), b));
    }
    if (f == Binary.ADD && isNegated(b)) {
      return sub(a, b.in(1));
    }
    if (f == Binary.ADD && isNegated(a)) {
      return sub(b, a.in(1));
    }
    if (f == Binary.SUB && isNegated(b)) {
      return plus(a, b.in(1));
    }
    if (f == Binary.SUB && a == b) {
      return fit(scalar(0), a.shape());
    }
    boolean numberFirst = a.op() instanceof Leaf.Scalar;
    boolean swap = f.commutes() && !numberFirst && a.id() > b.id();
    return swap ? add(f, b, a) : add(f, a, b);
  }

  private static boolean isScaled(Value n) {
    return n.op() == Binary.MUL && n.in(0).op() instanceof Leaf.Scalar;
  }

  private static boolean isNegated(Value n) {
    return isScaled(n) && is(n.in(0), -1);
  }

  /** op(A) op(B). */
  public Value matmul(Value a, boolean ta, Value b, boolean tb, boolean overBlocks) {
    if (a.op() instanceof Layout.Transpose) {
      return matmul(a.in(0), !ta, b, tb, overBlocks);
    }
    if (b.op() instanceof Layout.Transpose) {
      return matmul(a, ta, b.in(0), !tb, overBlocks);
    }
    if (ta && isVector(a) && !overBlocks) {
      return matmul(reshape(a, a.shape().cols(), a.shape().rows()), false, b, tb, false);
    }
    if (tb && isVector(b) && !overBlocks) {
      return matmul(a, ta, reshape(b, b.shape().cols(), b.shape().rows()), false, false);
    }
    if (isScaled(a)) {
      return mul(a.in(0), matmul(a.in(1), ta, b, tb, overBlocks));
    }
    if (isScaled(b)) {
      return mul(b.in(0), matmul(a, ta, b.in(1), tb, overBlocks));
    }
    if (a.op() instanceof Leaf.Sparse && !ta) {
      return add(new SparseProduct.Times(), a, tb ? transpose(b) : b);
    }
    return add(new MatMul(ta, tb, overBlocks && (a.perBlock() || b.perBlock())), a, b);
  }

  /** X^T C for sparse rows X. */
  Value sparseTransposed(Value x, Value c, boolean overBlocks) {
    return isScaled(c)
        ? mul(c.in(0), sparseTransposed(x, c.in(1), overBlocks))
        : add(new SparseProduct.TransposedTimes(overBlocks), x, c);
  }

  private static boolean isVector(Value a) {
    return a.shape().rows().isOne() || a.shape().cols().isOne();
  }

  /** The sum over rows, columns or both. */
  public Value sumOver(Value a, boolean rows, boolean cols) {
    boolean overRows = rows && !a.shape().rows().isOne();
    boolean overCols = cols && !a.shape().cols().isOne();
    if (!overRows && !overCols) {
      return a;
    }
    if (isScaled(a)) {
      return mul(a.in(0), sumOver(a.in(1), overRows, overCols));
    }
    if (a.op() instanceof Reduction.Broadcast) {
      return repeatedSum(a, overRows, overCols);
    }
    return add(new Reduction.Sum(overRows, overCols), a);
  }

  /** The sum of something repeated is a multiple of it. */
  private Value repeatedSum(Value a, boolean overRows, boolean overCols) {
    Value in = a.in(0);
    Value times = scalar(1);
    if (overRows && in.shape().rows().isOne()) {
      times = mul(times, length(a.shape().rows()));
    }
    if (overCols && in.shape().cols().isOne()) {
      times = mul(times, length(a.shape().cols()));
    }
    Value sum = mul(times, sumOver(in, overRows, overCols));
    return broadcast(
        sum, overRows ? Dim.ONE : a.shape().rows(), overCols ? Dim.ONE : a.shape().cols());
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
    return isVector(a)
        ? reshape(a, a.shape().cols(), a.shape().rows())
        : add(new Layout.Transpose(), a);
  }

  /** Other sides for the same elements. */
  public Value reshape(Value a, Dim rows, Dim cols) {
    Primitive op = new Layout.Reshape(rows, cols);
    op.shape(List.of(a));
    if (a.op() instanceof Layout.Reshape) {
      return reshape(a.in(0), rows, cols);
    }
    if (a.shape().rows().equals(rows) && a.shape().cols().equals(cols)) {
      return a;
    }
    if (isScaled(a)) {
      return mul(a.in(0), reshape(a.in(1), rows, cols));
    }
    if (a.op() instanceof Reduction.Broadcast && a.in(0).shape().isScalar()) {
      return broadcast(a.in(0), rows, cols);
    }
    return add(op, a);
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
        || isScaled(a));
  }

  /** Rows or columns from..to-1. */
  public Value slice(Value a, boolean ofRows, int from, int to) {
    Dim side = ofRows ? a.shape().rows() : a.shape().cols();
    if (side.isFixed() && from == 0 && to == side.factor()) {
      return a;
    }
    Primitive op = new Layout.Slice(ofRows, from, to);
    op.shape(List.of(a));
    if (a.op() instanceof Reduction.Broadcast b && a.in(0).shape().isScalar()) {
      Dim n = Dim.of(to - from);
      return broadcast(a.in(0), ofRows ? n : b.rows(), ofRows ? b.cols() : n);
    }
    if (a.op() instanceof Layout.Pad p && p.ofRows() == ofRows) {
      Dim inner = ofRows ? a.in(0).shape().rows() : a.in(0).shape().cols();
      if (from == p.from() && to == p.from() + inner.factor()) {
        return a.in(0);
      }
    }
    return add(op, a);
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
