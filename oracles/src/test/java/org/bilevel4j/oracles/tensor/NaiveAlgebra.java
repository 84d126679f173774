package org.bilevel4j.oracles.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.RowWise;
import org.bilevel4j.oracles.graph.Unary;
import org.hipparchus.CalculusFieldElement;
import org.hipparchus.analysis.differentiation.FieldUnivariateDerivative1;

/**
 * Computes one block by the definitions, entry by entry, on numbers that carry derivatives forward;
 * gradients by one more level of them for each coordinate.
 *
 * @param zero of the field
 * @param given parameters and row inputs by name
 */
record NaiveAlgebra<T extends CalculusFieldElement<T>>(T zero, Map<String, Grid<T>> given)
    implements Algebra<Grid<T>> {

  @Override
  public Grid<T> parameter(String name) {
    return Objects.requireNonNull(given.get(name));
  }

  @Override
  public Grid<T> row(String name) {
    return Objects.requireNonNull(given.get(name));
  }

  private T real(double value) {
    return zero.newInstance(value);
  }

  @Override
  public Grid<T> number(double value) {
    return Grid.of(1, 1, (r, c) -> real(value));
  }

  @Override
  public Grid<T> constant(double[][] values) {
    return Grid.of(values.length, values[0].length, (r, c) -> real(values[r][c]));
  }

  private static <T> Grid<T> map(Grid<T> a, UnaryOperator<T> f) {
    return Grid.of(a.rows(), a.cols(), (r, c) -> f.apply(a.at(r, c)));
  }

  @Override
  public Grid<T> unary(Unary f, Grid<T> a) {
    return map(a, v -> unary(f, v));
  }

  private T unary(Unary f, T v) {
    return switch (f) {
      case EXP -> v.exp();
      case LOG -> v.log();
      case SIN -> v.sin();
      case COS -> v.cos();
      case SQRT -> v.sqrt();
      case RELU -> v.getReal() > 0 ? v : zero;
      case STEP -> real(v.getReal() > 0 ? 1 : 0);
      case TANH -> v.multiply(2).exp().subtract(1).divide(v.multiply(2).exp().add(1));
      case SIGMOID -> v.negate().exp().add(1).reciprocal();
      case SOFTPLUS -> v.exp().add(1).log();
      case RECIPROCAL -> v.reciprocal();
      case ABS -> v.getReal() > 0 ? v : v.getReal() < 0 ? v.negate() : zero;
      case SIGN -> real(Math.signum(v.getReal()));
      case SQUARE -> v.multiply(v);
    };
  }

  @Override
  public Grid<T> binary(Binary f, Grid<T> a, Grid<T> b) {
    return Grid.of(
        Math.max(a.rows(), b.rows()),
        Math.max(a.cols(), b.cols()),
        (r, c) -> binary(f, a.repeated(r, c), b.repeated(r, c)));
  }

  private T binary(Binary f, T a, T b) {
    return switch (f) {
      case ADD -> a.add(b);
      case SUB -> a.subtract(b);
      case MUL -> a.multiply(b);
      case DIV -> a.divide(b);
      case MAX -> a.getReal() >= b.getReal() ? a : b;
      case AT_LEAST -> real(a.getReal() >= b.getReal() ? 1 : 0);
    };
  }

  @Override
  public Grid<T> matmul(Grid<T> a, boolean ta, Grid<T> b, boolean tb) {
    Grid<T> left = ta ? a.transposed() : a;
    Grid<T> right = tb ? b.transposed() : b;
    return Grid.of(
        left.rows(),
        right.cols(),
        (r, c) -> {
          T sum = zero;
          for (int k = 0; k < left.cols(); k++) {
            sum = sum.add(left.at(r, k).multiply(right.at(k, c)));
          }
          return sum;
        });
  }

  @Override
  public Grid<T> sparse(String rows, Grid<T> b, boolean tb) {
    return matmul(row(rows), false, b, tb);
  }

  @Override
  public Grid<T> transpose(Grid<T> a) {
    return a.transposed();
  }

  @Override
  public Grid<T> reshape(Grid<T> a, int cols) {
    return new Grid<>(a.e().size() / cols, cols, a.e());
  }

  @Override
  public Grid<T> slice(Grid<T> a, boolean ofRows, int from, int to) {
    return ofRows
        ? Grid.of(to - from, a.cols(), (r, c) -> a.at(from + r, c))
        : Grid.of(a.rows(), to - from, (r, c) -> a.at(r, from + c));
  }

  @Override
  public Grid<T> concat(boolean ofRows, Grid<T> a, Grid<T> b) {
    return ofRows
        ? Grid.of(
            a.rows() + b.rows(),
            a.cols(),
            (r, c) -> r < a.rows() ? a.at(r, c) : b.at(r - a.rows(), c))
        : Grid.of(
            a.rows(),
            a.cols() + b.cols(),
            (r, c) -> c < a.cols() ? a.at(r, c) : b.at(r, c - a.cols()));
  }

  @Override
  public Grid<T> gather(Grid<T> table, Grid<T> index) {
    return Grid.of(
        index.rows(), table.cols(), (r, c) -> table.at((int) index.at(r, 0).getReal(), c));
  }

  @Override
  public Grid<T> scatterAdd(Grid<T> a, Grid<T> index, int rows) {
    return Grid.of(
        rows,
        a.cols(),
        (r, c) -> {
          T sum = zero;
          for (int k = 0; k < a.rows(); k++) {
            sum = index.at(k, 0).getReal() == r ? sum.add(a.at(k, c)) : sum;
          }
          return sum;
        });
  }

  @Override
  public Grid<T> pickColumns(Grid<T> a, int... columns) {
    return Grid.of(a.rows(), columns.length, (r, c) -> columns[c] < 0 ? zero : a.at(r, columns[c]));
  }

  @Override
  public Grid<T> sum(Grid<T> a, boolean overRows, boolean overCols) {
    return Grid.of(
        overRows ? 1 : a.rows(),
        overCols ? 1 : a.cols(),
        (r, c) -> {
          T sum = zero;
          for (int i = overRows ? 0 : r; i < (overRows ? a.rows() : r + 1); i++) {
            for (int j = overCols ? 0 : c; j < (overCols ? a.cols() : c + 1); j++) {
              sum = sum.add(a.at(i, j));
            }
          }
          return sum;
        });
  }

  @Override
  public Grid<T> mean(Grid<T> a, boolean overRows, boolean overCols) {
    double count = (overRows ? a.rows() : 1) * (overCols ? a.cols() : 1);
    return map(sum(a, overRows, overCols), v -> v.divide(count));
  }

  @Override
  public Grid<T> rowWise(RowWise f, Grid<T> a) {
    Grid<T> exp = map(a, CalculusFieldElement::exp);
    Grid<T> total = sum(exp, false, true);
    return switch (f) {
      case SOFTMAX -> binary(Binary.DIV, exp, total);
      case LOG_SUM_EXP -> map(total, CalculusFieldElement::log);
      case MAX -> Grid.of(a.rows(), 1, (r, c) -> a.at(r, first(a, r)));
      case MAX_MASK -> Grid.of(a.rows(), a.cols(), (r, c) -> real(c == first(a, r) ? 1 : 0));
    };
  }

  private static <T extends CalculusFieldElement<T>> int first(Grid<T> a, int r) {
    int best = 0;
    for (int c = 1; c < a.cols(); c++) {
      best = a.at(r, c).getReal() > a.at(r, best).getReal() ? c : best;
    }
    return best;
  }

  @Override
  public Grid<T> logSoftmax(Grid<T> a) {
    return map(rowWise(RowWise.SOFTMAX, a), CalculusFieldElement::log);
  }

  @Override
  public Grid<T> largest(int k, Grid<T> a) {
    return Grid.of(
        a.rows(),
        1,
        (r, c) -> {
          int before = 0;
          for (int i = 0; i < a.rows(); i++) {
            double other = a.at(i, 0).getReal();
            double own = a.at(r, 0).getReal();
            before += other > own || (other == own && i < r) ? 1 : 0;
          }
          return real(before < k ? 1 : 0);
        });
  }

  @Override
  public Grid<T> stop(Grid<T> a) {
    return map(a, v -> real(v.getReal()));
  }

  private Grid<FieldUnivariateDerivative1<T>> lift(Grid<T> a, int moving) {
    List<FieldUnivariateDerivative1<T>> e = new ArrayList<>();
    for (int k = 0; k < a.e().size(); k++) {
      e.add(new FieldUnivariateDerivative1<>(a.e().get(k), real(k == moving ? 1 : 0)));
    }
    return new Grid<>(a.rows(), a.cols(), e);
  }

  @Override
  public Grid<T> gradient(Function f, List<Grid<T>> operands) {
    NaiveAlgebra<FieldUnivariateDerivative1<T>> above =
        new NaiveAlgebra<>(new FieldUnivariateDerivative1<>(zero, zero), Map.of());
    Grid<T> first = operands.get(0);
    List<T> e = new ArrayList<>();
    for (int k = 0; k < first.e().size(); k++) {
      List<Grid<FieldUnivariateDerivative1<T>>> lifted = new ArrayList<>();
      for (int o = 0; o < operands.size(); o++) {
        lifted.add(lift(operands.get(o), o == 0 ? k : -1));
      }
      e.add(f.of(above, lifted).at(0, 0).getFirstDerivative());
    }
    return new Grid<>(first.rows(), first.cols(), e);
  }
}
