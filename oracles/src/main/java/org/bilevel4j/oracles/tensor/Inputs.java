package org.bilevel4j.oracles.tensor;

import java.util.List;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.oracles.graph.Dim;
import org.bilevel4j.oracles.graph.Graph;
import org.bilevel4j.oracles.graph.Leaf;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Value;
import org.bilevel4j.oracles.tensor.Parameters.Parameter;
import org.bilevel4j.oracles.tensor.Parameters.Role;

/** What the losses of one block are made from. */
public final class Inputs {
  private final Graph graph = new Graph();
  private final Parameters parameters;
  private final RowInputs rows;

  Inputs(Parameters parameters, RowInputs rows) {
    this.parameters = parameters;
    this.rows = rows;
  }

  Graph graph() {
    return graph;
  }

  /** The input of a parameter. */
  Value node(Parameter p) {
    return graph.input(
        "parameter " + p.name(),
        p.isOfX() ? Leaf.Known.AT_X : Leaf.Known.AT_POINT,
        new Shape(Dim.of(p.rows()), Dim.of(p.cols()), p.perBlock()));
  }

  /** A row input. */
  Value node(RowInputs.Input input) {
    String label = "row input " + input.name();
    return input.sparse()
        ? graph.add(new Leaf.Sparse(label, input.width()))
        : graph.input(label, Leaf.Known.AT_ROWS, new Shape(Dim.ROWS, Dim.of(input.width()), true));
  }

  /** The ids of the rows. */
  Value ids() {
    return graph.input("row ids", Leaf.Known.AT_ROWS, new Shape(Dim.ROWS, Dim.ONE, true));
  }

  private Tensor parameter(String name, String kind, Role... roles) {
    Parameter p = parameters.named(name);
    for (Role r : roles) {
      if (p.role() == r) {
        return new Tensor(graph, node(p));
      }
    }
    throw new UserError("parameter '" + name + "' is not in " + kind + ".", "the other call.");
  }

  /** A parameter in x, shared or local: rows x cols. */
  public Tensor upper(String name) {
    return parameter(name, "x", Role.SHARED, Role.LOCAL);
  }

  /** A parameter in y_i: rows x cols. */
  public Tensor lower(String name) {
    return parameter(name, "y", Role.LOWER);
  }

  /** A parameter in alpha_i, or in the alpha that all blocks share: rows x cols. */
  public Tensor dual(String name) {
    return parameter(name, "alpha", Role.DUAL, Role.SHARED_DUAL);
  }

  /**
   * A row input of the batch: n x width. A sparse one is the left operand of {@link Tensor#matmul}
   * and of nothing else.
   */
  public Tensor row(String name) {
    for (RowInputs.Input i : rows.inputs()) {
      if (i.name().equals(name)) {
        return new Tensor(graph, node(i));
      }
    }
    List<String> named = rows.inputs().stream().map(RowInputs.Input::name).toList();
    throw Graph.misfit(
        "row",
        "the rows have no input '" + name + "'",
        named.isEmpty()
            ? "these rows have no inputs."
            : "one of " + String.join(", ", named) + ".");
  }

  /** The ids of the rows of the batch in their block, for {@link Tensor#gather}: n x 1. */
  public Tensor rowIds() {
    return new Tensor(graph, ids());
  }

  /** n, the number of rows of the batch: 1 x 1. */
  public Tensor count() {
    return new Tensor(graph, graph.count());
  }

  /** A number: 1 x 1. */
  public Tensor number(double value) {
    return new Tensor(graph, graph.scalar(value));
  }

  /**
   * A constant matrix.
   *
   * @param values rows of equal length, at least one; copied
   */
  public Tensor constant(double[][] values) {
    int cols = values[0].length;
    double[] flat = new double[values.length * cols];
    for (int r = 0; r < values.length; r++) {
      if (values[r].length != cols) {
        throw new UserError(
            "constant: row " + r + " has " + values[r].length + " numbers, row 0 has " + cols + ".",
            "rows of equal length.");
      }
      System.arraycopy(values[r], 0, flat, r * cols, cols);
    }
    return new Tensor(graph, graph.add(new Leaf.Table(values.length, cols, flat)));
  }
}
