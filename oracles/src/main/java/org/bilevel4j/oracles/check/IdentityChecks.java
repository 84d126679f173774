package org.bilevel4j.oracles.check;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.OracleCall;

/** Symmetry, linearity, the adjoint identity, and dense matrices against products. */
final class IdentityChecks {
  private final CheckRun run;
  private final BlockSet set;
  private final CheckInput input;
  private final Dims dims;
  private final double bound;
  private final Blocks v;
  private final Blocks w;
  private final Vec s;
  private final Vec t;

  IdentityChecks(CheckRun run) {
    this.run = run;
    this.set = run.set();
    this.input = run.input();
    this.dims = run.lowerDims();
    this.bound = run.options().identityBound();
    this.v = GaussianVectors.blocks(set, dims, run.rng("identity v"));
    this.w = GaussianVectors.blocks(set, dims, run.rng("identity w"));
    int upperDim = run.problem().upperDim();
    this.s = GaussianVectors.vector(upperDim, run.rng("identity s"));
    this.t = GaussianVectors.vector(upperDim, run.rng("identity t"));
  }

  private interface Product {
    Blocks of(LowerPoints g);
  }

  private Blocks ask(Product product) {
    return run.lower(input.x(), input.y(), g -> product.of(g).copy());
  }

  private Vec cross(int position, Blocks along) {
    Weights one = run.only(position);
    return run.lower(input.x(), input.y(), g -> g.crossXY(one, along).copy());
  }

  void run() {
    boolean hvp = run.offers(OracleCall.LOWER_HVP);
    boolean xy = run.offers(OracleCall.LOWER_CROSS_XY);
    boolean yx = run.offers(OracleCall.LOWER_CROSS_YX);
    if (hvp) {
      hvp();
    }
    if (yx) {
      crossYX();
    }
    if (xy) {
      crossXY(yx);
    }
    if (run.offers(OracleCall.LOWER_HESSIAN)) {
      hessian(hvp);
    }
    if (run.offers(OracleCall.LOWER_JACOBIAN)) {
      jacobian(xy, yx);
    }
  }

  private void hvp() {
    Blocks hv = ask(g -> g.hvpYY(v));
    Blocks hw = ask(g -> g.hvpYY(w));
    Blocks sum = ask(g -> g.hvpYY(combine(v, w)));
    String label = OracleCall.LOWER_HVP.label();
    run.found(EntryComparison.worst(label + " linear", "y", sum, combine(hv, hw), bound));
    for (int p = 0; p < set.size(); p++) {
      dots(label + " symmetric", p, hv.atPosition(p), w.atPosition(p), hw.atPosition(p), v);
    }
  }

  private void crossYX() {
    Blocks js = ask(g -> g.crossYX(s));
    Blocks jt = ask(g -> g.crossYX(t));
    Vec st = s.copy();
    st.scale(2);
    st.axpy(-3, t);
    Blocks sum = ask(g -> g.crossYX(st));
    String label = OracleCall.LOWER_CROSS_YX.label();
    run.found(EntryComparison.worst(label + " linear", "y", sum, combine(js, jt), bound));
  }

  private void crossXY(boolean transposed) {
    Vec[] claimed = new Vec[set.size()];
    String label = OracleCall.LOWER_CROSS_XY.label();
    Blocks js = transposed ? ask(g -> g.crossYX(s)) : Blocks.zeros(set, dims);
    for (int p = 0; p < set.size(); p++) {
      claimed[p] = cross(p, v);
      Vec reference = claimed[p].copy();
      reference.scale(2);
      reference.axpy(-3, cross(p, w));
      Vec sum = cross(p, combine(v, w));
      int id = set.id(p);
      run.found(EntryComparison.worst(label + " linear", id, "x", sum, reference, 0, bound));
      if (transposed) {
        dots("lower_cross adjoint", p, claimed[p], s, js.atPosition(p), v);
      }
    }
    run.found(
        FirstDerivativeChecks.weighted(
            run,
            OracleCall.LOWER_CROSS_XY,
            "x",
            claimed,
            (weights, out) ->
                run.lower(
                    input.x(),
                    input.y(),
                    g -> {
                      g.addCrossXY(weights, v, out);
                      return out;
                    })));
  }

  private void hessian(boolean hvp) {
    Blocks h = ask(LowerPoints::hessianYY);
    String label = OracleCall.LOWER_HESSIAN.label();
    for (int p = 0; p < set.size(); p++) {
      Vec m = h.atPosition(p);
      int d = dims.of(set.id(p));
      Vec turned = Vec.zeros(m.dim());
      for (int a = 0; a < d; a++) {
        for (int b = 0; b < d; b++) {
          turned.set(a * d + b, m.get(b * d + a));
        }
      }
      run.found(
          EntryComparison.worst(label + " symmetric", set.id(p), "entry", m, turned, 0, bound));
    }
    if (hvp) {
      Blocks hv = ask(g -> g.hvpYY(v));
      run.found(
          EntryComparison.worst(
              label + " against hvp", "y", DenseBlockProducts.times(h, dims, v), hv, bound));
    }
  }

  private void jacobian(boolean xy, boolean yx) {
    Blocks j = ask(LowerPoints::jacobianXY);
    String label = OracleCall.LOWER_JACOBIAN.label();
    if (yx) {
      Blocks js = ask(g -> g.crossYX(s));
      Blocks dense = DenseBlockProducts.transposedTimes(j, dims, s);
      run.found(EntryComparison.worst(label + " against cross_yx", "y", dense, js, bound));
    }
    if (xy) {
      Blocks dense = DenseBlockProducts.times(j, dims, v);
      for (int p = 0; p < set.size(); p++) {
        Vec reference = cross(p, v);
        if (dims.of(set.id(p)) > 0) {
          run.found(
              EntryComparison.worst(
                  label + " against cross_xy",
                  set.id(p),
                  "x",
                  dense.atPosition(p),
                  reference,
                  0,
                  bound));
        }
      }
    }
  }

  /** Two inner products that must agree: a.b and c.v_p. */
  private void dots(String what, int p, Vec a, Vec b, Vec c, Blocks along) {
    Vec d = along.atPosition(p);
    double scale = Math.max(a.norm() * b.norm(), c.norm() * d.norm());
    run.found(CheckFinding.of(what, set.id(p), "", -1, a.dot(b), c.dot(d), scale, bound));
  }

  /** 2 a - 3 b. */
  private static Blocks combine(Blocks a, Blocks b) {
    Blocks out = a.copy();
    out.scale(2);
    out.axpy(-3, b);
    return out;
  }
}
