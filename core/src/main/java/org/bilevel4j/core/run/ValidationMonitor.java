package org.bilevel4j.core.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.BilevelProblem;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.solver.PlateauRule;
import org.bilevel4j.core.solver.SolverState;
import org.bilevel4j.core.solver.StateVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the validation value sum_i w_i f_i(x, alpha, y_i) on the full upper rows at the current
 * iterate, w = lambda or 1/m; remembers the best, and drives plateau rules. Its looks are not
 * counted as solver cost and never see test data.
 */
final class ValidationMonitor implements AutoCloseable {
  private static final int BEST = 0;
  private static final int BAD = 1;
  private static final int REDUCTIONS = 2;

  private final BilevelProblem problem;
  private final Workspace workspace;
  private final BlockSet all;
  private final Judge judge;
  private @Nullable Oracle oracle;
  private final Map<PlateauRule, double[]> rules = new LinkedHashMap<>();
  private final double[] own = {Double.POSITIVE_INFINITY, 0, 0};

  /** Says which lower variables a look is at. */
  @FunctionalInterface
  interface Judge {
    /** With an oracle and a workspace that are the watch's own. */
    Blocks lower(Oracle oracle, Workspace workspace);
  }

  ValidationMonitor(BilevelProblem problem, WorkerTeam team, BlockSet all, Judge judge) {
    this.judge = judge;
    this.problem = problem;
    this.workspace = new Workspace(team);
    this.all = all;
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

  /** The value now; updates every rule that is due. */
  double look(long steps, SolverState s) {
    double value = value(s);
    rules.forEach(
        (rule, state) -> {
          if (steps % rule.every() == 0 && !improve(state, value) && state[BAD] > rule.patience()) {
            state[REDUCTIONS]++;
            state[BAD] = 0;
          }
        });
    return value;
  }

  /** Records a look of the run itself; true when it is a new best. */
  boolean record(double value) {
    return improve(own, value);
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

  private double value(SolverState s) {
    if (oracle == null) {
      oracle = problem.open(workspace);
    }
    Vec f =
        oracle
            .upper(all, s.currentX(), judge.lower(oracle, workspace), s.dual(), Draw.full())
            .values();
    Weights w = s.weights().map(Weights::of).orElse(Weights.mean(all));
    double sum = 0;
    for (int i = 0; i < f.dim(); i++) {
      sum += w.at(i) * f.get(i);
    }
    workspace.reset();
    return sum;
  }

  @Override
  public void close() {
    try (workspace) {
      if (oracle != null) {
        oracle.close();
      }
    }
  }

  void visit(StateVisitor v) {
    v.numbers("watch", own);
    long[] size = {rules.size()};
    v.counters("rules", size);
    double[][] kept = rules.values().toArray(new double[0][]);
    PlateauRule[] named = rules.keySet().toArray(new PlateauRule[0]);
    for (int r = 0; r < size[0]; r++) {
      double[] key =
          r < named.length
              ? new double[] {named[r].factor(), named[r].patience(), named[r].every()}
              : new double[3];
      double[] state = r < kept.length ? kept[r] : fresh();
      v.numbers("rule." + r + ".key", key);
      v.numbers("rule." + r + ".state", state);
      rules.put(new PlateauRule(key[0], (int) key[1], (int) key[2]), state);
    }
  }
}
