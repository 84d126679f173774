package org.bilevel4j.oracles.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Storage;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.parallel.WorkerTeam;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.kernels.Activation;
import org.bilevel4j.kernels.Kernels;
import org.bilevel4j.kernels.Mat;
import org.bilevel4j.kernels.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Passes under a loss that is no sum over rows: the square of 1 minus the gap between the mean
 * scores of positive and negative rows, scores being a fixed projection of the features.
 */
class ForwardPassTest {
  private static final Key KEY = Key.of(77);
  private static final int[] SMALL = {37, 11, 300};
  private static final int[] LARGE = {1500, 9, 2300};
  private static final int TAIL = 3; // entries behind the parameters, which a pass must leave alone

  private final BlockSet all = BlockSet.all(3);
  private Embedding embedding = Mlp.of(true, Activation.TANH, 5, 9, 6);
  private RowSource source = new RandomRows(KEY, 5, 2, SMALL);
  private Precision precision = Precision.FLOAT64;

  private void given(String name, int... counts) {
    switch (name) {
      case "fourier" -> embedding = RandomFourierFeatures.gaussian(5, 7, 0.6, KEY).inLogSpace();
      case "sparse" -> embedding = Mlp.of(true, Activation.SOFTPLUS, 40, 70, 6);
      default -> embedding = Mlp.of(true, Activation.TANH, Activation.IDENTITY, 5, 70, 4);
    }
    int inputs = embedding.inputs();
    source =
        name.equals("sparse")
            ? SparseSamples.rows(KEY, inputs, 2, counts)
            : new RandomRows(KEY, inputs, 2, counts);
  }

  private EmbeddedRows rows(WorkerTeam team) {
    ParameterCache parameters = new ParameterCache(embedding, precision, team);
    return new EmbeddedRows(parameters, source, Kernels.plain(), 2);
  }

  private Dims dims() {
    return Dims.uniform(3, embedding.parameters() + TAIL);
  }

  private Vec gaussian(int dim, String tag) {
    Rng rng = KEY.child(tag).rng();
    Vec v = Vec.zeros(dim);
    for (int j = 0; j < dim; j++) {
      v.set(j, rng.nextGaussian());
    }
    return v;
  }

  private Blocks directions(String tag) {
    return Blocks.packed(all, dims(), gaussian(dims().total(all), tag));
  }

  /** A network for each task, near the start of the embedding. */
  private Blocks networks() {
    Blocks networks = directions("networks");
    networks.scale(0.1);
    for (int i = 0; i < 3; i++) {
      Vec start = Vec.zeros(embedding.parameters());
      embedding.start(start, KEY.child(i));
      networks.at(i).slice(0, start.dim()).axpy(1, start);
    }
    return networks;
  }

  private static List<Draw> draws() {
    return List.of(Draw.full(), new Draw(KEY, KEY.child("stream"), 0, Batch.of(8)));
  }

  /** The gap minus 1 of a task. */
  private double residual(ForwardPass pass, int task) {
    double[] sums = new double[2];
    int[] counts = counts(pass, task);
    for (int r = pass.layout().start(task); r < pass.layout().end(task); r++) {
      double score = 0;
      for (int k = 0; k < embedding.features(); k++) {
        score += projection(k) * pass.features().get(r, k);
      }
      int target = (int) pass.targets()[r];
      sums[target] += score / counts[target];
    }
    return sums[1] - sums[0] - 1;
  }

  private static double projection(int k) {
    return 1.0 / (1 + k) - 0.2;
  }

  /** Negative and positive rows of a task. */
  private static int[] counts(ForwardPass pass, int task) {
    int[] counts = new int[2];
    for (int r = pass.layout().start(task); r < pass.layout().end(task); r++) {
      counts[(int) pass.targets()[r]]++;
    }
    return counts;
  }

  private double[] losses(ForwardPass pass) {
    pass.each(ChunkWork.NONE);
    double[] losses = new double[3];
    Arrays.setAll(losses, i -> Math.pow(residual(pass, i), 2));
    return losses;
  }

  private FeatureGradient gradient(ForwardPass pass) {
    pass.each(ChunkWork.NONE);
    double[] residuals = new double[3];
    Arrays.setAll(residuals, i -> residual(pass, i));
    return (task, from, to, de) -> {
      int[] counts = counts(pass, task);
      for (int r = from; r < to; r++) {
        int target = (int) pass.targets()[r];
        double sign = target == 1 ? 1 : -1;
        for (int k = 0; k < embedding.features(); k++) {
          double slope = 2 * residuals[task] * sign / counts[target];
          de.set(r - from, k, slope * projection(k));
        }
      }
    };
  }

