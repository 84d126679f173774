package org.bilevel4j.cli.solve;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bilevel4j.cli.config.Fields;
import org.bilevel4j.cli.config.Node;
import org.bilevel4j.cli.config.Node.Mapping;
import org.bilevel4j.cli.solve.Entries.Dim;
import org.bilevel4j.core.math.SymmetricEigen;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.set.Ball;
import org.bilevel4j.core.set.Box;
import org.bilevel4j.core.set.ConvexSet;
import org.bilevel4j.core.set.Simplex;
import org.bilevel4j.core.util.UserError;
import org.bilevel4j.quadratic.AffineConstraints;
import org.bilevel4j.quadratic.QuadraticBlock;
import org.bilevel4j.quadratic.QuadraticForm;

/** One entry of "blocks": dimensions, losses, sets, constraints. */
final class BlockReader {
  private static final List<String> KEYS =
      List.of(
          "lowerDim",
          "dualDim",
          "f",
          "g",
          "lowerSet",
          "dualSet",
          "lowerInequality",
          "lowerEquality");
  private static final Set<String> SYMMETRIC = Set.of("xx", "yy", "aa");
  private static final List<String> LOWER = List.of("xx", "x", "yy", "y", "xy", "c");
  private static final List<String> UPPER =
      List.of("xx", "x", "yy", "y", "xy", "ax", "ay", "a", "aa", "c");
  private static final double ROUND_OFF = 1e-12;

  private final Dim dx;
  private final DualSide.Kind kind;
  private final Fields whole;
  private final boolean many;

  /**
   * A reader of blocks.
   *
   * @param dx dimension of x
   * @param kind the dual side
   * @param whole the problem's own keys, of which "dualSet" is every block's unless it has one
   * @param many whether a lower level may have many minimisers
   */
  BlockReader(Dim dx, DualSide.Kind kind, Fields whole, boolean many) {
    this.dx = dx;
    this.kind = kind;
    this.whole = whole;
    this.many = many;
  }

  QuadraticBlock read(Node node) {
    if (!(node instanceof Mapping group)) {
      throw Entries.wrong(node, "must be a block, { ... }.");
    }
    Fields f = new Fields(group, KEYS);
    f.requireValue("lowerDim");
    Dim dy = new Dim(f.count("lowerDim", 0, 0), "lowerDim");
    Dim da = new Dim(dualDim(f), "dualDim");
    QuadraticForm upper = form(f, "f", UPPER, dy, da);
    QuadraticForm lower = form(f, "g", LOWER, dy, new Dim(0, "g has no dual"));
    ConvexSet lowerSet = SetReader.read(f, "lowerSet", dy);
    ConvexSet dualSet = dualSet(f, da);
    checkLower(f, lower, lowerSet, dy);
    checkDual(f, da, dualSet);
    QuadraticBlock free = new QuadraticBlock(upper, lower, lowerSet, dualSet);
    return constrained(f, free, dy);
  }

  private QuadraticBlock constrained(Fields f, QuadraticBlock free, Dim dy) {
    Map<String, Vec> inequality = constraints(f, "lowerInequality", dy);
    Map<String, Vec> equality = constraints(f, "lowerEquality", dy);
    if (inequality.isEmpty() && equality.isEmpty()) {
      return free;
    }
    if (!free.lowerSet().isAll() && !(free.lowerSet() instanceof Box)) {
      throw new UserError(
          f.node("lowerSet").where()
              + " must be a box, nonnegative or all beside 'lowerInequality' or 'lowerEquality'.");
    }
    return free.withConstraints(AffineConstraints.of(dx.size(), dy.size(), inequality, equality));
  }

  /** The entries x, y and c of a constraint; "y" says how many rows there are. */
  private Map<String, Vec> constraints(Fields block, String key, Dim dy) {
    if (!block.has(key)) {
      return Map.of();
    }
    Fields f = block.fields(key, Set.of("x", "y", "c"));
    f.requireValue("y");
    Dim rows = new Dim(Entries.length(f, "y"), "the rows of 'y'");
    if (rows.size() == 0 || dy.size() == 0) {
      throw f.error("y", "must have a row for every constraint and a column for every entry of y.");
    }
    Map<String, Vec> out = new LinkedHashMap<>();
    out.put("y", Entries.matrix(f.node("y"), rows, dy));
    if (f.has("x")) {
      out.put("x", Entries.matrix(f.node("x"), rows, dx));
    }
    if (f.has("c")) {
      out.put("c", Entries.vector(f.node("c"), rows));
    }
    return out;
  }

  private int dualDim(Fields f) {
    boolean has = kind == DualSide.Kind.PER_BLOCK || kind == DualSide.Kind.SHARED;
    if (has) {
      f.requireValue("dualDim");
    }
    int dim = f.count("dualDim", has ? 1 : 0, 0);
    if (!has && dim > 0) {
      throw f.error("dualDim", "must be 0, as the problem's 'dual' is \"none\".");
    }
    return dim;
  }

