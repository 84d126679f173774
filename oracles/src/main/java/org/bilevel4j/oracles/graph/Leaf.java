package org.bilevel4j.oracles.graph;

import java.util.List;

/** A value that is given, not computed. */
public sealed interface Leaf extends Primitive.Constant {

  @Override
  default Shape shape(List<Value> in) {
    return shape();
  }

  /** Its shape. */
  Shape shape();

  /** When it is known. */
  default Known known() {
    return Known.ALWAYS;
  }

  /** When the value of an input is known. */
  enum Known {
    /** When the program is made. */
    ALWAYS,
    /** At a place x. */
    AT_X,
    /** At a place x, on a draw of rows. */
    AT_ROWS,
    /** At a point (x, y, alpha), on a draw of rows. */
    AT_POINT,
    /** When a question is asked: the vector of a product, the weights of a sum. */
    AT_QUESTION
  }

  /**
   * An input of the program.
   *
   * @param label tells inputs apart
   * @param known when it is known
   * @param shape its shape
   */
  record Input(String label, Known known, Shape shape) implements Leaf {
    @Override
    public String name() {
      return label;
    }
  }

  /**
   * Rows of which only some entries are not zero: the first operand of a {@link SparseProduct}, and
   * of nothing else.
   *
   * @param label tells inputs apart
   * @param width columns
   */
  record Sparse(String label, int width) implements Leaf {
    @Override
    public String name() {
      return label;
    }

    @Override
    public Shape shape() {
      return new Shape(Dim.ROWS, Dim.of(width), true);
    }

    @Override
    public Known known() {
      return Known.AT_ROWS;
    }
  }

  /**
   * A number.
   *
   * @param value any
   */
  record Scalar(double value) implements Leaf {
    @Override
    public String name() {
      return Double.toString(value);
    }

    @Override
    public Shape shape() {
      return Shape.shared(1, 1);
    }
  }

  /** A constant matrix, told apart by identity. */
  final class Table implements Leaf {
    private final double[] entries;
    private final Shape shape;

    /**
     * A matrix.
     *
     * @param entries rows * cols, row-major; copied
     */
    public Table(int rows, int cols, double[] entries) {
      this.entries = entries.clone();
      this.shape = Shape.shared(rows, cols);
    }

    /** Entry k in row-major order. */
    public double entry(int k) {
      return entries[k];
    }

    @Override
    public String name() {
      return "constant";
    }

    @Override
    public Shape shape() {
      return shape;
    }
  }
}
