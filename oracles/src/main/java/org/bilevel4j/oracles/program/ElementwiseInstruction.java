package org.bilevel4j.oracles.program;

import java.util.List;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.graph.Binary;
import org.bilevel4j.oracles.graph.Primitive;
import org.bilevel4j.oracles.graph.Shape;
import org.bilevel4j.oracles.graph.Unary;
import org.jspecify.annotations.Nullable;

/**
 * A group of element-wise operations on values of one shape, tile by tile: each operation runs as a
 * plain loop over a tile that stays in the first-level cache, and what only the group needs is
 * never written to memory.
 */
final class ElementwiseInstruction implements Instruction {
  /** Elements of a tile. */
  static final int TILE = 1024;

  /** Elements that one thread works on in one go. */
  private static final int PART = 8 * TILE;

  /** Where an operand comes from, or a result goes to. */
  enum Kind {
    /** A fixed number. */
    NUMBER,
    /** A 1 x 1 value that all blocks share. */
    SCALAR,
    /** A 1 x 1 value per block: a number where there is one block, else a register. */
    BLOCK_SCALAR,
    /** A value of the group's shape. */
    WHOLE,
    /** A tile register. */
    REGISTER
  }

  /**
   * An operand or a result.
   *
   * @param kind where it is
   * @param number the number, of a NUMBER
   * @param place where it lies, of a SCALAR, a BLOCK_SCALAR or a WHOLE
   * @param register its register, of a REGISTER or a BLOCK_SCALAR
   */
  record Operand(Kind kind, double number, @Nullable Place place, int register) {
    /** Whether it may be read from a tile register. */
    boolean hasRegister() {
      return kind == Kind.REGISTER || kind == Kind.BLOCK_SCALAR;
    }

    static Operand number(double value) {
      return new Operand(Kind.NUMBER, value, null, 0);
    }

    static Operand at(Kind kind, Place place) {
      return new Operand(kind, 0, place, 0);
    }

    static Operand perBlock(Place place, int r) {
      return new Operand(Kind.BLOCK_SCALAR, 0, place, r);
    }

    static Operand register(int r) {
      return new Operand(Kind.REGISTER, 0, null, r);
    }
  }

  /**
   * An operation of the group.
   *
   * @param op unary, binary, or null for a copy
   * @param a first operand
   * @param b second operand, of a binary one
   * @param out a WHOLE or a REGISTER
   */
  record Action(@Nullable Primitive op, Operand a, @Nullable Operand b, Operand out) {}

  /**
   * A smaller value that is repeated into a register before the operations.
   *
   * @param from the value
   * @param register where it goes
   */
  record Load(Place from, int register) {}

  private final Shape shape;
  private final List<Load> loads;
  private final Action[] actions;
  private final int registers;

  ElementwiseInstruction(Shape shape, List<Load> loads, List<Action> actions, int registers) {
    this.shape = shape;
    this.loads = List.copyOf(loads);
    this.actions = actions.toArray(new Action[0]);
    this.registers = registers;
  }

  @Override
  public void run(Replay r) {
    int n = r.binding().elements(shape);
    int parts = (n + PART - 1) / PART;
    if (parts <= 1 || r.threads() == 1) {
      range(r, 0, n, r.registers(registers));
      return;
    }
    r.share(
        parts,
        (long) n * actions.length * 2,
        p -> range(r, p * PART, Math.min(n, (p + 1) * PART), r.registersOfThread(registers)));
  }

  private void range(Replay r, int from, int to, Mat space) {
    for (int s = from; s < to; s += TILE) {
      tile(r, s, Math.min(TILE, to - s), space);
    }
  }

  private void tile(Replay r, int s, int n, Mat space) {
    boolean oneBlock = r.binding().blocks() == 1;
    for (int l = 0; l < loads.size(); l++) {
      if (!(oneBlock && loads.get(l).from.shape().isScalar())) {
        load(r, loads.get(l), s, n, space);
      }
    }
    Tiles t = r.tiles();
    for (Action x : actions) {
      Mat out = array(r, x.out, space);
      int to = start(r, x.out, s);
      Operand b = x.b;
      if (x.op instanceof Binary f && b != null) {
        if (isNumber(x.a, oneBlock) && isNumber(b, oneBlock)) {
          t.fill(f.of(number(r, x.a), number(r, b)), out, to, n);
        } else if (isNumber(x.a, oneBlock)) {
          t.numberLeft(f, number(r, x.a), array(r, b, space), start(r, b, s), out, to, n);
        } else if (isNumber(b, oneBlock)) {
          t.numberRight(f, array(r, x.a, space), start(r, x.a, s), number(r, b), out, to, n);
        } else {
          Mat left = array(r, x.a, space);
          t.binary(f, left, start(r, x.a, s), array(r, b, space), start(r, b, s), out, to, n);
        }
      } else if (isNumber(x.a, oneBlock)) {
        t.fill(number(r, x.a), out, to, n);
        if (x.op instanceof Unary f) {
          t.unary(f, out, to, out, to, n);
        }
      } else if (x.op instanceof Unary f) {
        t.unary(f, array(r, x.a, space), start(r, x.a, s), out, to, n);
      } else {
        t.copy(array(r, x.a, space), start(r, x.a, s), out, to, n);
      }
    }
  }

  private static boolean isNumber(Operand o, boolean oneBlock) {
    return o.kind == Kind.NUMBER
        || o.kind == Kind.SCALAR
        || (o.kind == Kind.BLOCK_SCALAR && oneBlock);
  }

  private static double number(Replay r, Operand o) {
    Place p = o.place;
    return p == null ? o.number : r.tiles().get(r.frame(p).all(), r.frame(p).offset(p));
  }

  private static Mat array(Replay r, Operand o, Mat space) {
    Place p = o.kind == Kind.BLOCK_SCALAR ? null : o.place;
    return p == null ? space : r.frame(p).all();
  }

  private static int start(Replay r, Operand o, int s) {
    Place p = o.kind == Kind.BLOCK_SCALAR ? null : o.place;
    return p == null ? o.register * TILE : r.frame(p).offset(p) + s;
  }

  /** Repeats a smaller value over the elements of a tile, block by block. */
  private void load(Replay r, Load l, int s, int n, Mat space) {
    Place p = l.from;
    Shape small = p.shape();
    Binding bound = r.binding();
    boolean byRow = !small.rows().isOne() || shape.rows().isOne();
    boolean byCol = !small.cols().isOne() || shape.cols().isOne();
    Mat from = r.frame(p).all();
    int at = r.frame(p).offset(p);
    int to = l.register * TILE;
    int block = shape.perBlock() ? bound.blockOf(shape, s) : 0;
    for (int done = 0; done < n; block++) {
      int begin = bound.start(shape, block);
      int end = shape.perBlock() ? bound.start(shape, block + 1) : n + s;
      int local = s + done - begin;
      int some = Math.min(n - done, end - s - done);
      if (some == 0) {
        continue; // a block without elements
      }
      int cols = shape.cols().at(shape.perBlock() ? bound.rows(block) : 0);
      r.tiles()
          .repeat(
              from,
              at + bound.start(small, block),
              byRow,
              byCol,
              cols,
              local,
              space,
              to + done,
              some);
      done += some;
    }
  }

  @Override
  public String toString() {
    StringBuilder s = new StringBuilder("elementwise " + shape + ":");
    for (Load l : loads) {
      s.append(" load ").append(l.from.shape());
    }
    for (Action x : actions) {
      s.append(' ').append(x.op == null ? "copy" : x.op.name());
    }
    return s.toString();
  }
}
