package org.bilevel4j.oracles.analytic;

import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Heads on the rows of one draw: outputs, losses and the products that lower and upper points
 * share. Row quantities are arrays of C numbers a row, in double.
 */
final class HeadPoints {
  private final SharedEmbeddingOracle oracle;
  private final EmbeddedRows rows;
  private final BlockSet set;
  private final Vec x;
  private final Blocks y;
  private final Draw draw;
  private final HeadShape head;
  private final RowLoss loss;
  private final Kernels kernels;
  private Parameters.@Nullable Place place;
  private long placeStamp;
  private @Nullable Pass pass;
  private long passStamp;
  private double[] heads = new double[0];
  private double[] z = new double[0];
  private double[] p = new double[0];
  private double[] losses = new double[0];
  private boolean evaluated;

  HeadPoints(
      SharedEmbeddingOracle oracle, EmbeddedRows rows, BlockSet set, Vec x, Blocks y, Draw draw) {
    this.oracle = oracle;
    this.rows = rows;
    this.set = set;
    this.x = x;
    this.y = y;
    this.draw = draw;
    this.head = oracle.parts().head();
    this.loss = oracle.parts().loss();
    this.kernels = oracle.problem().kernels();
  }

  BlockSet set() {
    return set;
  }

  SharedEmbeddingOracle oracle() {
    return oracle;
  }

  /** x as it is cached. */
  Parameters.Place place() {
    Parameters.Place at = place;
    if (at == null || at.stamp() != placeStamp) {
      at = oracle.place(x);
      place = at;
      placeStamp = at.stamp();
    }
    return at;
  }

  /** Features of the rows, computed again only if they were driven out. */
  Pass pass() {
    Pass kept = pass;
    if (kept == null || kept.stamp() != passStamp) {
      kept = rows.pass(place(), set, draw);
      pass = kept;
      passStamp = kept.stamp();
    }
    return kept;
  }

  /** All heads of the set, d_i numbers each. */
  double[] heads() {
    if (heads.length == 0) {
      heads = gather(y);
    }
    return heads;
  }

  /** The blocks of the set one after the other. */
  double[] gather(Blocks v) {
    int d = head.dim();
    double[] all = scratch(set.size() * d);
    for (int q = 0; q < set.size(); q++) {
      v.at(set.id(q)).copyTo(all, q * d);
    }
    return all;
  }

  private double[] scratch(int n) {
    return oracle.workspace().vec(n).doubles();
  }

  private Mat headMat() {
    return oracle.heads(this, heads(), set.size());
  }

  private void evaluate() {
    if (evaluated) {
      return;
    }
    Pass at = pass();
    int n = at.layout().rows();
    z = scratch(n * head.columns());
    p = scratch(n * head.columns());
    losses = scratch(n);
    outputs(
        at.features(),
        headMat(),
        heads(),
        z,
        (from, to) -> {
          loss.evaluate(kernels, z, at.targets(), losses, p, from, to);
        });
    evaluated = true;
  }

  /** Work on rows from..to-1. */
  @FunctionalInterface
  private interface RowWork {
    void accept(int from, int to);
  }

  /** z = E w (+ b), group by group of segments, followed by some work on each group's rows. */
  private void outputs(Mat e, Mat w, double[] biases, double[] target, RowWork then) {
    RowLayout layout = pass().layout();
    int c = head.columns();
    boolean bias = head.bias() && biases.length > 0;
    oracle
        .workspace()
        .team()
        .run(
            layout.groups(),
            2L * layout.rows() * head.dim(),
            g -> {
              for (int s = layout.firstSegment(g); s < layout.firstSegment(g + 1); s++) {
                int q = layout.task(s);
                int from = layout.from(s);
                int to = layout.from(s + 1);
                HeadLoops.outputs(e, from, to, w, q, c, target);
                if (bias) {
                  int b = q * head.dim() + head.weights();
                  for (int j = from * c; j < to * c; j++) {
                    target[j] += biases[b + j % c];
                  }
                }
              }
              then.accept(
                  layout.from(layout.firstSegment(g)), layout.from(layout.firstSegment(g + 1)));
            });
  }

  /** Outputs of the heads, C a row. */
  double[] outputs() {
    evaluate();
    return z;
  }

