package org.bilevel4j.core.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.solver.PlateauRule;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;
import org.bilevel4j.core.solver.WatchedValue;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the losses f_i(x, alpha, y_i) on the full upper rows at the current iterate; remembers
 * the best watched value, and drives plateau rules. Its looks are not counted as solver cost and
 * never see test data.
 */
final class ValidationMonitor<S extends SolverState> implements AutoCloseable {
  private static final int BEST = 0;
  private static final int BAD = 1;
  private static final int REDUCTIONS = 2;

  /** Rows that are looked at together, unless a single block has more. */
  private static final long ROWS = 1 << 15;

  private final BilevelProblem problem;
  private final Workspace workspace;
  private final BlockSet all;
  private final Judge<S> judge;
  private final WatchedValue watched;
  private @Nullable Oracle oracle;
  private final Map<PlateauRule, double[]> rules = new LinkedHashMap<>();
  private final double[] own = {Double.POSITIVE_INFINITY, 0, 0};

  /** Says which lower variables a look is at. */
  @FunctionalInterface
  interface Judge<S extends SolverState> {
    /** With an oracle and a workspace that are the watch's own. */
    Blocks lower(S s, Oracle oracle, Workspace workspace);
  }

  /**
   * What a look has seen.
   *
   * @param objective what the problem asks for
   * @param weighted the sum with the solver's weights
   * @param largest max_i |f_i|
   */
  record Look(double objective, double weighted, double largest) {
    double of(WatchedValue which) {
      return which == WatchedValue.OBJECTIVE ? objective : weighted;
    }
  }

  ValidationMonitor(
      BilevelProblem problem, WorkerTeam team, BlockSet all, WatchedValue watched, Judge<S> judge) {
    this.judge = judge;
    this.problem = problem;
    this.workspace = new Workspace(team);
    this.all = all;
    this.watched = watched;
  }

  double reduction(PlateauRule rule) {
    double[] state = rules.computeIfAbsent(rule, r -> fresh());
    return StrictMath.pow(rule.factor(), state[REDUCTIONS]);
  }

  private static double[] fresh() {
    return new double[] {Double.POSITIVE_INFINITY, 0, 0};
  }

  /** Whether somebody looks after this many steps. */
  boolean isDue(long steps, int watchEvery) {
    if (watchEvery > 0 && steps % watchEvery == 0) {
      return true;
    }
    for (PlateauRule rule : rules.keySet()) {
      if (steps % rule.every() == 0) {
        return true;
      }
    }
    return false;
  }

  /** Updates every rule that is due. */
  void update(long steps, Look now) {
    rules.forEach(
        (rule, state) -> {
          if (steps % rule.every() == 0
              && !improve(state, now.of(rule.watched()))
              && state[BAD] > rule.patience()) {
            state[REDUCTIONS]++;
            state[BAD] = 0;
          }
        });
  }

  /** Records a look of the run itself; true when it is a new best. */
  boolean record(Look now) {
    return improve(own, now.of(watched));
  }

  double looksSinceBest() {
    return own[BAD];
  }

  private static boolean improve(double[] state, double value) {
    double bar = state[BEST] - PlateauRule.THRESHOLD * Math.abs(state[BEST]);
    if (value < (state[BEST] == Double.POSITIVE_INFINITY ? state[BEST] : bar)) {
      state[BEST] = value;
      state[BAD] = 0;
      return true;
    }
    state[BAD]++;
    return false;
  }

  /** The losses of a state; blocks that are looked at for the first time begin now. */
  Look look(S s) {
    return asked((o, w) -> look(s, o, judge.lower(s, o, w), s.dual()));
  }

  @Override
  public void close() {
    try (workspace) {
      if (oracle != null) {
        oracle.close();
      }
    }
  }

  /** The losses of a state, in which no block begins. */
  Look peek(S s) {
    return asked((o, w) -> look(s, o, judge.lower(s, o, w).view(), Snapshot.view(s.dual())));
  }

  /** The losses of a state that is made to be looked at. */
  Look peek(BiFunction<Oracle, Workspace, S> made) {
    return asked(
        (o, w) -> {
          S s = made.apply(o, w);
          return look(s, o, judge.lower(s, o, w), s.dual());
        });
  }

  private Look look(S s, Oracle asked, Blocks lower, Dual dual) {
    Vec x = s.currentX();
    Losses f =
        problem.upperRowsDrawn(all, Draw.full()) <= ROWS
            ? Losses.of(asked.upper(all, x, lower, dual, Draw.full()))
            : inParts(asked, x, lower, dual);
    return new Look(
        WatchedValue.OBJECTIVE.of(problem, f.values, f.objectives, s.weights()),
        WatchedValue.WEIGHTED.of(problem, f.values, f.objectives, s.weights()),
        f.objectives.maxAbs());
  }

  private record Losses(Vec values, Vec objectives) {
    static Losses of(UpperPoints points) {
      return new Losses(points.values(), points.objectives());
    }
  }

  /** The losses of a few blocks at a time, so that memory does not grow with their number. */
  private Losses inParts(Oracle asked, Vec x, Blocks lower, Dual dual) {
    List<Losses> parts = new ArrayList<>();
    int from = 0;
    while (from < all.size()) {
      int to = from;
      long rows = 0;
      do {
        rows += rows(to);
        to++;
      } while (to < all.size() && rows + rows(to) <= ROWS);
      BlockSet part = part(from, to);
      workspace.within(
          () -> {
            Losses f = Losses.of(asked.upper(part, x, lower, dual, Draw.full()));
            parts.add(new Losses(f.values.copy(), f.objectives.copy()));
          });
      from = to;
    }
    return new Losses(
        joined(parts.stream().map(Losses::values)), joined(parts.stream().map(Losses::objectives)));
  }

  private long rows(int position) {
    return problem.upperRowsDrawn(part(position, position + 1), Draw.full());
  }

  private BlockSet part(int from, int to) {
    return BlockSet.of(all.blocks(), IntStream.range(from, to).map(all::id).toArray());
  }

  private static Vec joined(Stream<Vec> parts) {
    return Vec.wrap(parts.flatMapToDouble(p -> Arrays.stream(p.toArray())).toArray());
  }

  private Look asked(BiFunction<Oracle, Workspace, Look> question) {
    Oracle own = oracle;
    if (own == null) {
      own = problem.open(workspace);
      oracle = own;
    }
    Look seen = question.apply(own, workspace);
    workspace.reset();
    return seen;
  }

  void visit(StateVisitor v, boolean whole) {
    v.numbers("watch", own);
    long[] size = {rules.size()};
    v.counters("rules", size);
    double[][] kept = rules.values().toArray(new double[0][]);
    PlateauRule[] named = rules.keySet().toArray(new PlateauRule[0]);
    for (int r = 0; r < size[0]; r++) {
      double[] key = new double[3];
      long[] which = new long[1];
      if (r < named.length) {
        key = new double[] {named[r].factor(), named[r].patience(), named[r].every()};
        which[0] = named[r].watched().ordinal();
      }
      double[] state = r < kept.length ? kept[r] : fresh();
      v.numbers("rule." + r + ".key", key);
      if (whole) {
        v.counters("rule." + r + ".watched", which);
      }
      v.numbers("rule." + r + ".state", state);
      WatchedValue watches = WatchedValue.values()[(int) which[0]];
      rules.put(new PlateauRule(key[0], (int) key[1], (int) key[2], watches), state);
    }
  }
}
