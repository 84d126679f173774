package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.Dim;
import org.bilevel4j.oracles.graph.RowWise;
import org.bilevel4j.oracles.graph.Unary;

/** A random program that makes a number from parameters and rows; the same at every call. */
final class RandomLoss {
  static final int FEATURES = 3;
  static final int WIDTH = 4;
  private final Key key;
  private final int steps;
  private final boolean stops;
  private final List<String> parameters;
  private final Map<String, Integer> used = new TreeMap<>();

  /**
   * A program.
   *
   * @param steps operations
   * @param stops whether some values are held constant, which differences do not see
   */
  RandomLoss(Key key, int steps, boolean stops, List<String> parameters) {
    this.key = key;
    this.steps = steps;
    this.stops = stops;
    this.parameters = parameters;
  }

  /** How often each operation was taken at the last call. */
  Map<String, Integer> used() {
    return used;
  }

  <M> M of(Algebra<M> algebra) {
    used.clear();
    return new Making<>(algebra).loss();
  }

  private static Dim rowsOf(String parameter) {
    return Dim.of(parameter.equals("S") ? FEATURES : parameter.equals("W") ? WIDTH : 1);
  }

  private static Dim colsOf(String parameter) {
    return Dim.of(parameter.equals("p") ? 1 : parameter.equals("W") ? FEATURES : WIDTH);
  }

  static Parameters declared() {
    return Parameters.none()
        .shared("S", FEATURES, WIDTH)
        .shared("p", 1, 1)
        .local("L", 1, WIDTH)
        .lower("W", WIDTH, FEATURES)
        .lower("z", 1, WIDTH)
        .dual("d", 1, WIDTH);
  }

  private record Value<M>(M m, Dim rows, Dim cols) {
    boolean fixed(boolean ofRows) {
      return (ofRows ? rows : cols).isFixed();
    }

    int size(boolean ofRows) {
      return (ofRows ? rows : cols).factor();
    }
  }

  /** A number from two matrices, differentiated inside of the program. */
  private record Inner(boolean second) implements Algebra.Function {
    @Override
    public <A> A of(Algebra<A> g, List<A> in) {
      A a = in.get(0);
      A sum = g.mean(g.unary(Unary.SOFTPLUS, g.binary(Binary.MUL, a, in.get(1))), true, true);
      A half = g.binary(Binary.MUL, g.number(0.5), g.sum(g.unary(Unary.SQUARE, a), true, true));
      return g.binary(Binary.ADD, second ? half : g.sum(g.unary(Unary.SIN, a), true, true), sum);
    }
  }

  private final class Making<M> {
    private final Algebra<M> g;
    private final Rng rng = key.rng();
    private final List<Value<M>> pool = new ArrayList<>();

    Making(Algebra<M> g) {
      this.g = g;
      for (String name : parameters) {
        pool.add(new Value<>(g.parameter(name), rowsOf(name), colsOf(name)));
      }
      pool.add(new Value<>(g.row("a"), Dim.ROWS, Dim.of(FEATURES)));
      pool.add(new Value<>(g.row("b"), Dim.ROWS, Dim.of(WIDTH)));
    }

    private M times(double number, M a) {
      return g.binary(Binary.MUL, g.number(number), a);
    }

    M loss() {
      int given = pool.size();
      for (int k = 0; k < steps; k++) {
        step();
      }
      sparse(key.child("sparse").rng());
      M loss = g.number(0);
      for (int k = 0; k < pool.size(); k++) {
        Value<M> v = pool.get(k);
        M term = k % 3 == 0 ? v.m : g.unary(k % 3 == 1 ? Unary.SQUARE : Unary.SIN, v.m);
        double weight = k < given ? 0.1 : 1 + 0.1 * k;
        loss = g.binary(Binary.ADD, loss, times(weight, g.mean(term, true, true)));
      }
      for (String name : parameters) { // nothing is unused
        M square = g.unary(Unary.SQUARE, g.parameter(name));
        loss = g.binary(Binary.ADD, loss, times(0.3, g.sum(square, true, true)));
      }
      return loss;
    }

    private Value<M> any(Predicate<Value<M>> fits) {
      List<Value<M>> all = pool.stream().filter(fits).toList();
      int last = all.size() - 1;
      return all.get(
          rng.nextInt(2) == 0 ? Math.max(0, last - rng.nextInt(3)) : rng.nextInt(last + 1));
    }

