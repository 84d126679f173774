package org.bilevel4j.applications.auc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.bilevel4j.core.math.BlockSet;
import org.bilevel4j.core.math.Blocks;
import org.bilevel4j.core.math.Dims;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.math.Weights;
import org.bilevel4j.core.parallel.Workspace;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Dual;
import org.bilevel4j.core.problem.LowerPoints;
import org.bilevel4j.core.problem.Oracle;
import org.bilevel4j.core.problem.UpperPoints;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.random.Rng;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses and gradients of a batch against the formulas written out row by row. */
class ScoreFormulasTest {
  private static final double EXACT = 1e-9;
  private static final SmallTasks TASKS = SmallTasks.random(2, 40, 3, 7);
  private static final int TASK = 1;
  private static final int POSITIVES = 6;
  private static final int ROWS = 15;

  private final Key key = Key.of(9);
  private final Draw draw =
      new Draw(key, key, 0, new Batch.Stratified(POSITIVES, ROWS - POSITIVES));
  private final BlockSet set = BlockSet.of(2, TASK);

  private AutodiffProblem problem(ScoreForm form, String objective) {
    return TASKS.problem(
        new ScoreNetwork(TASKS.linear(), true), form, objective, new FprRange(0, 0.3));
  }

  private static Vec random(int dim, long seed) {
    Rng rng = Key.of(seed).rng();
    Vec v = Vec.zeros(dim);
    for (int j = 0; j < dim; j++) {
      v.set(j, rng.uniform(-1, 1));
    }
    return v;
  }

  private double[][] batch(AutodiffProblem problem) {
    int[] ids = draw.rows(TASK, problem.upperRows(TASK));
    return Arrays.stream(ids)
        .mapToObj(id -> TASKS.rows()[TASKS.tasks().get(TASK).row(id)])
        .toArray(double[][]::new);
  }

  private static Vec own(AutodiffProblem problem, Vec x) {
    return x.slice(problem.localParts().from(TASK), problem.localParts().to(TASK));
  }

  private Dual dual(double alpha) {
    return new Dual.PerBlock(Blocks.packed(set, Dims.uniform(2, 1), Vec.of(alpha)));
  }