  /** Gradient of the row losses in the outputs. */
  double[] gradient() {
    evaluate();
    return p;
  }

  /** Mean row loss of each task. */
  Vec values() {
    evaluate();
    RowLayout layout = pass().layout();
    Vec out = oracle.workspace().vec(set.size());
    for (int q = 0; q < set.size(); q++) {
      double sum = 0;
      for (int r = layout.start(q); r < layout.start(q) + layout.count(q); r++) {
        sum += losses[r];
      }
      out.set(q, sum / layout.count(q));
    }
    return out;
  }

  /** S(E v): the Hessian of the row losses times the change of the outputs along v. */
  double[] curvature(Mat e, Mat v, double[] vBiases) {
    evaluate();
    Pass at = pass();
    double[] ev = scratch(at.layout().rows() * head.columns());
    double[] out = scratch(at.layout().rows() * head.columns());
    outputs(
        e,
        v,
        vBiases,
        ev,
        (from, to) -> loss.hessianTimes(kernels, z, at.targets(), p, ev, out, from, to));
    return out;
  }

  /** S(E v) for directions v in the heads. */
  double[] curvature(double[] v) {
    return curvature(pass().features(), oracle.direction(v, set.size()), v);
  }

  /** target_i += E_i^T q_i / B_i, biases included where asked. */
  void addHeadGradient(Mat e, double[] q, boolean biases, double[] target) {
    RowLayout layout = pass().layout();
    int c = head.columns();
    Mat sums = oracle.sums(layout.segments());
    oracle
        .workspace()
        .team()
        .run(
            layout.groups(),
            2L * layout.rows() * head.dim(),
            g -> {
              for (int s = layout.firstSegment(g); s < layout.firstSegment(g + 1); s++) {
                HeadLoops.addOuter(e, layout.from(s), layout.from(s + 1), q, c, sums, s);
              }
            });
    for (int s = 0; s < layout.segments(); s++) {
      int task = layout.task(s);
      double scale = 1.0 / layout.count(task);
      HeadLoops.addScaled(scale, sums, s, target, task * head.dim());
      if (biases && head.bias()) {
        int b = task * head.dim() + head.weights();
        for (int j = layout.from(s) * c; j < layout.from(s + 1) * c; j++) {
          target[b + j % c] += scale * q[j];
        }
      }
    }
  }

  /**
   * out += sum_i w_i back(q_i head_i^T / B_i) (+ the same of a second pair): one pass backward.
   *
   * @param q row quantities paired with the heads
   * @param q2 row quantities paired with the directions, if any
   * @param v2 directions, if any
   */
  void addBackward(Weights w, double[] q, double[] q2, double[] v2, Vec out) {
    Pass at = pass();
    RowLayout layout = at.layout();
    Mat first = headMat();
    Mat second = v2.length > 0 ? oracle.direction(v2, set.size()) : first;
    int c = head.columns();
    Mat de = oracle.featureGradient(Math.min(RowLayout.BLOCK, layout.rows()));
    Vec slice = out.slice(0, oracle.parts().embedding().parameters());
    RowRanges active = new RowRanges(); // a task without weight costs nothing
    for (int t = 0; t < layout.tasks(); t++) {
      if (w.at(set.id(t)) != 0) {
        active.add(layout.start(t), layout.start(t) + layout.count(t));
      }
    }
    rows.backward(
        at,
        place(),
        active,
        (from, to, shift, g) -> {
          int row = from;
          for (int t = layout.taskOf(from); row < to; t++) {
            int end = Math.min(to, layout.start(t) + layout.count(t));
            double scale = w.at(set.id(t)) / layout.count(t);
            HeadLoops.back(q, c, scale, first, t, row, end, shift, false, g);
            if (v2.length > 0) {
              HeadLoops.back(q2, c, scale, second, t, row, end, shift, true, g);
            }
            row = end;
          }
        },
        de,
        slice);
  }

  /** The change of the features along u, for all rows. */
  Mat tangent(Vec u) {
    Pass at = pass();
    Mat out = oracle.tangent(at.layout().rows());
    rows.tangent(at, place(), oracle.upperDirection(u), out);
    return out;
  }

  /** S(E' w), E' the change of the features. */
  double[] curvatureAlong(Mat change) {
    return curvature(change, headMat(), new double[0]);
  }
}
