package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.graph.Graph;
import org.bilevel4j.oracles.graph.Indexing;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.Leaf.Known;
import org.bilevel4j.oracles.graph.Primitive;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.SparseProduct;
import org.bilevel4j.oracles.graph.Unary;
import org.bilevel4j.oracles.graph.Value;
import org.bilevel4j.oracles.internal.ProcessKernels;
import org.bilevel4j.oracles.program.Binding;
import org.bilevel4j.oracles.program.Frame;
import org.bilevel4j.oracles.program.Place;
import org.bilevel4j.oracles.program.Program;
import org.bilevel4j.oracles.program.Question;
import org.bilevel4j.oracles.program.Replay;
import org.bilevel4j.oracles.program.SparseRows;

/**
 * Checks the derivatives of one primitive alone, on random operands away from kinks: the forward
 * one, J t, against a central difference, and the transposed one by (c, J t) = (J^T c, t).
 */
public final class OperationCheck {
  private static final int[] ROWS = {3, 4};
  private static final double STEP = 1e-5;
  private static final int MOST_ELEMENTS = 1 << 20;
  private static final String VALUE = "value";
  private static final String FORWARD = "forward";
  private static final String TRANSPOSED = "transposed";

  private final Binding binding = Binding.of(ROWS, ROWS.length, Binding.none());
  private final Graph graph = new Graph();
  private final Value node;
  private final List<Value> operands = new ArrayList<>();
  private final List<Value> tangents = new ArrayList<>();
  private final Value cotangent;
  private final Map<Value, Vec> given = new LinkedHashMap<>();
  private final List<Integer> contributesTo = new ArrayList<>();
  private final Replay replay;
  private final Frame[] frames;
  private final boolean moves;

  /**
   * A derivative of a primitive.
   *
   * @param operation its name
   * @param operands its operands' shapes
   * @param which "forward" or "transposed"
   * @param value by its rule
   * @param reference what it must be
   * @param scale of the two
   */
  public record Derivative(
      String operation,
      String operands,
      String which,
      double value,
      double reference,
      double scale) {

    /** Their relative distance. */
    public double error() {
      return Math.abs(value - reference) / scale;
    }
  }

  private record Kind(Primitive op, List<Shape> in) {}

  private OperationCheck(Kind kind, Rng rng) {
    for (int k = 0; k < kind.in.size(); k++) {
      Shape shape = kind.in.get(k);
      String label = "operand " + k;
      operands.add(
          isSparse(kind.op, k)
              ? graph.add(new Leaf.Sparse(label, shape.cols().factor()))
              : input(label, shape));
    }
    node = graph.add(kind.op, operands.toArray(new Value[0]));
    for (int k = 0; k < operands.size(); k++) {
      boolean index = isIndex(kind.op, k);
      given.put(operands.get(k), index ? indices(k) : values(operands.get(k), kind.op, rng));
      Value t = input("tangent " + k, kind.in.get(k));
      given.put(t, index || isSparse(kind.op, k) ? zeros(t) : values(t, kind.op, rng));
      tangents.add(t);
    }
    given.put(graph.count(), Vec.of(ROWS[0], ROWS[1]));
    cotangent = input("cotangent", node.shape());
    given.put(cotangent, values(cotangent, kind.op, rng));
    List<Question> questions = new ArrayList<>();
    questions.add(new Question(VALUE, List.of(node)));
    Value forward = kind.op.tangent(graph, node, new ArrayList<>(tangents));
    moves = forward != null;
    questions.add(new Question(FORWARD, forward == null ? List.of() : List.of(forward)));
    List<Value> contributions = new ArrayList<>();
    kind.op.transpose(
        graph,
        node,
        cotangent,
        (k, contribution) -> {
          contributesTo.add(k);
          contributions.add(contribution);
        });
    questions.add(new Question(TRANSPOSED, contributions));
    replay =
        new Program(questions)
            .open(Precision.FLOAT64, ProcessKernels.current(), WorkerTeam.single());
    frames =
        new Frame[] {
          replay.frame(Known.AT_X), replay.frame(Known.AT_ROWS), replay.frame(Known.AT_POINT)
        };
  }

  /** The derivatives of every primitive of a problem, each checked once for each shape. */
  public static List<Derivative> of(AutodiffProblem problem) {
    Map<Kind, Value> kinds = new LinkedHashMap<>();
    for (Recording r : List.of(problem.upper(), problem.lower())) {
      for (Value n : r.values()) {
        kinds.putIfAbsent(new Kind(n.op(), n.in().stream().map(Value::shape).toList()), n);
      }
    }
    List<Derivative> found = new ArrayList<>();
    kinds.forEach(
        (kind, n) -> {
          boolean constant = n.op() instanceof Leaf || n.op() instanceof Primitive.Constant;
          if (!constant && isSmall(n) && n.in().stream().allMatch(OperationCheck::isSmall)) {
            found.addAll(new OperationCheck(kind, Key.of(1).rng()).run());
          }
        });
    return found;
  }