  private static void same(Vec actual, Vec expected) {
    assertThat(actual.distance(expected)).isLessThan(EXACT * Math.max(1, expected.norm()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void should_move_as_the_steps_of_the_algorithm_say(boolean practical) {
    AutodiffProblem problem =
        problem(ScoreForm.SIGMOID, "pauc(tau1=0.2, tau2=0.05, practical=" + practical + ")");
    Vec x = random(problem.upperDim(), 3);
    double alpha = 0.7;
    double lambda = 0.4;
    Blocks y = Blocks.packed(set, problem.lowerDims(), Vec.of(lambda));
    Oracle oracle = problem.open(Workspace.single());
    UpperPoints f = oracle.upper(set, x, y, dual(alpha), draw);
    LowerPoints g = oracle.lower(set, x, y, draw);
    PartialAucByHand byHand =
        new PartialAucByHand(
            batch(problem),
            POSITIVES,
            TASKS.tasks().get(TASK).negatives(),
            own(problem, x),
            0.3,
            1,
            0.2,
            0.05,
            0.5);

    // steps 1 to 3
    double hessian = g.hessianYY().atPosition(0).get(0);
    assertThat(f.gradDual().atPosition(0).get(0))
        .isCloseTo(byHand.alphaSlope(alpha, lambda), within(EXACT));
    assertThat(g.gradY().atPosition(0).get(0)).isCloseTo(byHand.lambdaSlope(lambda), within(EXACT));
    assertThat(hessian).isCloseTo(byHand.hessian(lambda), within(EXACT));

    // step 4: T1 to T5, the last two only in the full version
    Vec h = f.gradX(Weights.constant(1));
    Blocks v = f.gradY().copy();
    v.scale(1 / hessian);
    g.addCrossXY(Weights.constant(-1), v, h);
    same(own(problem, h), byHand.direction(alpha, lambda, hessian, practical));
    if (practical) {
      assertThat(f.gradY().flat().norm()).isZero();
    }
  }

  /** The scores of the batch and, in each row, their derivatives in (head, bias). */
  private record Scored(double[] h, double[][] slopes) {
    static Scored of(double[][] z, Vec own, boolean sigmoid) {
      double[] h = new double[z.length];
      double[][] slopes = new double[z.length][];
      for (int r = 0; r < z.length; r++) {
        int d = z[r].length;
        double s = own.get(d);
        for (int j = 0; j < d; j++) {
          s += own.get(j) * z[r][j];
        }
        h[r] = sigmoid ? PartialAucByHand.sigmoid(s) : s;
        double factor = sigmoid ? h[r] * (1 - h[r]) : 1;
        double[] slope = Arrays.copyOf(z[r], d + 1);
        slope[d] = 1;
        slopes[r] = Arrays.stream(slope).map(t -> t * factor).toArray();
      }
      return new Scored(h, slopes);
    }

    /** out = sum of coefficients times derivatives, then the entries given. */
    Vec gradient(double[] coefficients, double... others) {
      int d = slopes[0].length;
      Vec out = Vec.zeros(d + others.length);
      for (int r = 0; r < h.length; r++) {
        for (int j = 0; j < d; j++) {
          out.add(j, coefficients[r] * slopes[r][j]);
        }
      }
      for (int k = 0; k < others.length; k++) {
        out.set(d + k, others[k]);
      }
      return out;
    }

    double mean(boolean positive) {
      int from = positive ? 0 : POSITIVES;
      int to = positive ? POSITIVES : h.length;
      return Arrays.stream(h, from, to).average().orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void should_have_the_gradients_of_the_saddle(boolean weighted) {
    AutodiffProblem problem =
        problem(ScoreForm.SIGMOID, "mauc(margin=0.8, priorWeighted=" + weighted + ")");
    Vec x = random(problem.upperDim(), 4);
    double alpha = -0.4;
    Blocks none = Blocks.zeros(set, problem.lowerDims());
    UpperPoints f = problem.open(Workspace.single()).upper(set, x, none, dual(alpha), draw);
    Vec own = own(problem, x);
    Scored s = Scored.of(batch(problem), own, true);
    double p = TASKS.tasks().get(TASK).positives() / 40.0;
    double scale = weighted ? p * (1 - p) : 1;

    double a = own.get(4);
    double b = own.get(5);
    double[] coefficients = new double[ROWS];
    double value = 2 * alpha * 0.8 - alpha * alpha;
    for (int r = 0; r < ROWS; r++) {
      double h = s.h[r];
      if (r < POSITIVES) {
        coefficients[r] = scale * (2 * (h - a) - 2 * alpha) / POSITIVES;
        value += ((h - a) * (h - a) - 2 * alpha * h) / POSITIVES;
      } else {
        coefficients[r] = scale * (2 * (h - b) + 2 * alpha) / (ROWS - POSITIVES);
        value += ((h - b) * (h - b) + 2 * alpha * h) / (ROWS - POSITIVES);
      }
    }
    assertThat(f.values().get(0)).isCloseTo(scale * value, within(EXACT));
    same(
        own(problem, f.gradX(Weights.constant(1))),
        s.gradient(
            coefficients, scale * -2 * (s.mean(true) - a), scale * -2 * (s.mean(false) - b)));
    assertThat(f.gradDual().flat().get(0))
        .isCloseTo(scale * (2 * (0.8 + s.mean(false) - s.mean(true)) - 2 * alpha), within(EXACT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"positives", "negatives"})
  void should_have_the_gradients_of_focal_loss(String weighed) {
    double gamma = 1.7;
    double weight = 0.3;
    AutodiffProblem problem =
        problem(ScoreForm.SIGMOID, "focal(gamma=1.7, weight=0.3, weighs=" + weighed + ")");
    Vec x = random(problem.upperDim(), 5);
    Blocks none = Blocks.zeros(set, problem.lowerDims());
    UpperPoints f = problem.open(Workspace.single()).upper(set, x, none, Dual.none(), draw);
    Scored s = Scored.of(batch(problem), own(problem, x), false);

    double[] coefficients = new double[ROWS];
    double value = 0;
    for (int r = 0; r < ROWS; r++) {
      boolean positive = r < POSITIVES;
      double w = positive == weighed.equals("positives") ? weight : 1 - weight;
      double sign = positive ? 1 : -1;
      double pt = PartialAucByHand.sigmoid(sign * s.h[r]);
      double rest = Math.pow(1 - pt, gamma);
      value += -w * rest * Math.log(pt) / ROWS;
      coefficients[r] = sign * w * rest * (gamma * pt * Math.log(pt) - (1 - pt)) / ROWS;
    }
    assertThat(f.values().get(0)).isCloseTo(value, within(EXACT));
    same(own(problem, f.gradX(Weights.constant(1))), s.gradient(coefficients));
  }

  @Test
  void should_be_cross_entropy_of_the_outputs_whatever_the_form() {
    for (ScoreForm form : ScoreForm.values()) {
      AutodiffProblem problem = problem(form, "ce");
      Vec x = random(problem.upperDim(), 6);
      Blocks none = Blocks.zeros(set, problem.lowerDims());
      UpperPoints f = problem.open(Workspace.single()).upper(set, x, none, Dual.none(), draw);
      Scored s = Scored.of(batch(problem), own(problem, x), false);

      double[] coefficients = new double[ROWS];
      double value = 0;
      for (int r = 0; r < ROWS; r++) {
        double t = r < POSITIVES ? 1 : 0;
        value += (Math.log1p(Math.exp(s.h[r])) - t * s.h[r]) / ROWS;
        coefficients[r] = (PartialAucByHand.sigmoid(s.h[r]) - t) / ROWS;
      }
      assertThat(f.values().get(0)).isCloseTo(value, within(EXACT));
      same(own(problem, f.gradX(Weights.constant(1))), s.gradient(coefficients));
    }
  }

  /** The pairs of all positives with the top ceil(0.3 * 9) = 3 negatives of the batch. */
  @Test
  void should_average_the_pairs_with_the_hardest_negatives_of_the_batch() {
    AutodiffProblem problem = problem(ScoreForm.RAW, "mb(margin=0.9)");
    Vec x = random(problem.upperDim(), 8);
    Blocks none = Blocks.zeros(set, problem.lowerDims());
    UpperPoints f = problem.open(Workspace.single()).upper(set, x, none, Dual.none(), draw);
    Scored s = Scored.of(batch(problem), own(problem, x), false);

    Integer[] order = new Integer[ROWS - POSITIVES];
    Arrays.setAll(order, k -> POSITIVES + k);
    Arrays.sort(order, (p, q) -> Double.compare(s.h[q], s.h[p]));
    double[] coefficients = new double[ROWS];
    double value = 0;
    int pairs = POSITIVES * 3;
    for (int i = 0; i < POSITIVES; i++) {
      for (int k = 0; k < 3; k++) {
        double t = 0.9 - s.h[i] + s.h[order[k]];
        value += t * t / pairs;
        coefficients[i] += -2 * t / pairs;
        coefficients[order[k]] += 2 * t / pairs;
      }
    }
    assertThat(f.values().get(0)).isCloseTo(value, within(EXACT));
    same(own(problem, f.gradX(Weights.constant(1))), s.gradient(coefficients));
  }

  /** J v = -(I - eta grad^2 L_CE) v, or -v without the Hessian; H = I. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void should_have_the_products_of_compositional_training(boolean firstOrder) {
    double eta = 0.6;
    AutodiffProblem problem =
        problem(ScoreForm.SIGMOID, "mauc-ct(eta=0.6, firstOrder=" + firstOrder + ")");
    Vec x = random(problem.upperDim(), 10);
    Blocks y = Blocks.packed(set, problem.lowerDims(), random(4, 11));
    Blocks v = Blocks.packed(set, problem.lowerDims(), random(4, 12));
    LowerPoints g = problem.open(Workspace.single()).lower(set, x, y, draw);
    Scored s = Scored.of(batch(problem), own(problem, x), false);

    Vec slope = Vec.zeros(4); // of the cross-entropy
    Vec product = Vec.zeros(4); // its Hessian times v
    for (int r = 0; r < ROWS; r++) {
      double p = PartialAucByHand.sigmoid(s.h[r]);
      Vec z = Vec.of(s.slopes[r]);
      slope.axpy((p - (r < POSITIVES ? 1 : 0)) / ROWS, z);
      product.axpy(p * (1 - p) * z.dot(v.flat()) / ROWS, z);
    }
    Vec residual = y.flat().copy();
    residual.axpy(-1, own(problem, x).slice(0, 4));
    residual.axpy(eta, slope);
    same(g.gradY().flat(), residual);
    assertThat(g.values().get(0)).isCloseTo(residual.dot(residual) / 2, within(EXACT));
    same(g.hvpYY(v).flat(), v.flat());
    Vec cross = v.flat().copy();
    cross.scale(-1);
    cross.axpy(firstOrder ? 0 : eta, product);
    same(own(problem, g.crossXY(Weights.constant(1), v)).slice(0, 4), cross);
  }

  /** The lower level's minimiser is where the gradient step, or the proximal step, ends. */
  @Test
  void should_start_the_copy_where_the_network_starts() {
    for (String objective : new String[] {"mauc-ct", "mauc-ct-proximal"}) {
      AutodiffProblem problem = problem(ScoreForm.SIGMOID, objective);
      Vec x = Vec.zeros(problem.upperDim());
      problem.startUpper(x, key);
      Vec y = Vec.zeros(4);
      problem.lowerStart().fill(TASK, x, key, y);
      assertThat(y.norm()).isGreaterThan(0.1);
      same(y, own(problem, x).slice(0, 4));
      assertThat(own(problem, x).slice(4, 6).norm()).isZero();
    }
  }
}
