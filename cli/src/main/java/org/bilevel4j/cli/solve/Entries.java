package org.bilevel4j.cli.solve;

import org.bilevel4j.cli.config.Fields;
import org.bilevel4j.cli.config.Node;
import org.bilevel4j.cli.config.Node.Scalar;
import org.bilevel4j.cli.config.Node.Sequence;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.util.UserError;

/** Numbers, vectors and matrices of a problem file; messages name the path of what is wrong. */
final class Entries {

  /**
   * A dimension.
   *
   * @param size the number
   * @param name the key that gives it, for messages
   */
  record Dim(int size, String name) {
    @Override
    public String toString() {
      return size + " (" + name + ")";
    }
  }

  private Entries() {}

  /** A finite number. */
  static double number(Node node) {
    if (node instanceof Scalar s && !s.quoted()) {
      try {
        double value = Double.parseDouble(s.text());
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // told below
      }
    }
    throw wrong(node, "must be a finite number.");
  }

  /** A list of numbers. */
  static Vec vector(Node node, Dim dim) {
    Sequence list = list(node, dim, "numbers");
    Vec out = Vec.zeros(dim.size());
    for (int i = 0; i < dim.size(); i++) {
      out.set(i, number(list.items().get(i)));
    }
    return out;
  }

  /** A list of rows, row-major. */
  static Vec matrix(Node node, Dim rows, Dim cols) {
    Sequence list = list(node, rows, "rows");
    Vec out = Vec.zeros(rows.size() * cols.size());
    for (int i = 0; i < rows.size(); i++) {
      Vec row = vector(list.items().get(i), cols);
      out.slice(i * cols.size(), (i + 1) * cols.size()).copyFrom(row);
    }
    return out;
  }

  /** A matrix that equals its transposed to 12 digits. */
  static Vec symmetric(Node node, Dim dim) {
    Vec m = matrix(node, dim, dim);
    int d = dim.size();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        double below = m.get(i * d + j);
        double above = m.get(j * d + i);
        if (Math.abs(above - below) > 1e-12 * (Math.abs(above) + Math.abs(below))) {
          throw new UserError(
              String.format(
                  "%s[%d][%d] is %s and [%d][%d] is %s, but the matrix must be symmetric.",
                  node.where(), j, i, above, i, j, below));
        }
      }
    }
    return m;
  }

  /** How many entries a list has; what is no list is refused. */
  static int length(Fields f, String key) {
    return f.node(key) instanceof Sequence list
        ? list.items().size()
        : list(f.node(key), new Dim(-1, ""), "entries").items().size();
  }

  private static Sequence list(Node node, Dim dim, String what) {
    if (!(node instanceof Sequence list)) {
      throw wrong(node, "must be a list of " + (dim.size() < 0 ? "" : dim + " ") + what + ".");
    }
    if (dim.size() >= 0 && list.items().size() != dim.size()) {
      throw new UserError(
          node.where() + " has " + list.items().size() + " " + what + ", must have " + dim + ".");
    }
    return list;
  }

  /** "where = value what". */
  static UserError wrong(Node node, String what) {
    return new UserError(node.where() + " = " + node.kind() + " " + what);
  }
}
