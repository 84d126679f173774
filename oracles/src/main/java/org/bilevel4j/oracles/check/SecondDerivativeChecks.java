package org.bilevel4j.oracles.check;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.random.Rng;

/** Products and dense second derivatives against differences of the lower gradients in y. */
final class SecondDerivativeChecks {
  private static final double TINY = 1e-300;

  private final CheckRun run;
  private final BlockSet set;
  private final CheckInput input;
  private final Dims dims;
  private final double bound;

  SecondDerivativeChecks(CheckRun run) {
    this.run = run;
    this.set = run.set();
    this.input = run.input();
    this.dims = run.lowerDims();
    this.bound = run.options().secondBound();
  }

  void run() {
    if (!run.offers(OracleCall.LOWER_GRAD_Y)) {
      for (OracleCall call :
          new OracleCall[] {
            OracleCall.LOWER_HVP,
            OracleCall.LOWER_CROSS_XY,
            OracleCall.LOWER_CROSS_YX,
            OracleCall.LOWER_HESSIAN,
            OracleCall.LOWER_JACOBIAN
          }) {
        if (run.offers(call)) {
          run.cannotCheck(call, "lower_grad_y is not offered");
        }
      }
      return;
    }
    if (run.offers(OracleCall.LOWER_HVP) || run.offers(OracleCall.LOWER_HESSIAN)) {
      alongY();
    }
    if (run.offers(OracleCall.LOWER_CROSS_YX) || run.offers(OracleCall.LOWER_JACOBIAN)) {
      alongX();
    }
    if (run.offers(OracleCall.LOWER_CROSS_XY)) {
      cross();
    }
  }

  private Blocks gradY(Vec x, Blocks y) {
    return run.lower(x, y, g -> g.gradY().copy());
  }

  /** H v against [grad_y(y + hv) - grad_y(y - hv)] / 2h. */
  private void alongY() {
    Blocks v = GaussianVectors.blocks(set, dims, run.rng("v"));
    double[] lengths = run.options().lengths();
    Blocks[] references = new Blocks[lengths.length];
    for (int l = 0; l < lengths.length; l++) {
      Blocks up = input.y().copy();
      Blocks down = input.y().copy();
      Vec steps = Vec.zeros(set.size());
      for (int p = 0; p < set.size(); p++) {
        Vec along = v.atPosition(p);
        steps.set(p, step(lengths[l], input.y().atPosition(p), along));
        up.atPosition(p).axpy(steps.get(p), along);
        down.atPosition(p).axpy(-steps.get(p), along);
      }
      references[l] = gradY(input.x(), up);
      references[l].axpy(-1, gradY(input.x(), down));
      for (int p = 0; p < set.size(); p++) {
        references[l].atPosition(p).scale(0.5 / steps.get(p));
      }
    }
    Vec floors = Vec.zeros(set.size());
    Blocks gradient = gradY(input.x(), input.y());
    for (int p = 0; p < set.size(); p++) {
      double noise = ErrorScale.largest(gradient.atPosition(p)) * v.atPosition(p).norm();
      floors.set(p, ErrorScale.NOISE * noise);
    }
    if (run.offers(OracleCall.LOWER_HVP)) {
      Blocks value = run.lower(input.x(), input.y(), g -> g.hvpYY(v).copy());
      compare(OracleCall.LOWER_HVP, value, references, floors);
    }
    if (run.offers(OracleCall.LOWER_HESSIAN)) {
      Blocks h = run.lower(input.x(), input.y(), g -> g.hessianYY().copy());
      compare(OracleCall.LOWER_HESSIAN, DenseBlockProducts.times(h, dims, v), references, floors);
    }
  }

  /** J^T u against [grad_y(x + hu) - grad_y(x - hu)] / 2h. */
  private void alongX() {
    Vec u = GaussianVectors.vector(run.problem().upperDim(), run.rng("u"));
    double[] lengths = run.options().lengths();
    Blocks[] references = new Blocks[lengths.length];
    for (int l = 0; l < lengths.length; l++) {
      double h = step(lengths[l], input.x(), u);
      Vec up = input.x().copy();
      Vec down = input.x().copy();
      up.axpy(h, u);
      down.axpy(-h, u);
      references[l] = gradY(up, input.y());
      references[l].axpy(-1, gradY(down, input.y()));
      references[l].scale(0.5 / h);
    }
    Vec floors = Vec.zeros(set.size());
    Blocks gradient = gradY(input.x(), input.y());
    for (int p = 0; p < set.size(); p++) {
      floors.set(p, ErrorScale.NOISE * ErrorScale.largest(gradient.atPosition(p)) * u.norm());
    }
    if (run.offers(OracleCall.LOWER_CROSS_YX)) {
      Blocks value = run.lower(input.x(), input.y(), g -> g.crossYX(u).copy());
      compare(OracleCall.LOWER_CROSS_YX, value, references, floors);
    }
    if (run.offers(OracleCall.LOWER_JACOBIAN)) {
      Blocks j = run.lower(input.x(), input.y(), g -> g.jacobianXY().copy());
      compare(
          OracleCall.LOWER_JACOBIAN,
          DenseBlockProducts.transposedTimes(j, dims, u),
          references,
          floors);
    }
  }

  private void compare(OracleCall call, Blocks value, Blocks[] references, Vec floors) {
    run.found(EntryComparison.nearest(call.label(), "y", value, references, floors, bound));
  }

  /** J_i v_i is the gradient in x of the inner product of grad_y g_i and v_i. */
  private void cross() {
    Blocks v = GaussianVectors.blocks(set, dims, run.rng("cross v"));
    Vec[] claimed = new Vec[set.size()];
    for (int p = 0; p < claimed.length; p++) {
      int position = p;
      claimed[p] = run.lower(input.x(), input.y(), g -> g.crossXY(run.only(position), v).copy());
    }
    GradientComparison probe =
        new GradientComparison(
            OracleCall.LOWER_CROSS_XY.label(),
            "x",
            set,
            new Vec[] {input.x()},
            z -> inner(gradY(z[0], input.y()), v),
            claimed,
            bound,
            run.options());
    Rng rng = run.rng("cross");
    run.found(probe.run(rng));
  }

  private static Vec inner(Blocks a, Blocks b) {
    Vec out = Vec.zeros(a.set().size());
    for (int p = 0; p < out.dim(); p++) {
      out.set(p, a.atPosition(p).dot(b.atPosition(p)));
    }
    return out;
  }

  private static double step(double relative, Vec at, Vec along) {
    return relative * (1 + at.norm()) / Math.max(along.norm(), TINY);
  }
}
