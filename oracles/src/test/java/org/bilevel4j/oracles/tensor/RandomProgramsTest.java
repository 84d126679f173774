package org.bilevel4j.oracles.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.oracles.check.CheckFinding;
import org.bilevel4j.oracles.check.CheckInput;
import org.bilevel4j.oracles.check.CheckResult;
import org.bilevel4j.oracles.check.DerivativeCheck;
import org.junit.jupiter.api.Test;

/** 500 random programs over all operations, in three blocks of different numbers of rows. */
class RandomProgramsTest {
  private static final int PROGRAMS = 500;
  private static final double BOUND = 1e-9;
  private static final int BLOCKS = 3;

  /** The worst relative error of a kind of answer, and whose. */
  private static final class Worst {
    private final Map<String, Double> errors = new TreeMap<>();
    private final Map<String, Long> seeds = new TreeMap<>();

    void add(String what, long seed, double error) {
      double e = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
      if (e >= errors.getOrDefault(what, -1.0)) {
        errors.put(what, e);
        seeds.put(what, seed);
      }
    }

    @Override
    public String toString() {
      StringBuilder s = new StringBuilder();
      errors.forEach(
          (what, e) ->
              s.append(
                  String.format(Locale.ROOT, "%-28s %.1e (seed %d)%n", what, e, seeds.get(what))));
      return s.toString();
    }
  }

  private static double[] random(Rng rng, int n) {
    double[] v = new double[n];
    for (int j = 0; j < n; j++) {
      v[j] = rng.uniform(-1, 1);
    }
    return v;
  }

  @Test
  void should_equal_nested_forward_derivatives() {
    Worst worst = new Worst();
    Map<String, Integer> used = new TreeMap<>();
    for (long seed = 0; seed < PROGRAMS; seed++) {
      RandomModel model = RandomModel.of(seed, true);
      compare(seed, model, worst);
      model.lower().used().forEach((op, n) -> used.merge(op, n, Integer::sum));
      model.upper().used().forEach((op, n) -> used.merge(op, n, Integer::sum));
    }
    System.out.println("against nested forward derivatives:\n" + worst + "operations: " + used);
    assertThat(worst.errors).allSatisfy((what, e) -> assertThat(e).as(what).isLessThan(BOUND));
  }