    private <E> E one(List<E> all) {
      return all.get(rng.nextInt(all.size()));
    }

    private void add(String what, M m, Dim rows, Dim cols) {
      used.merge(what, 1, Integer::sum);
      pool.add(new Value<>(m, rows, cols));
    }

    private void same(String what, M m, Value<M> as) {
      add(what, m, as.rows, as.cols);
    }

    private static boolean repeats(Dim a, Dim b) {
      return a.equals(b) || a.isOne() || b.isOne();
    }

    private static Dim longer(Dim a, Dim b) {
      return a.isOne() ? b : a;
    }

    private M positive(M a) {
      return g.binary(Binary.ADD, g.number(0.5), g.unary(Unary.SQUARE, g.unary(Unary.TANH, a)));
    }

    private void step() {
      int kind = rng.nextInt(20);
      Value<M> a = any(v -> true);
      switch (kind) {
        case 0, 1 -> {
          Unary f = one(List.of(Unary.SIN, Unary.COS, Unary.TANH, Unary.SIGMOID, Unary.SOFTPLUS));
          same(f.name(), g.unary(f, a.m), a);
        }
        case 2 -> {
          Unary f = one(List.of(Unary.LOG, Unary.SQRT, Unary.RECIPROCAL));
          same(f.name(), g.unary(f, positive(a.m)), a);
        }
        case 3 -> {
          Unary f = one(List.of(Unary.RELU, Unary.ABS));
          same(f.name(), g.unary(f, a.m), a);
        }
        case 4 -> {
          Unary f = one(List.of(Unary.EXP, Unary.SQUARE));
          same(f.name(), g.unary(f, g.unary(Unary.TANH, a.m)), a);
        }
        case 5, 6, 7 -> binary(a);
        case 8, 9 -> matmul(a);
        case 10 -> add("transpose", g.transpose(a.m), a.cols, a.rows);
        case 11 -> reshape();
        case 12 -> slice();
        case 13 -> concat(a);
        case 14 -> index();
        case 15 -> rows(a);
        case 16 -> sums(a);
        case 17 -> {
          if (a.cols.isOne()) {
            same("largest", g.binary(Binary.MUL, a.m, g.largest(2, a.m)), a);
          } else {
            same(
                "stop",
                g.binary(Binary.MUL, a.m, g.unary(Unary.SIN, stops ? g.stop(a.m) : a.m)),
                a);
          }
        }
        case 18 -> gradient(a);
        default -> numbers(a);
      }
    }

    private void binary(Value<M> a) {
      Value<M> b = any(v -> repeats(v.rows, a.rows) && repeats(v.cols, a.cols));
      Binary f = one(List.of(Binary.values()));
      M right = f == Binary.DIV ? positive(b.m) : b.m;
      M it = g.binary(f, a.m, right);
      M tame = f == Binary.MUL ? times(0.5, it) : it;
      M whole =
          f == Binary.AT_LEAST ? g.binary(Binary.MUL, it, g.binary(Binary.SUB, a.m, b.m)) : tame;
      add(f.name(), whole, longer(a.rows, b.rows), longer(a.cols, b.cols));
    }

    private void matmul(Value<M> a) {
      boolean ta = rng.nextInt(2) == 0;
      Dim inner = ta ? a.rows : a.cols;
      List<Value<M>> fit =
          pool.stream().filter(v -> v.rows.equals(inner) || v.cols.equals(inner)).toList();
      Value<M> b = one(fit);
      boolean both = b.rows.equals(inner) && b.cols.equals(inner);
      boolean tb = both ? rng.nextInt(2) == 0 : b.cols.equals(inner);
      M product = times(0.4, g.matmul(a.m, ta, b.m, tb));
      add("matmul" + ta + tb, product, ta ? a.cols : a.rows, tb ? b.rows : b.cols);
    }

    /** A product with sparse rows, by draws of its own. */
    private void sparse(Rng own) {
      Dim width = Dim.of(FEATURES);
      List<Value<M>> fit =
          pool.stream().filter(v -> v.rows.equals(width) || v.cols.equals(width)).toList();
      Value<M> b = fit.get(own.nextInt(fit.size()));
      boolean tb = !b.rows.equals(width);
      M product = times(0.4, g.sparse("s", b.m, tb));
      add("sparse" + tb, product, Dim.ROWS, tb ? b.rows : b.cols);
    }

