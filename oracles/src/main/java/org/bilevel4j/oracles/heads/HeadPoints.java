package org.bilevel4j.oracles.heads;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.oracles.heads.LinearHeads.FeatureTerm;
import org.bilevel4j.oracles.heads.LinearHeads.HeadTerm;
import org.bilevel4j.oracles.network.ChunkWork;
import org.bilevel4j.oracles.network.ForwardPass;
import org.bilevel4j.oracles.network.RowLayout;

/**
 * The mean loss of each task's rows as a function of its head and of the network below, with the
 * products that lower and upper points share. Row quantities are arrays of C numbers a row, in
 * double, and live as long as the workspace says.
 */
public final class HeadPoints {
  private final LinearHeads linear;
  private final HeadShape head;
  private final RowLoss loss;
  private final Kernels kernels;
  private final Workspace workspace;
  private final ForwardPass pass;
  private final Blocks y;
  private double[] heads = new double[0];
  private double[] z = new double[0];
  private double[] p = new double[0];
  private double[] losses = new double[0];
  private boolean evaluated;

  /**
   * The losses of heads on a pass.
   *
   * @param linear heads of one run
   * @param y the heads of the pass's tasks; not modified
   */
  public HeadPoints(
      LinearHeads linear,
      RowLoss loss,
      Kernels kernels,
      Workspace workspace,
      ForwardPass pass,
      Blocks y) {
    this.linear = linear;
    this.head = linear.shape();
    this.loss = loss;
    this.kernels = kernels;
    this.workspace = workspace;
    this.pass = pass;
    this.y = y;
  }

  /** The tasks. */
  public BlockSet set() {
    return pass.set();
  }

  /** How the rows of the tasks are stacked. */
  public RowLayout layout() {
    return pass.layout();
  }

  /** All heads of the set, d_i numbers each. */
  public double[] heads() {
    if (heads.length == 0) {
      heads = gather(y);
    }
    return heads;
  }

  /** The blocks of the set one after the other. */
  public double[] gather(Blocks v) {
    int d = head.dim();
    double[] all = scratch(set().size() * d);
    for (int q = 0; q < set().size(); q++) {
      v.at(set().id(q)).copyTo(all, q * d);
    }
    return all;
  }

  private double[] scratch(int n) {
    return workspace.vec(n).doubles();
  }

  private double[] rowQuantity() {
    return scratch(layout().rows() * head.columns());
  }

  private HeadValues headValues() {
    return linear.heads(this, heads(), set().size());
  }

  /** Work that evaluates outputs and losses of a chunk's rows, if that is still to be done. */
  private ChunkWork evaluation() {
    if (evaluated) {
      return ChunkWork.NONE;
    }
    z = rowQuantity();
    p = rowQuantity();
    losses = scratch(layout().rows());
    double[] targets = pass.targets();
    return linear
        .outputs(layout(), pass.features(), headValues(), z)
        .then(c -> loss.evaluate(kernels, z, targets, losses, p, c.from(), c.to()));
  }

  /** Makes sure that features, outputs and losses are computed. */
  private void evaluate() {
    if (!evaluated || !pass.isComputed()) {
      pass.each(evaluation());
      evaluated = true;
    }
  }

  /** Outputs of the heads, C a row; not to be modified. */
  public double[] outputs() {
    evaluate();
    return z;
  }

  /** Targets, one a row; not to be modified. */
  public double[] targets() {
    evaluate();
    return pass.targets();
  }

  /** Mean row loss of each task. */
  public Vec values() {
    evaluate();
    RowLayout layout = layout();
    Vec out = workspace.vec(set().size());
    for (int q = 0; q < set().size(); q++) {
      double sum = 0;
      for (int r = layout.start(q); r < layout.end(q); r++) {
        sum += losses[r];
      }
      out.set(q, sum / layout.count(q));
    }
    return out;
  }

  /**
   * target_i += E_i^T P_i / B_i: the gradient of the mean row loss in the heads.
   *
   * @param target heads one after the other, modified
   * @param then what remains to be done for a task, done once for each
   */
  public void addGradient(double[] target, IntConsumer then) {
    ChunkWork before = evaluation();
    List<HeadTerm> terms = List.of(new HeadTerm(pass.features(), p, true));
    addHeadGradient(terms, target, then, sums -> pass.each(before.then(sums)));
  }