  private ConvexSet dualSet(Fields f, Dim da) {
    if (!f.has("dualSet")) {
      return SetReader.read(whole, "dualSet", da);
    }
    if (kind != DualSide.Kind.PER_BLOCK) {
      throw new UserError(
          f.node("dualSet").where() + " is there, but the blocks have no duals of their own.",
          "\"dual\": \"per-block\", or a 'dualSet' beside 'dual' for a shared one.");
    }
    return SetReader.read(f, "dualSet", da);
  }

  private QuadraticForm form(Fields block, String key, List<String> keys, Dim dy, Dim da) {
    if (key.equals("f") || dy.size() > 0) {
      block.requireValue(key);
    }
    Fields f = block.fields(key, Set.copyOf(keys));
    Map<String, Vec> entries = new LinkedHashMap<>();
    for (String entry : keys) {
      if (!entry.equals("c") && f.has(entry)) {
        entries.put(entry, entry(f.node(entry), entry, dy, da));
      }
    }
    double c = f.has("c") ? Entries.number(f.node("c")) : 0;
    return QuadraticForm.of(dx.size(), dy.size(), da.size(), entries, c);
  }

  private Vec entry(Node node, String key, Dim dy, Dim da) {
    Dim rows = dim(key.charAt(0), dy, da);
    if (key.length() == 1) {
      return Entries.vector(node, rows);
    }
    return SYMMETRIC.contains(key)
        ? Entries.symmetric(node, rows)
        : Entries.matrix(node, rows, dim(key.charAt(1), dy, da));
  }

  private Dim dim(char variable, Dim dy, Dim da) {
    return variable == 'x' ? dx : variable == 'y' ? dy : da;
  }

  private static SymmetricEigen eigen(Fields block, String form, String key, Dim dim) {
    Fields f = block.fields(form, Set.copyOf(UPPER));
    Vec matrix =
        f.has(key) ? Entries.symmetric(f.node(key), dim) : Vec.zeros(dim.size() * dim.size());
    return SymmetricEigen.of(matrix, dim.size());
  }

  private static String rounded(double value) {
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toString();
  }

  private void checkLower(Fields block, QuadraticForm g, ConvexSet lowerSet, Dim dy) {
    SymmetricEigen e = eigen(block, "g", "yy", dy);
    double flat = ROUND_OFF * e.radius();
    if (dy.size() == 0 || e.smallest() > flat) {
      return;
    }
    String where = block.group("g").where();
    if (!many || e.smallest() < -flat) {
      throw new UserError(
          where
              + ".yy must be positive "
              + (many ? "semidefinite" : "definite")
              + ", so that y has "
              + (many ? "a" : "one")
              + " minimiser, but its smallest eigenvalue is "
              + rounded(e.smallest())
              + ".",
          e.smallest() < -flat
              ? ""
              : "solver " + String.join(" or ", ProblemReader.MANY_MINIMISERS) + ".");
    }
    for (int i = 0; i < dy.size() && !isBounded(lowerSet); i++) {
      if (e.value(i) <= flat && slope(g, e, i) > 1e-9) {
        throw new UserError(
            where + " falls without bound in y: [y] or [xy] has a part where [yy] is 0.",
            "a bounded 'lowerSet'.");
      }
    }
  }

  /** How steep g is along an eigenvector of [yy], at x = 0 and as x moves. */
  private static double slope(QuadraticForm g, SymmetricEigen e, int i) {
    Vec v = Vec.zeros(g.lowerDim());
    for (int j = 0; j < v.dim(); j++) {
      v.set(j, e.vector(i, j));
    }
    Vec zero = Vec.zeros(g.upperDim());
    Vec linear = Vec.zeros(v.dim());
    g.addGradY(1, zero, Vec.zeros(v.dim()), Vec.zeros(0), linear);
    Vec cross = Vec.zeros(g.upperDim());
    g.addCrossXY(1, v, cross);
    return Math.max(Math.abs(linear.dot(v)), cross.norm());
  }

  private static boolean isBounded(ConvexSet set) {
    return set instanceof Ball
        || set instanceof Simplex
        || (set instanceof Box b && b.low().isFinite() && b.high().isFinite());
  }

  private static void checkDual(Fields block, Dim da, ConvexSet dualSet) {
    SymmetricEigen e = eigen(block, "f", "aa", da);
    boolean bounded = isBounded(dualSet);
    double least = ROUND_OFF * e.radius();
    if (da.size() > 0 && (e.smallest() < -least || (!bounded && !(e.smallest() > least)))) {
      throw new UserError(
          block.group("f").where()
              + ".aa must be positive "
              + (bounded ? "semidefinite" : "definite")
              + ", so that alpha has a maximiser, but its smallest eigenvalue is "
              + rounded(e.smallest())
              + ".",
          bounded ? "" : "a bounded 'dualSet' if it is meant to be 0.");
    }
  }
}
