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
final class FirstChecks {
  private final Session session;
  private final BlockSet set;
  private final CheckPlace place;

  FirstChecks(Session session) {
    this.session = session;
    this.set = session.set();
    this.place = session.place();
  }

  void run() {
    gradient(OracleCall.UPPER_GRAD_X, OracleCall.UPPER_VALUE, this::upperX);
    gradient(OracleCall.UPPER_GRAD_Y, OracleCall.UPPER_VALUE, this::upperY);
    gradient(OracleCall.UPPER_GRAD_DUAL, OracleCall.UPPER_VALUE, this::upperDual);
    gradient(OracleCall.LOWER_GRAD_X, OracleCall.LOWER_VALUE, this::lowerX);
    gradient(OracleCall.LOWER_GRAD_Y, OracleCall.LOWER_VALUE, this::lowerY);
  }

  private void gradient(OracleCall call, OracleCall value, Runnable check) {
    if (!session.offers(call)) {
      return;
    }
    if (session.offers(value)) {
      check.run();
    } else {
      session.cannotCheck(call, value.label() + " is not offered");
    }
  }

  private void upperX() {
    sums(
        OracleCall.UPPER_GRAD_X,
        "x",
        session.problem().upperDim(),
        (w, out) ->
            session.upper(
                place.x(),
                place.y(),
                place.dual(),
                f -> {
                  f.addGradX(w, out);
                  return out;
                }),
        new Vec[] {place.x()},
        z -> session.upper(z[0], place.y(), place.dual(), f -> f.values().copy()));
  }

  private void lowerX() {
    sums(
        OracleCall.LOWER_GRAD_X,
        "x",
        session.problem().upperDim(),
        (w, out) ->
            session.lower(
                place.x(),
                place.y(),
                g -> {
                  g.addGradX(w, out);
                  return out;
                }),
        new Vec[] {place.x()},
        z -> session.lower(z[0], place.y(), g -> g.values().copy()));
  }

  private void upperDual() {
    if (place.dual() instanceof Dual.Shared shared) {
      sums(
          OracleCall.UPPER_GRAD_DUAL,
          "alpha",
          shared.alpha().dim(),
          (w, out) ->
              session.upper(
                  place.x(),
                  place.y(),
                  place.dual(),
                  f -> {
                    f.addGradSharedDual(w, out);
                    return out;
                  }),
          new Vec[] {shared.alpha()},
          z -> session.upper(place.x(), place.y(), new Dual.Shared(z[0]), f -> f.values().copy()));
    } else if (place.dual() instanceof Dual.PerBlock own
        && session.problem().dualSide() instanceof DualSide.PerBlock side) {
      Dims dims = side.dims();
      perBlock(
          OracleCall.UPPER_GRAD_DUAL,
          "alpha",
          own.alpha(),
          session.upper(place.x(), place.y(), place.dual(), f -> f.gradDual().copy()),
          z ->
              session.upper(
                  place.x(),
                  place.y(),
                  new Dual.PerBlock(Session.join(set, dims, z)),
                  f -> f.values().copy()));
    } else {
      session.cannotCheck(OracleCall.UPPER_GRAD_DUAL, "no dual enters f");
    }
  }

  private void upperY() {
    perBlock(
        OracleCall.UPPER_GRAD_Y,
        "y",
        place.y(),
        session.upper(place.x(), place.y(), place.dual(), f -> f.gradY().copy()),
        z -> session.upper(place.x(), lower(z), place.dual(), f -> f.values().copy()));
  }

  private void lowerY() {
    perBlock(
        OracleCall.LOWER_GRAD_Y,
        "y",
        place.y(),
        session.lower(place.x(), place.y(), g -> g.gradY().copy()),
        z -> session.lower(place.x(), lower(z), g -> g.values().copy()));
  }

  private Blocks lower(Vec[] parts) {
    return Session.join(set, session.lowerDims(), parts);
  }

  private void perBlock(
      OracleCall call, String argument, Blocks at, Blocks claimed, Function<Vec[], Vec> values) {
    Vec[] z = Session.parts(at);
    probe(call, argument, z, values, Session.parts(claimed), session.options().firstBound());
  }

  private void probe(
      OracleCall call,
      String argument,
      Vec[] z,
      Function<Vec[], Vec> values,
      Vec[] claimed,
      double bound) {
    Probe probe =
        new Probe(call.label(), argument, set, z, values, claimed, bound, session.options());
    session.found(probe.run(session.rng(call.label())));
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
      add.accept(session.only(p), claimed[p]);
    }
    probe(call, argument, z, values, claimed, session.options().firstBound());
    session.found(weighted(session, call, argument, claimed, add));
  }

  /** Adding a random weighted sum to what is there equals adding the terms. */
  static Finding weighted(
      Session session,
      OracleCall call,
      String argument,
      Vec[] claimed,
      BiConsumer<Weights, Vec> add) {
    Rng rng = session.rng(call.label() + " weighted");
    Vec weights = Scales.gaussian(claimed.length, rng);
    Vec value = claimed[0].copy();
    add.accept(Weights.over(session.set(), weights), value);
    Vec reference = claimed[0].copy();
    double scale = 0;
    for (int p = 0; p < claimed.length; p++) {
      reference.axpy(weights.get(p), claimed[p]);
      scale = Math.max(scale, Scales.largest(claimed[p]) * (1 + Math.abs(weights.get(p))));
    }
    return Compare.worst(
        call.label() + " weighted",
        -1,
        argument,
        value,
        reference,
        scale,
        session.options().identityBound());
  }
}