  /**
   * target_i += E_i^T S(E_i v_i) / B_i: the Hessian of the mean row loss times v.
   *
   * @param v directions one after the other
   */
  public void addHessianTimes(double[] v, double[] target, IntConsumer then) {
    ChunkWork before = evaluation();
    double[] sev = rowQuantity();
    ChunkWork curvature = curvature(linear.direction(v, set().size()), sev);
    List<HeadTerm> terms = List.of(new HeadTerm(pass.features(), sev, true));
    addHeadGradient(terms, target, then, sums -> pass.each(before.then(curvature).then(sums)));
  }

  /**
   * target_i += (E'^T P + E^T S(E' w)) / B_i, E' the change of the features along u.
   *
   * @param u whose first entries are a direction in the network's parameters
   */
  public void addCrossTransposed(Vec u, double[] target, IntConsumer then) {
    ForwardPass.Tangent tangent = pass.tangent(u);
    ChunkWork before = evaluation();
    double[] ew = rowQuantity();
    double[] sew = rowQuantity();
    ChunkWork curvature =
        linear.changes(layout(), tangent.features(), headValues(), ew).then(hessianTimes(ew, sew));
    List<HeadTerm> terms =
        List.of(
            new HeadTerm(tangent.features(), p, false), new HeadTerm(pass.features(), sew, true));
    addHeadGradient(terms, target, then, sums -> tangent.each(before.then(curvature).then(sums)));
  }

  /** out = S(E v): the Hessian of the row losses times the change of the outputs along v. */
  private ChunkWork curvature(HeadValues v, double[] out) {
    double[] ev = rowQuantity();
    return linear.outputs(layout(), pass.features(), v, ev).then(hessianTimes(ev, out));
  }

  private ChunkWork hessianTimes(double[] change, double[] out) {
    double[] targets = pass.targets();
    return c -> loss.hessianTimes(kernels, z, targets, p, change, out, c.from(), c.to());
  }

  private void addHeadGradient(
      List<HeadTerm> terms, double[] target, IntConsumer then, Consumer<ChunkWork> run) {
    RowLayout layout = layout();
    linear.addHeadGradient(layout, terms, q -> 1.0 / layout.count(q), target, then, run);
    evaluated = true;
  }

  /**
   * out += sum_i w_i back(P_i head_i^T / B_i): the gradient of the row losses in the network.
   *
   * @param out its first entries are modified
   */
  public void addBackward(Weights w, Vec out) {
    ChunkWork before = evaluation();
    addBackward(w, before, List.of(new FeatureTerm(p, headValues())), out);
  }

  /**
   * out += sum_i w_i back((S(E_i v_i) head_i^T + P_i v_i^T) / B_i).
   *
   * @param v directions one after the other
   * @param out its first entries are modified
   */
  public void addCross(Weights w, double[] v, Vec out) {
    ChunkWork before = evaluation();
    HeadValues direction = linear.direction(v, set().size());
    double[] sev = rowQuantity();
    ChunkWork curvature = curvature(direction, sev);
    List<FeatureTerm> terms =
        List.of(new FeatureTerm(sev, headValues()), new FeatureTerm(p, direction));
    addBackward(w, before.then(curvature), terms, out);
  }

  private void addBackward(Weights w, ChunkWork before, List<FeatureTerm> terms, Vec out) {
    RowLayout layout = layout();
    BlockSet set = set();
    pass.backward(
        q -> w.at(set.id(q)) != 0, // a task without weight costs nothing
        before,
        linear.featureGradient(terms, q -> w.at(set.id(q)) / layout.count(q)),
        out);
    evaluated = true;
  }

  /** out += the dense Hessian of the mean row loss of one task, d_i x d_i from {@code at} on. */
  public void addHessian(int task, double[] out, int at) {
    evaluate();
    Mat e = pass.features();
    HeadHessian.RowState state = new HeadHessian.RowState(z, p, pass.targets());
    int from = layout().start(task);
    HeadHessian.addRows(kernels, loss, head, e, from, layout().end(task), state, out, at);
  }
}