  private Blocks gradients(ForwardPass pass) {
    Blocks out = Blocks.zeros(all, dims());
    pass.backward(i -> true, ChunkWork.NONE, gradient(pass), out);
    return out;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "fourier", "sparse"})
  void should_match_differences_when_every_task_has_a_network(String name) {
    given(name, SMALL);
    EmbeddedRows rows = rows(WorkerTeam.single());
    Blocks v = directions("v");
    for (Draw draw : draws()) {
      Blocks gradients = gradients(rows.pass(all, networks(), draw));

      double h = 1e-6;
      Blocks up = networks();
      up.axpy(h, v);
      Blocks down = networks();
      down.axpy(-h, v);
      double[] high = losses(rows.pass(all, up, draw));
      double[] low = losses(rows.pass(all, down, draw));
      for (int i = 0; i < 3; i++) {
        double slope = gradients.at(i).dot(v.at(i));
        assertThat((high[i] - low[i]) / (2 * h))
            .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
        assertThat(gradients.at(i).slice(embedding.parameters(), dims().of(i)).norm()).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "fourier", "sparse"})
  void should_agree_with_one_network_for_all_when_every_task_has_a_copy_of_it(String name) {
    given(name, LARGE);
    Vec x = networks().at(0);
    Blocks copies = Blocks.zeros(all, dims());
    for (int i = 0; i < 3; i++) {
      copies.at(i).copyFrom(x);
    }
    Vec u = gaussian(x.dim(), "u");
    Blocks us = Blocks.zeros(all, dims());
    for (int i = 0; i < 3; i++) {
      us.at(i).copyFrom(u);
    }
    EmbeddedRows rows = rows(WorkerTeam.single());
    for (Draw draw : draws()) {
      ForwardPass shared = rows.pass(all, x, draw);
      ForwardPass own = rows.pass(all, copies, draw);

      Vec sum = Vec.zeros(x.dim());
      shared.backward(i -> i != 1, ChunkWork.NONE, gradient(shared), sum);
      Vec ofOwn = Vec.zeros(x.dim());
      own.backward(i -> i != 1, ChunkWork.NONE, gradient(own), ofOwn);
      Blocks apart = gradients(shared);
      Vec sumApart = apart.at(0).copy();
      sumApart.axpy(1, apart.at(2));

      assertThat(ofOwn.distance(sum)).isLessThan(1e-12 * sum.norm());
      assertThat(sumApart.distance(sum)).isLessThan(1e-12 * sum.norm());
      Vec changes = Vec.of(changes(shared.tangent(u), shared));
      double bound = 1e-12 * changes.norm();
      assertThat(bound).isPositive();
      assertThat(Vec.of(changes(shared.tangent(us), shared)).distance(changes)).isLessThan(bound);
      assertThat(Vec.of(changes(own.tangent(us), own)).distance(changes)).isLessThan(bound);
    }
  }

  private static double[] changes(ForwardPass.Tangent tangent, ForwardPass pass) {
    tangent.each(ChunkWork.NONE);
    Mat m = tangent.features();
    double[] all = new double[pass.layout().rows() * m.cols()];
    for (int j = 0; j < all.length; j++) {
      all[j] = m.get(j / m.cols(), j % m.cols());
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "fourier", "sparse"})
  void should_have_tangents_adjoint_to_the_backward_pass(String name) {
    given(name, LARGE);
    EmbeddedRows rows = rows(WorkerTeam.single());
    Blocks u = directions("u");
    for (Draw draw : draws()) {
      ForwardPass pass = rows.pass(all, networks(), draw);
      FeatureGradient gradient = gradient(pass);
      Blocks back = gradients(pass);
      double[] changes = changes(pass.tangent(u), pass);

      int k = embedding.features();
      for (int i = 0; i < 3; i++) {
        int from = pass.layout().start(i);
        Mat de = Mat.zeros(precision, pass.layout().count(i), k);
        gradient.fill(i, from, pass.layout().end(i), de);
        double sum = 0;
        for (int j = 0; j < de.rows() * k; j++) {
          sum += de.get(j / k, j % k) * changes[from * k + j];
        }
        assertThat(sum).isCloseTo(back.at(i).dot(u.at(i)), within(1e-11));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "fourier", "sparse"})
  void should_give_the_same_bits_on_any_number_of_threads(String name) {
    given(name, LARGE);
    for (Precision each : Precision.values()) {
      precision = each;
      for (Draw draw : draws()) {
        ForwardPass one = rows(WorkerTeam.single()).pass(all, networks(), draw);
        double[] gradients = gradients(one).flat().toArray();
        double[] changes = changes(one.tangent(directions("u")), one);
        for (int threads = 2; threads <= 3; threads++) {
          try (WorkerTeam team = WorkerTeam.of(threads)) {
            ForwardPass many = rows(team).pass(all, networks(), draw);
            assertThat(gradients(many).flat().toArray()).isEqualTo(gradients);
            assertThat(changes(many.tangent(directions("u")), many)).isEqualTo(changes);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "fourier", "sparse"})
  void should_answer_late_questions_when_the_pass_was_displaced(String name) {
    given(name, LARGE);
    EmbeddedRows rows = rows(WorkerTeam.single());
    for (Draw draw : draws()) {
      ForwardPass early = rows.pass(all, networks(), draw);
      double[] before = gradients(early).flat().toArray();
      for (int k = 0; k < 5; k++) {
        Blocks other = networks();
        other.scale(1 + 0.1 * k);
        losses(rows.pass(all, other, draw));
        losses(rows.pass(all, other.at(1), draw));
      }

      assertThat(gradients(early).flat().toArray()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "fourier"})
  void should_pass_networks_kept_in_float(String name) {
    given(name, SMALL);
    Blocks wide = networks();
    Blocks narrow = Blocks.state(dims(), (id, v) -> v.copyFrom(wide.at(id)), Storage.FLOAT32);
    for (int i = 0; i < 3; i++) {
      wide.at(i).copyFrom(narrow.at(i)); // rounded
    }
    EmbeddedRows rows = rows(WorkerTeam.single());

    double[] ofNarrow = losses(rows.pass(all, narrow, Draw.full()));

    assertThat(losses(rows.pass(all, wide, Draw.full()))).isEqualTo(ofNarrow);
  }
}
