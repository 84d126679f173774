package org.bilevel4j.oracles.check;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.OracleCall;
import org.bilevel4j.core.random.Rng;

/** Products and dense second derivatives against differences of the lower gradients in y. */
final class SecondChecks {
  private static final double TINY = 1e-300;

  private final Session session;
  private final BlockSet set;
  private final CheckPlace place;
  private final Dims dims;
  private final double bound;

  SecondChecks(Session session) {
    this.session = session;
    this.set = session.set();
    this.place = session.place();
    this.dims = session.lowerDims();
    this.bound = session.options().secondBound();
  }

  void run() {
    if (!session.offers(OracleCall.LOWER_GRAD_Y)) {
      for (OracleCall call :
          new OracleCall[] {
            OracleCall.LOWER_HVP,
            OracleCall.LOWER_CROSS_XY,
            OracleCall.LOWER_CROSS_YX,
            OracleCall.LOWER_HESSIAN,
            OracleCall.LOWER_JACOBIAN
          }) {
        if (session.offers(call)) {
          session.cannotCheck(call, "lower_grad_y is not offered");
        }
      }
      return;
    }
    if (session.offers(OracleCall.LOWER_HVP) || session.offers(OracleCall.LOWER_HESSIAN)) {
      alongY();
    }
    if (session.offers(OracleCall.LOWER_CROSS_YX) || session.offers(OracleCall.LOWER_JACOBIAN)) {
      alongX();
    }
    if (session.offers(OracleCall.LOWER_CROSS_XY)) {
      cross();
    }
  }

  private Blocks gradY(Vec x, Blocks y) {
    return session.lower(x, y, g -> g.gradY().copy());
  }

  /** H v against [grad_y(y + hv) - grad_y(y - hv)] / 2h. */
  private void alongY() {
    Blocks v = Scales.gaussian(set, dims, session.rng("v"));
    double[] lengths = session.options().lengths();
    Blocks[] references = new Blocks[lengths.length];
    for (int l = 0; l < lengths.length; l++) {
      Blocks up = place.y().copy();
      Blocks down = place.y().copy();
      Vec steps = Vec.zeros(set.size());
      for (int p = 0; p < set.size(); p++) {
        Vec along = v.atPosition(p);
        steps.set(p, step(lengths[l], place.y().atPosition(p), along));
        up.atPosition(p).axpy(steps.get(p), along);
        down.atPosition(p).axpy(-steps.get(p), along);
      }
      references[l] = gradY(place.x(), up);
      references[l].axpy(-1, gradY(place.x(), down));
      for (int p = 0; p < set.size(); p++) {
        references[l].atPosition(p).scale(0.5 / steps.get(p));
      }
    }
    Vec floors = Vec.zeros(set.size());
    Blocks gradient = gradY(place.x(), place.y());
    for (int p = 0; p < set.size(); p++) {
      double noise = Scales.largest(gradient.atPosition(p)) * v.atPosition(p).norm();
      floors.set(p, Scales.NOISE * noise);
    }
    if (session.offers(OracleCall.LOWER_HVP)) {
      Blocks value = session.lower(place.x(), place.y(), g -> g.hvpYY(v).copy());
      compare(OracleCall.LOWER_HVP, value, references, floors);
    }
    if (session.offers(OracleCall.LOWER_HESSIAN)) {
      Blocks h = session.lower(place.x(), place.y(), g -> g.hessianYY().copy());
      compare(OracleCall.LOWER_HESSIAN, Dense.times(h, dims, v), references, floors);
    }
  }

  /** J^T u against [grad_y(x + hu) - grad_y(x - hu)] / 2h. */
  private void alongX() {
    Vec u = Scales.gaussian(session.problem().upperDim(), session.rng("u"));
    double[] lengths = session.options().lengths();
    Blocks[] references = new Blocks[lengths.length];
    for (int l = 0; l < lengths.length; l++) {
      double h = step(lengths[l], place.x(), u);
      Vec up = place.x().copy();
      Vec down = place.x().copy();
      up.axpy(h, u);
      down.axpy(-h, u);
      references[l] = gradY(up, place.y());
      references[l].axpy(-1, gradY(down, place.y()));
      references[l].scale(0.5 / h);
    }
    Vec floors = Vec.zeros(set.size());
    Blocks gradient = gradY(place.x(), place.y());
    for (int p = 0; p < set.size(); p++) {
      floors.set(p, Scales.NOISE * Scales.largest(gradient.atPosition(p)) * u.norm());
    }
    if (session.offers(OracleCall.LOWER_CROSS_YX)) {
      Blocks value = session.lower(place.x(), place.y(), g -> g.crossYX(u).copy());
      compare(OracleCall.LOWER_CROSS_YX, value, references, floors);
    }
    if (session.offers(OracleCall.LOWER_JACOBIAN)) {
      Blocks j = session.lower(place.x(), place.y(), g -> g.jacobianXY().copy());
      compare(OracleCall.LOWER_JACOBIAN, Dense.transposedTimes(j, dims, u), references, floors);
    }
  }

  private void compare(OracleCall call, Blocks value, Blocks[] references, Vec floors) {
    session.found(Compare.nearest(call.label(), "y", value, references, floors, bound));
  }

  /** J_i v_i is the gradient in x of the inner product of grad_y g_i and v_i. */
  private void cross() {
    Blocks v = Scales.gaussian(set, dims, session.rng("cross v"));
    Vec[] claimed = new Vec[set.size()];
    for (int p = 0; p < claimed.length; p++) {
      int position = p;
      claimed[p] =
          session.lower(place.x(), place.y(), g -> g.crossXY(session.only(position), v).copy());
    }
    Probe probe =
        new Probe(
            OracleCall.LOWER_CROSS_XY.label(),
            "x",
            set,
            new Vec[] {place.x()},
            z -> inner(gradY(z[0], place.y()), v),
            claimed,
            bound,
            session.options());
    Rng rng = session.rng("cross");
    session.found(probe.run(rng));
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