  private static boolean isSmall(Value n) {
    double side = Math.pow(ROWS[1], n.shape().power());
    return n.shape().factor() * side * ROWS.length <= MOST_ELEMENTS;
  }

  private Value input(String label, Shape shape) {
    return graph.input(label, Known.AT_POINT, shape);
  }

  private static boolean isIndex(Primitive op, int operand) {
    boolean byIndex = op instanceof Indexing.Gather || op instanceof Indexing.ScatterAdd;
    return byIndex && operand == 1;
  }

  private static boolean isSparse(Primitive op, int operand) {
    return op instanceof SparseProduct && operand == 0;
  }

  /** Every third entry of a row, which begin one column later in each row. */
  private static void write(Vec dense, SparseRows to) {
    int width = to.width();
    int rows = dense.dim() / width;
    to.begin(rows);
    for (int r = 0; r < rows; r++) {
      int[] columns = IntStream.iterate(r % width, j -> j < width, j -> j + 3).toArray();
      int from = r * width;
      to.add(
          0,
          columns.length,
          columns,
          IntStream.of(columns).mapToDouble(j -> dense.get(from + j)).toArray());
    }
  }

  private Vec zeros(Value n) {
    return Vec.zeros(binding.elements(n.shape()));
  }

  /** Whole numbers that fit the table. */
  private Vec indices(int operand) {
    Shape table = (node.op() instanceof Indexing.Gather ? operands.get(0) : node).shape();
    int height = table.rows().at(ROWS[0]);
    Vec v = zeros(operands.get(operand));
    for (int j = 0; j < v.dim(); j++) {
      v.set(j, j % height);
    }
    return v;
  }

  /** Numbers between 0.3 and 1.3, of both signs where the primitive is defined there. */
  private Vec values(Value n, Primitive op, Rng rng) {
    boolean positive = op == Unary.LOG || op == Unary.SQRT;
    Vec v = zeros(n);
    for (int j = 0; j < v.dim(); j++) {
      double size = rng.uniform(0.3, 1.3);
      v.set(j, positive || rng.nextInt(2) == 0 ? size : -size);
    }
    return v;
  }

  /** Answers a question with the operands moved along their tangents. */
  private List<Vec> ask(String question, int results, double move) {
    for (Frame f : frames) {
      f.bind(binding);
    }
    replay.use(binding, frames[0], frames[1], frames[2]);
    given.forEach(
        (n, v) -> {
          Place to = replay.input(n);
          if (to != null && n.op() instanceof Leaf.Sparse) {
            write(v, replay.frame(to).sparse(to));
          } else if (to != null) {
            Vec moved = v.copy();
            int operand = operands.indexOf(n);
            if (operand >= 0) {
              moved.axpy(move, of(tangents.get(operand)));
            }
            replay.load(moved, to, 0);
          }
        });
    replay.prepare(question);
    replay.finish(question);
    List<Vec> all = new ArrayList<>();
    for (int k = 0; k < results; k++) {
      Place p = replay.result(question, k);
      Vec v = Vec.zeros(binding.elements(p.shape()));
      int from = replay.frame(p).offset(p);
      replay.tiles().addTo(1, replay.frame(p).all(), from, v);
      all.add(v);
    }
    return all;
  }

  private Vec of(Value n) {
    Vec v = given.get(n);
    if (v == null) {
      throw new IllegalStateException(n + " is not given.");
    }
    return v;
  }

  /** The inner product; a vector that all blocks share is repeated for those of the other one. */
  private static double dot(Vec a, Vec b) {
    int n = Math.max(a.dim(), b.dim());
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += a.get(j % a.dim()) * b.get(j % b.dim());
    }
    return sum;
  }

  private Derivative derivative(String which, double value, double reference, double scale) {
    String in = operands.stream().map(n -> n.shape().toString()).collect(Collectors.joining(", "));
    return new Derivative(Graph.label(node.op()), in, which, value, reference, Math.max(1, scale));
  }

  private List<Derivative> run() {
    Vec c = of(cotangent);
    DoubleSupplier difference =
        () -> {
          Vec up = ask(VALUE, 1, STEP).get(0);
          up.axpy(-1, ask(VALUE, 1, -STEP).get(0));
          up.scale(0.5 / STEP);
          return dot(c, up);
        };
    double forward = moves ? dot(c, ask(FORWARD, 1, 0).get(0)) : 0;
    List<Vec> contributions = ask(TRANSPOSED, contributesTo.size(), 0);
    double transposed = 0;
    for (int k = 0; k < contributions.size(); k++) {
      transposed += dot(contributions.get(k), of(tangents.get(contributesTo.get(k))));
    }
    double scale = c.norm() * Math.sqrt(c.dim());
    return List.of(
        derivative(FORWARD, forward, difference.getAsDouble(), scale),
        derivative(TRANSPOSED, transposed, forward, scale));
  }
}
