package org.bilevel4j.oracles.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.LocalParts;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Precision;
import org.bilevel4j.oracles.heads.LinearHeads.FeatureTerm;
import org.bilevel4j.oracles.heads.LinearHeads.HeadTerm;
import org.bilevel4j.oracles.network.ChunkWork;
import org.bilevel4j.oracles.network.EmbeddedRows;
import org.bilevel4j.oracles.network.ForwardPass;
import org.bilevel4j.oracles.network.Mlp;
import org.bilevel4j.oracles.network.ParameterCache;
import org.bilevel4j.oracles.network.RandomRows;
import org.bilevel4j.oracles.network.RowLayout;
import org.bilevel4j.oracles.network.RowSource;
import org.junit.jupiter.api.Test;

/**
 * The min-max form of the AUC square loss of a task (Ying, Wen, Lyu 2016), a function of a batch of
 * scores h, on linear heads:
 *
 * <pre>
 * E+[(h - a)^2] + E-[(h - b)^2] + 2 alpha (1 + E-[h] - E+[h]) - alpha^2
 * </pre>
 */
class BatchLossOfScoresTest {
  private static final Key KEY = Key.of(5);
  private static final int TASKS = 4;

  private final Mlp network = Mlp.of(true, Activation.TANH, 6, 8, 5);
  private final HeadShape shape = new HeadShape(5, 1, true);
  private final int encoder = network.parameters();
  private final int head = shape.dim();
  private final RowSource source = new RandomRows(KEY, 6, 2, 40, 900, 17, 1300);
  private final LinearHeads heads = new LinearHeads(shape, Precision.FLOAT64);
  private final EmbeddedRows rows =
      new EmbeddedRows(
          new ParameterCache(network, Precision.FLOAT64, WorkerTeam.single()),
          source,
          Kernels.plain(),
          2);
  private final List<Draw> draws =
      List.of(Draw.full(), new Draw(KEY, KEY.child("stream"), 0, Batch.of(8)));

  private static Vec gaussian(int dim, String tag) {
    Rng rng = KEY.child(tag).rng();
    Vec v = Vec.zeros(dim);
    for (int j = 0; j < dim; j++) {
      v.set(j, 0.5 * rng.nextGaussian());
    }
    return v;
  }

  /** A task's loss of scores z; its slopes in z, a, b and alpha are written. */
  private static double auc(
      double[] z, double[] targets, int from, int to, Vec scalars, double[] q, Vec slopes) {
    double[] counts = new double[2];
    double[] means = new double[2];
    for (int r = from; r < to; r++) {
      counts[(int) targets[r]]++;
      means[(int) targets[r]] += z[r];
    }
    double alpha = scalars.get(2);
    double gap = 1 + means[0] / counts[0] - means[1] / counts[1];
    double value = 2 * alpha * gap - alpha * alpha;
    slopes.fill(0);
    slopes.set(2, 2 * gap - 2 * alpha);
    for (int r = from; r < to; r++) {
      int label = (int) targets[r];
      double error = z[r] - scalars.get(1 - label); // a is the centre of positives
      value += error * error / counts[label];
      slopes.add(1 - label, -2 * error / counts[label]);
      q[r] = (2 * error + (label == 1 ? -2 : 2) * alpha) / counts[label];
    }
    return value;
  }

  /** Values of all tasks, and the gradients: of the pass's network, of heads, of scalars. */
  private Vec evaluate(
      ForwardPass pass, double[] headValues, Blocks scalars, double[] q, Blocks slopes) {
    RowLayout layout = pass.layout();
    double[] z = new double[layout.rows()];
    HeadValues w = heads.heads(headValues, headValues, pass.set().size());
    pass.each(heads.outputs(layout, pass.features(), w, z));
    Vec values = Vec.zeros(layout.tasks());
    for (int t = 0; t < layout.tasks(); t++) {
      int id = pass.set().id(t);
      int from = layout.start(t);
      int to = layout.end(t);
      values.set(t, auc(z, pass.targets(), from, to, scalars.at(id), q, slopes.at(id)));
    }
    return values;
  }

  private void addHeadGradient(ForwardPass pass, double[] q, Vec weights, double[] target) {
    List<HeadTerm> terms = List.of(new HeadTerm(pass.features(), q, true));
    heads.addHeadGradient(pass.layout(), terms, weights::get, target, t -> {}, pass::each);
  }

