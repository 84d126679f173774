package org.bilevel4j.oracles.analytic;

import java.util.List;
import java.util.function.IntConsumer;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.analytic.EmbeddedRows.Chunk;
import org.bilevel4j.oracles.analytic.EmbeddedRows.ChunkWork;
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

  /** The pass of the rows, begun again only if it was driven out. */
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

  /** Outputs and losses of a chunk's rows, if they are still to be found. */
  private ChunkWork evaluation() {
    if (evaluated) {
      return ChunkWork.NONE;
    }
    Pass at = pass();
    z = scratch(at.layout().rows() * head.columns());
    p = scratch(at.layout().rows() * head.columns());
    losses = scratch(at.layout().rows());
    Mat w = headMat();
    double[] y = heads();
    return c -> {
      outputs(c, at.features(), w, y, z);
      loss.evaluate(kernels, z, at.targets(), losses, p, c.from(), c.to());
    };
  }

  /** z = E w (+ b) on the rows of a chunk. */
  private void outputs(Chunk chunk, Mat e, Mat w, double[] biases, double[] target) {
    RowLayout layout = pass().layout();
    int c = head.columns();
    boolean bias = head.bias() && biases.length > 0;
    int end = layout.firstSegment(chunk.index() + 1);
    for (int s = layout.firstSegment(chunk.index()); s < end; s++) {
      int q = layout.task(s);
      int from = layout.segment(s);
      int to = layout.segment(s + 1);
      HeadLoops.outputs(e, from, to, w, q, c, target);
      if (bias) {
        int b = q * head.dim() + head.weights();
        for (int j = from * c; j < to * c; j++) {
          target[j] += biases[b + j % c];
        }
      }
    }
  }

  /** Makes sure that features, outputs and losses are there. */
  private void evaluate() {
    if (!evaluated || !pass().isFilled()) {
      rows.each(pass(), place(), false, evaluation());
      evaluated = true;
    }
  }

  /** Features of the rows, K a row. */
  Mat features() {
    evaluate();
    return pass().features();
  }

  /** Outputs of the heads, C a row, gradients of the losses in them, and targets. */
  HeadHessian.RowState state() {
    evaluate();
    return new HeadHessian.RowState(z, p, pass().targets());
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

  /**
   * target_i += E_i^T P_i / B_i: the gradient of the mean row loss in the heads.
   *
   * @param then what remains to be done for a task, done once for each
   */
  void addGradient(double[] target, IntConsumer then) {
    ChunkWork before = evaluation();
    Mat e = pass().features();
    addHeadGradient(false, before, List.of(new HeadSums.Term(e, p, true)), target, then);
  }

  /** target_i += E_i^T S(E_i v_i) / B_i: the Hessian of the mean row loss times v. */
  void addHessian(double[] v, double[] target, IntConsumer then) {
    Mat e = pass().features();
    double[] sev = rowQuantity();
    ChunkWork before = evaluation().then(curvature(e, oracle.direction(v, set.size()), v, sev));
    addHeadGradient(false, before, List.of(new HeadSums.Term(e, sev, true)), target, then);
  }

  /** target_i += (E'^T P + E^T S(E' w)) / B_i, E' the change of the features along u. */
  void addCrossTransposed(Vec u, double[] target, IntConsumer then) {
    Pass at = pass();
    Mat change = oracle.tangent(at.layout().rows());
    Mat along = oracle.upperDirection(u);
    Mat x = place().embedding();
    double[] sew = rowQuantity();
    ChunkWork tangent =
        c -> {
          Mat e = at.features().rowRange(c.shift(), at.layout().rows());
          Mat out = change.rowRange(c.shift(), at.layout().rows());
          c.tape().tangent(x, along, c.from() - c.shift(), c.to() - c.shift(), e, out);
        };
    ChunkWork before =
        evaluation().then(tangent).then(curvature(change, headMat(), new double[0], sew));
    List<HeadSums.Term> sums =
        List.of(new HeadSums.Term(change, p, false), new HeadSums.Term(at.features(), sew, true));
    addHeadGradient(true, before, sums, target, then);
  }

  private double[] rowQuantity() {
    return scratch(pass().layout().rows() * head.columns());
  }

  /** out = S(E v): the Hessian of the row losses times the change of the outputs along v. */
  private ChunkWork curvature(Mat e, Mat v, double[] vBiases, double[] out) {
    double[] ev = rowQuantity();
    double[] targets = pass().targets();
    return c -> {
      outputs(c, e, v, vBiases, ev);
      loss.hessianTimes(kernels, z, targets, p, ev, out, c.from(), c.to());
    };
  }

  private void addHeadGradient(
      boolean withTape,
      ChunkWork before,
      List<HeadSums.Term> terms,
      double[] target,
      IntConsumer then) {
    RowLayout layout = pass().layout();
    Mat room = oracle.sums(layout.segments() * terms.size());
    HeadSums sums = new HeadSums(layout, head, terms, room, target, then);
    rows.each(pass(), place(), withTape, before.then(sums::addChunk));
    evaluated = true;
    sums.addBrokenTasks();
  }

  /** out += sum_i w_i back(P_i head_i^T / B_i): the gradient of the row losses in x. */
  void addBackward(Weights w, Vec out) {
    ChunkWork before = evaluation();
    addBackward(w, before, List.of(new Pair(p, headMat())), out);
  }

  /** out += sum_i w_i back((S(E_i v_i) head_i^T + P_i v_i^T) / B_i). */
  void addCross(Weights w, double[] v, Vec out) {
    Mat direction = oracle.direction(v, set.size());
    double[] sev = rowQuantity();
    ChunkWork before = evaluation().then(curvature(pass().features(), direction, v, sev));
    addBackward(w, before, List.of(new Pair(sev, headMat()), new Pair(p, direction)), out);
  }

  /** Row quantities q_i and what they are spread along. */
  private record Pair(double[] q, Mat heads) {}

  private void addBackward(Weights w, ChunkWork before, List<Pair> pairs, Vec out) {
    RowLayout layout = pass().layout();
    Mat de = oracle.featureGradient(Math.min(RowLayout.BLOCK, layout.rows()));
    RowRanges active = new RowRanges(); // a task without weight costs nothing
    for (int t = 0; t < layout.tasks(); t++) {
      if (w.at(set.id(t)) != 0) {
        active.add(layout.start(t), layout.start(t) + layout.count(t));
      }
    }
    rows.backward(
        pass(),
        place(),
        active,
        before,
        (from, to, shift, g) -> {
          int row = from;
          for (int t = layout.taskOf(from); row < to; t++) {
            int end = Math.min(to, layout.start(t) + layout.count(t));
            double scale = w.at(set.id(t)) / layout.count(t);
            for (int k = 0; k < pairs.size(); k++) {
              Pair pair = pairs.get(k);
              HeadLoops.back(
                  pair.q, head.columns(), scale, pair.heads, t, row, end, shift, k > 0, g);
            }
            row = end;
          }
        },
        de,
        out.slice(0, oracle.parts().embedding().parameters()));
    evaluated = true;
  }
}