    private void reshape() {
      Value<M> v = any(k -> k.rows.power() + k.cols.power() < 2);
      int factor = v.rows.factor() * v.cols.factor();
      int cols = factor % 2 == 0 && rng.nextInt(2) == 0 ? 2 : factor % 3 == 0 ? 3 : 1;
      Dim rows = new Dim(factor / cols, v.rows.power() + v.cols.power());
      add("reshape", g.reshape(v.m, cols), rows, Dim.of(cols));
    }

    private void slice() {
      boolean ofRows = rng.nextInt(2) == 0;
      Value<M> v = any(k -> k.fixed(ofRows));
      int from = rng.nextInt(v.size(ofRows));
      int to = from + 1 + rng.nextInt(v.size(ofRows) - from);
      Dim side = Dim.of(to - from);
      M part = g.slice(v.m, ofRows, from, to);
      add("slice", part, ofRows ? side : v.rows, ofRows ? v.cols : side);
    }

    private void concat(Value<M> a) {
      boolean ofRows = a.fixed(true) && (!a.fixed(false) || rng.nextInt(2) == 0);
      if (!a.fixed(ofRows)) {
        numbers(a);
        return;
      }
      Value<M> b =
          any(k -> k.fixed(ofRows) && (ofRows ? k.cols.equals(a.cols) : k.rows.equals(a.rows)));
      Dim side = Dim.of(a.size(ofRows) + b.size(ofRows));
      M it = g.concat(ofRows, a.m, b.m);
      add("concat", it, ofRows ? side : a.rows, ofRows ? a.cols : side);
    }

    private void index() {
      int which = rng.nextInt(3);
      if (which == 0) {
        Value<M> v = any(k -> k.fixed(true) && k.size(true) >= FEATURES);
        add("gather", g.gather(v.m, g.row("k")), Dim.ROWS, v.cols);
      } else if (which == 1) {
        Value<M> v = any(k -> k.rows.equals(Dim.ROWS));
        add("scatterAdd", times(0.5, g.scatterAdd(v.m, g.row("k"), 3)), Dim.of(3), v.cols);
      } else {
        Value<M> v = any(k -> k.fixed(false));
        int n = v.size(false);
        int[] columns = {rng.nextInt(n), -1, rng.nextInt(n), rng.nextInt(n)};
        add("pickColumns", g.pickColumns(v.m, columns), v.rows, Dim.of(columns.length));
      }
    }

    private void rows(Value<M> a) {
      int which = rng.nextInt(4);
      if (which == 0) {
        same("softmax", g.rowWise(RowWise.SOFTMAX, a.m), a);
      } else if (which == 1) {
        same("logSoftmax", g.logSoftmax(a.m), a);
      } else {
        RowWise f = which == 2 ? RowWise.LOG_SUM_EXP : RowWise.MAX;
        add(f.label(), g.rowWise(f, a.m), a.rows, Dim.ONE);
      }
    }

    private void sums(Value<M> a) {
      int which = rng.nextInt(3);
      boolean overRows = which != 1;
      boolean overCols = which != 0;
      M it =
          rng.nextInt(2) == 0
              ? times(0.3, g.sum(a.m, overRows, overCols))
              : g.mean(a.m, overRows, overCols);
      add("sum", it, overRows ? Dim.ONE : a.rows, overCols ? Dim.ONE : a.cols);
    }

    private void gradient(Value<M> a) {
      Value<M> b = any(v -> repeats(v.rows, a.rows) && repeats(v.cols, a.cols));
      same("gradient", g.gradient(new Inner(rng.nextInt(2) == 0), List.of(a.m, b.m)), a);
    }

    private void numbers(Value<M> a) {
      double number = rng.uniform(-1, 1);
      Binary f = one(List.of(Binary.ADD, Binary.SUB, Binary.MUL, Binary.MAX));
      boolean left = rng.nextInt(2) == 0;
      M n = g.number(number);
      same("number " + f, left ? g.binary(f, n, a.m) : g.binary(f, a.m, n), a);
    }
  }
}