  /** x = (encoder, (head, a, b) of each task): a step touches the parts of the sampled tasks. */
  @Test
  void should_have_exact_gradients_when_tasks_share_an_encoder() {
    int[] local = new int[TASKS];
    Arrays.fill(local, head + 2);
    LocalParts parts = LocalParts.of(encoder, local);
    BlockSet set = BlockSet.of(TASKS, 0, 1, 3);
    Vec weights = Vec.of(0.3, 0.5, 0.2);
    Vec x = gaussian(parts.total(), "x");
    Vec v = gaussian(parts.total(), "v");
    Vec alpha = gaussian(TASKS, "alpha");
    for (Draw draw : draws) {
      Vec out = Vec.zeros(x.dim());
      Vec dAlpha = Vec.zeros(TASKS);
      shared(set, draw, x, alpha, weights, out, dAlpha);

      double h = 1e-6;
      Vec up = x.copy();
      up.axpy(h, v);
      Vec down = x.copy();
      down.axpy(-h, v);
      Vec none = Vec.zeros(x.dim());
      double high = shared(set, draw, up, alpha, weights, none, dAlpha.copy());
      double low = shared(set, draw, down, alpha, weights, none, dAlpha.copy());
      assertThat((high - low) / (2 * h)).isCloseTo(out.dot(v), within(1e-7));
      assertThat(out.slice(parts.from(2), parts.to(2)).norm()).isZero();

      Vec moved = alpha.copy();
      moved.axpy(h, alpha);
      high = shared(set, draw, x, moved, weights, none, Vec.zeros(TASKS));
      moved.axpy(-2 * h, alpha);
      low = shared(set, draw, x, moved, weights, none, Vec.zeros(TASKS));
      assertThat((high - low) / (2 * h)).isCloseTo(dAlpha.dot(alpha), within(1e-7));
    }
  }

  /** The weighted sum of losses; its gradients are added. */
  private double shared(
      BlockSet set, Draw draw, Vec x, Vec alpha, Vec weights, Vec out, Vec dAlpha) {
    ForwardPass pass = rows.pass(set, x, draw);
    double[] w = new double[set.size() * head];
    Blocks scalars = Blocks.zeros(BlockSet.all(TASKS), Dims.uniform(TASKS, 3));
    Blocks slopes = Blocks.zeros(BlockSet.all(TASKS), Dims.uniform(TASKS, 3));
    for (int t = 0; t < set.size(); t++) {
      int at = encoder + set.id(t) * (head + 2);
      x.slice(at, at + head).copyTo(w, t * head);
      scalars.at(set.id(t)).slice(0, 2).copyFrom(x.slice(at + head, at + head + 2));
      scalars.at(set.id(t)).set(2, alpha.get(set.id(t)));
    }
    double[] q = new double[pass.layout().rows()];
    Vec values = evaluate(pass, w, scalars, q, slopes);
    HeadValues loaded = heads.heads(w, w, set.size());
    pass.backward(
        t -> true,
        ChunkWork.NONE,
        heads.featureGradient(List.of(new FeatureTerm(q, loaded)), weights::get),
        out);
    double[] gradient = new double[w.length];
    addHeadGradient(pass, q, weights, gradient);
    for (int t = 0; t < set.size(); t++) {
      int id = set.id(t);
      int at = encoder + id * (head + 2);
      out.slice(at, at + head).axpy(1, Vec.wrap(gradient, t * head, head));
      out.slice(at + head, at + head + 2).axpy(weights.get(t), slopes.at(id).slice(0, 2));
      dAlpha.add(id, weights.get(t) * slopes.at(id).get(2));
    }
    return values.dot(weights);
  }

  /** u_i = (encoder, head) of each task, as in compositional training. */
  @Test
  void should_have_exact_gradients_when_every_task_has_a_whole_network() {
    BlockSet all = BlockSet.all(TASKS);
    Dims dims = Dims.uniform(TASKS, encoder + head);
    Blocks u = Blocks.packed(all, dims, gaussian(dims.total(all), "u"));
    Blocks v = Blocks.packed(all, dims, gaussian(dims.total(all), "v"));
    for (Draw draw : draws) {
      Blocks gradients = Blocks.zeros(all, dims);
      own(all, draw, u, gradients);

      double h = 1e-6;
      Blocks up = u.copy();
      up.axpy(h, v);
      Blocks down = u.copy();
      down.axpy(-h, v);
      Vec high = own(all, draw, up, Blocks.zeros(all, dims));
      Vec low = own(all, draw, down, Blocks.zeros(all, dims));
      for (int i = 0; i < TASKS; i++) {
        double slope = gradients.at(i).dot(v.at(i));
        assertThat((high.get(i) - low.get(i)) / (2 * h)).isCloseTo(slope, within(1e-7));
      }
    }
  }

  /** The losses; their gradients in whole networks are added. */
  private Vec own(BlockSet set, Draw draw, Blocks u, Blocks out) {
    ForwardPass pass = rows.pass(set, u, draw);
    Blocks scalars = Blocks.packed(set, Dims.uniform(TASKS, 3), gaussian(3 * TASKS, "scalars"));
    double[] w = new double[set.size() * head];
    for (int t = 0; t < set.size(); t++) {
      u.at(set.id(t)).slice(encoder, encoder + head).copyTo(w, t * head);
    }
    double[] q = new double[pass.layout().rows()];
    Vec values = evaluate(pass, w, scalars, q, scalars.copy());
    HeadValues loaded = heads.heads(w, w, set.size());
    pass.backward(
        t -> true,
        ChunkWork.NONE,
        heads.featureGradient(List.of(new FeatureTerm(q, loaded)), t -> 1),
        out);
    Vec ones = Vec.zeros(set.size());
    ones.fill(1);
    double[] gradient = new double[w.length];
    addHeadGradient(pass, q, ones, gradient);
    for (int t = 0; t < set.size(); t++) {
      out.at(set.id(t)).slice(encoder, encoder + head).axpy(1, Vec.wrap(gradient, t * head, head));
    }
    return values;
  }
}
