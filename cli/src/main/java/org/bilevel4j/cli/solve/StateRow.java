package org.bilevel4j.cli.solve;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;

/**
 * A solver's state as named numbers: x, then lambda or alpha, then y, then what else the solver
 * keeps, each once and by its own name; x is the one it shows, with everything caught up. A block
 * that was not touched yet shows the values it will start with; an empty text where its first batch
 * decides on them.
 */
final class StateRow implements StateVisitor {
  private static final MathContext DIGITS = new MathContext(17);

  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final SolverState state;
  private final Optional<Blocks> lower;
  private final Dual dual;

  private StateRow(SolverState state) {
    StateNames own = StateNames.of(state);
    this.state = state;
    this.lower = own.y();
    this.dual = own.alpha();
  }

  /** A state as it is now; it is not changed. */
  static StateRow of(SolverState state) {
    StateRow row = new StateRow(state);
    row.put("x", state.currentX());
    state.weights().ifPresent(w -> row.put("lambda", w));
    if (row.dual instanceof Dual.PerBlock each) {
      row.put("alpha", each.alpha());
    } else if (row.dual instanceof Dual.Shared one) {
      row.put("alpha", one.alpha());
    }
    row.lower.ifPresent(y -> row.put("y", y));
    state.visit(row);
    return row;
  }

  /** The names, each of its own. */
  List<String> names() {
    return names;
  }

  /** The numbers with 17 significant digits. */
  List<String> values() {
    return values;
  }

  @Override
  public void vec(String name, Vec v) {
    boolean shown =
        v == state.x()
            || (name.equals("lambda") && state.weights().isPresent())
            || (dual instanceof Dual.Shared one && v == one.alpha());
    if (!shown) {
      put(name, v);
    }
  }

  @Override
  public void blocks(String name, Blocks b) {
    boolean shown =
        (lower.isPresent() && b == lower.get())
            || (dual instanceof Dual.PerBlock each && b == each.alpha());
    if (!shown) {
      put(name, b);
    }
  }

  @Override
  public void numbers(String name, double[] all) {
    for (int j = 0; j < all.length; j++) {
      put(name + "_" + j, all[j]);
    }
  }

  @Override
  public void counters(String name, long[] all) {
    for (int j = 0; j < all.length; j++) {
      names.add(name + "_" + j);
      values.add(Long.toString(all[j]));
    }
  }

  private void put(String name, Vec v) {
    for (int j = 0; j < v.dim(); j++) {
      put(name + "_" + j, v.get(j));
    }
  }

  private void put(String name, Blocks b) {
    Blocks copy = b.copy(); // touching a block of the state itself would change it
    for (int p = 0; p < b.set().size(); p++) {
      int id = b.set().id(p);
      boolean touched = b.isTouched(id);
      Vec v = copy.at(id);
      for (int j = 0; j < v.dim(); j++) {
        names.add(name + "_" + id + "_" + j);
        values.add(touched || !Double.isNaN(v.get(j)) ? text(v.get(j)) : "");
      }
    }
  }

  private void put(String name, double value) {
    names.add(name);
    values.add(text(value));
  }

  /** All 17 digits that tell any two numbers apart, as in -1.2500000000000000e-01. */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    String sign = value < 0 || 1 / value < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0.0000000000000000e+00";
    }
    BigDecimal rounded = new BigDecimal(Math.abs(value)).round(DIGITS);
    StringBuilder digits = new StringBuilder(rounded.unscaledValue().toString());
    int exponent = digits.length() - 1 - rounded.scale();
    while (digits.length() < DIGITS.getPrecision()) {
      digits.append('0');
    }
    int size = Math.abs(exponent);
    return sign
        + digits.insert(1, '.')
        + (exponent < 0 ? "e-" : "e+")
        + (size < 10 ? "0" : "")
        + size;
  }
}