  private static void compare(long seed, RandomModel model, Worst worst) {
    AutodiffProblem problem = AutodiffProblem.of(model);
    Rng rng = Key.of(seed).child("point").rng();
    BlockSet set = BlockSet.all(BLOCKS);
    Vec x = Vec.of(random(rng, problem.upperDim()));
    Vec u = Vec.of(random(rng, problem.upperDim()));
    Blocks y = Blocks.zeros(set, problem.lowerDims());
    Blocks v = Blocks.zeros(set, problem.lowerDims());
    int dy = problem.lowerDims().max();
    int own = RandomLoss.WIDTH;
    int shared = problem.upperDim() - BLOCKS * own;
    Vec[] alpha = new Vec[BLOCKS];
    for (int i = 0; i < BLOCKS; i++) {
      y.atPosition(i).copyFrom(random(rng, dy), 0);
      v.atPosition(i).copyFrom(random(rng, dy), 0);
      alpha[i] = Vec.of(random(rng, RandomLoss.WIDTH));
    }
    Blocks a = Blocks.zeros(set, Dims.uniform(BLOCKS, own));
    for (int i = 0; i < BLOCKS; i++) {
      a.atPosition(i).copyFrom(alpha[i]);
    }
    try (Workspace workspace = Workspace.single()) {
      Oracle oracle = problem.open(workspace);
      LowerPoints g = oracle.lower(set, x, y, Draw.full());
      UpperPoints f = oracle.upper(set, x, y, new Dual.PerBlock(a), Draw.full());
      for (int i = 0; i < BLOCKS; i++) {
        double[] xi = new double[shared + own];
        double[] ui = new double[shared + own];
        for (int j = 0; j < xi.length; j++) {
          int at = j < shared ? j : shared + i * own + j - shared;
          xi[j] = x.get(at);
          ui[j] = u.get(at);
        }
        double[] yi = y.at(i).toArray();
        NaiveBlock lower = new NaiveBlock(model, model.lower(), i, xi, yi, alpha[i].toArray());
        NaiveBlock upper = new NaiveBlock(model, model.upper(), i, xi, yi, alpha[i].toArray());
        int n = xi.length + dy + own;
        double[] alongY = new double[n];
        System.arraycopy(v.at(i).toArray(), 0, alongY, xi.length, dy);
        double[] alongX = new double[n];
        System.arraycopy(ui, 0, alongX, 0, ui.length);
        NaiveBlock.Derivatives byY = lower.derivatives(alongY, 0, xi.length + dy);
        NaiveBlock.Derivatives byX = lower.derivatives(alongX, xi.length, xi.length + dy);
        NaiveBlock.Derivatives above = upper.derivatives(new double[n], 0, n);
        Weights only = only(set, i);
        worst.add("g", seed, error(g.values().get(i), byY.value()));
        worst.add("f", seed, error(f.values().get(i), above.value()));
        worst.add("grad_y g", seed, error(g.gradY().at(i).toArray(), byY.gradient(), xi.length));
        worst.add("grad_x g", seed, error(local(g.gradX(only), i, shared), byY.gradient(), 0));
        worst.add("grad_y f", seed, error(f.gradY().at(i).toArray(), above.gradient(), xi.length));
        worst.add("grad_x f", seed, error(local(f.gradX(only), i, shared), above.gradient(), 0));
        worst.add(
            "grad_alpha f",
            seed,
            error(f.gradDual().at(i).toArray(), above.gradient(), xi.length + dy));
        worst.add("H v", seed, error(g.hvpYY(v).at(i).toArray(), byY.mixed(), xi.length));
        worst.add("J v", seed, error(local(g.crossXY(only, v), i, shared), byY.mixed(), 0));
        worst.add("J^T u", seed, error(g.crossYX(u).at(i).toArray(), byX.mixed(), xi.length));
      }
    }
  }

  private static Weights only(BlockSet set, int block) {
    Vec w = Vec.zeros(set.size());
    w.set(block, 1);
    return Weights.over(set, w);
  }

  /** The shared part of x, then that of a block. */
  private static double[] local(Vec x, int block, int shared) {
    int own = RandomLoss.WIDTH;
    double[] all = new double[shared + own];
    for (int j = 0; j < all.length; j++) {
      all[j] = x.get(j < shared ? j : shared + block * own + j - shared);
    }
    return all;
  }

  private static double error(double value, double expected) {
    return Math.abs(value - expected) / Math.max(1, Math.abs(expected));
  }

  private static double error(double[] value, double[] expected, int from) {
    double scale = 1;
    double error = 0;
    for (int j = 0; j < value.length; j++) {
      scale = Math.max(scale, Math.abs(expected[from + j]));
      double e = Math.abs(value[j] - expected[from + j]);
      error = Double.isNaN(e) ? Double.POSITIVE_INFINITY : Math.max(error, e);
    }
    return error / scale;
  }

  @Test
  void should_equal_central_differences() {
    Worst worst = new Worst();
    StringBuilder failures = new StringBuilder();
    for (long seed = 0; seed < PROGRAMS; seed++) {
      AutodiffProblem problem = AutodiffProblem.of(RandomModel.of(seed, false));
      Key key = Key.of(seed).child("check");
      CheckInput at = CheckInput.random(problem, key, BLOCKS, Batch.full(), Batch.full());
      CheckResult found = DerivativeCheck.of(problem).at(at, key);
      for (CheckFinding f : found.findings()) {
        worst.add(f.what(), seed, f.relativeError());
      }
      found
          .failures()
          .forEach(f -> failures.append(problem.name()).append(": ").append(f).append('\n'));
    }
    System.out.println("against central differences:\n" + worst);
    assertThat(failures.toString()).isEmpty();
  }
}
