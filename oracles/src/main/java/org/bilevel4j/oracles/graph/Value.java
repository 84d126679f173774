package org.bilevel4j.oracles.graph;

import java.util.List;

/** A value of a graph: a primitive on other values. Made by {@link Graph} only. */
public final class Value {
  private final int id;
  private final Primitive op;
  private final List<Value> in;
  private final Shape shape;

  Value(int id, Primitive op, List<Value> in, Shape shape) {
    this.id = id;
    this.op = op;
    this.in = in;
    this.shape = shape;
  }

  /** Its number; operands have smaller ones. */
  public int id() {
    return id;
  }

  /** Its primitive. */
  public Primitive op() {
    return op;
  }

  /** Its operands. */
  public List<Value> in() {
    return in;
  }

  /** An operand. */
  public Value in(int operand) {
    return in.get(operand);
  }

  /** Its shape. */
  public Shape shape() {
    return shape;
  }

  /** Whether each block has its own. */
  public boolean perBlock() {
    return shape.perBlock();
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("%" + id + " = " + op.name() + "(");
    for (int i = 0; i < in.size(); i++) {
      s.append(i == 0 ? "%" : ", %").append(in.get(i).id);
    }
    return s.append(") : ").append(shape).append(shape.perBlock() ? " per block" : "").toString();
  }
}
