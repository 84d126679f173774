package org.bilevel4j.oracles.check;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.DualSide;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.random.Rng;

/** Gradients against differences of values, and weighted sums against their terms. */
final class FirstDerivativeChecks {
  private final CheckRun run;
  private final BlockSet set;
  private final CheckInput input;

  FirstDerivativeChecks(CheckRun run) {
    this.run = run;
    this.set = run.set();
    this.input = run.input();
  }

  void run() {
    gradient(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_VALUE, this::upperX);
    gradient(OracleCall.UPPER_GRAD_Y, OracleCall.UPPER_VALUE, this::upperY);
    gradient(OracleCall.UPPER_GRAD_DUAL, OracleCall.UPPER_VALUE, this::upperDual);
    gradient(OracleCall.LOWER_GRAD_X, OracleCall.LOWER_VALUE, this::lowerX);
    gradient(OracleCall.LOWER_GRAD_Y, OracleCall.LOWER_VALUE, this::lowerY);
  }

  private void gradient(OracleCall call, OracleCall value, Runnable check) {
    if (!run.offers(call)) {
      return;
    }
    if (run.offers(value)) {
      check.run();
    } else {
      run.cannotCheck(call, value.label() + " is not offered");
    }
  }

  private void upperX() {
    sums(
        OracleCall.UPPER_GRAD_X,
        "x",
        run.problem().upperDim(),
        (w, out) ->
            run.upper(
                input.x(),
                input.y(),
                input.dual(),
                f -> {
                  f.addGradX(w, out);
                  return out;
                }),
        new Vec[] {input.x()},
        z -> run.upper(z[0], input.y(), input.dual(), f -> f.values().copy()));
  }

  private void lowerX() {
    sums(
        OracleCall.LOWER_GRAD_X,
        "x",
        run.problem().upperDim(),
        (w, out) ->
            run.lower(
                input.x(),
                input.y(),
                g -> {
                  g.addGradX(w, out);
                  return out;
                }),
        new Vec[] {input.x()},
        z -> run.lower(z[0], input.y(), g -> g.values().copy()));
  }

  private void upperDual() {
    if (input.dual() instanceof Dual.Shared shared) {
      sums(
          OracleCall.UPPER_GRAD_DUAL,
          "alpha",
          shared.alpha().dim(),
          (w, out) ->
              run.upper(
                  input.x(),
                  input.y(),
                  input.dual(),
                  f -> {
                    f.addGradSharedDual(w, out);
                    return out;
                  }),
          new Vec[] {shared.alpha()},
          z -> run.upper(input.x(), input.y(), new Dual.Shared(z[0]), f -> f.values().copy()));
    } else if (input.dual() instanceof Dual.PerBlock own
        && run.problem().dualSide() instanceof DualSide.PerBlock side) {
      Dims dims = side.dims();
      perBlock(
          OracleCall.UPPER_GRAD_DUAL,
          "alpha",
          own.alpha(),
          run.upper(input.x(), input.y(), input.dual(), f -> f.gradDual().copy()),
          z ->
              run.upper(
                  input.x(),
                  input.y(),
                  new Dual.PerBlock(CheckRun.join(set, dims, z)),
                  f -> f.values().copy()));
    } else {
      run.cannotCheck(OracleCall.UPPER_GRAD_DUAL, "no dual enters f");
    }
  }

  private void upperY() {
    perBlock(
        OracleCall.UPPER_GRAD_Y,
        "y",
        input.y(),
        run.upper(input.x(), input.y(), input.dual(), f -> f.gradY().copy()),
        z -> run.upper(input.x(), lower(z), input.dual(), f -> f.values().copy()));
  }

  private void lowerY() {
    perBlock(
        OracleCall.LOWER_GRAD_Y,
        "y",
        input.y(),
        run.lower(input.x(), input.y(), g -> g.gradY().copy()),
        z -> run.lower(input.x(), lower(z), g -> g.values().copy()));
  }

  private Blocks lower(Vec[] parts) {
    return CheckRun.join(set, run.lowerDims(), parts);
  }

  private void perBlock(
      OracleCall call, String argument, Blocks at, Blocks claimed, Function<Vec[], Vec> values) {
    Vec[] z = CheckRun.parts(at);
    probe(call, argument, z, values, CheckRun.parts(claimed), run.options().firstBound());
  }

  private void probe(
      OracleCall call,
      String argument,
      Vec[] z,
      Function<Vec[], Vec> values,
      Vec[] claimed,
      double bound) {
    GradientComparison probe =
        new GradientComparison(
            call.label(), argument, set, z, values, claimed, bound, run.options());
    run.found(probe.run(run.rng(call.label())));
  }

  /** Gradients that come as weighted sums: each block alone, then a random sum of all. */
  private void sums(
      OracleCall call,
      String argument,
      int dim,
      BiConsumer<Weights, Vec> add,
      Vec[] z,
      Function<Vec[], Vec> values) {
    Vec[] claimed = new Vec[set.size()];
    for (int p = 0; p < claimed.length; p++) {
      claimed[p] = Vec.zeros(dim);
      add.accept(run.only(p), claimed[p]);
    }
    probe(call, argument, z, values, claimed, run.options().firstBound());
    run.found(weighted(run, call, argument, claimed, add));
  }

  /** Adding a random weighted sum to what is there equals adding the terms. */
  static CheckFinding weighted(
      CheckRun run, OracleCall call, String argument, Vec[] claimed, BiConsumer<Weights, Vec> add) {
    Rng rng = run.rng(call.label() + " weighted");
    Vec weights = GaussianVectors.vector(claimed.length, rng);
    Vec value = claimed[0].copy();
    add.accept(Weights.over(run.set(), weights), value);
    Vec reference = claimed[0].copy();
    double scale = 0;
    for (int p = 0; p < claimed.length; p++) {
      reference.axpy(weights.get(p), claimed[p]);
      scale = Math.max(scale, ErrorScale.largest(claimed[p]) * (1 + Math.abs(weights.get(p))));
    }
    return EntryComparison.worst(
        call.label() + " weighted",
        -1,
        argument,
        value,
        reference,
        scale,
        run.options().identityBound());
  }
}
