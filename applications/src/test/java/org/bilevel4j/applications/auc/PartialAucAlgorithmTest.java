package org.bilevel4j.applications.auc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.problem.Batch;
import org.bilevel4j.core.problem.Draw;
import org.bilevel4j.core.problem.Purpose;
import org.bilevel4j.core.problem.Rows;
import org.bilevel4j.core.random.Key;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.datasets.task.TaskRows;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MMB v1 with beta_1 = 1 on the partial AUC problem is Algorithm 3, written out here. */
class PartialAucAlgorithmTest {
  private static final int STEPS = 25;
  private static final double ETA_X = 0.2;
  private static final double ETA_DUAL = 0.3;
  private static final double ETA_Y = 0.4;
  private static final double BETA = 0.7;
  private static final SmallTasks TASKS = SmallTasks.random(3, 40, 3, 31);

  /** Algorithm 3 with one batch for everything; the direction takes old lambda and H. */
  private static final class Algorithm {
    final Vec x;
    final double[] alpha = new double[3];
    final double[] lambda = new double[3];
    final double[] hessian = new double[3]; // 0 until the first batch
    final Vec d;
    final Batch batch;

    Algorithm(Vec start, Batch batch) {
      this.batch = batch;
      x = start.copy();
      d = Vec.zeros(start.dim());
    }

    void step(int t) {
      Vec direction = Vec.zeros(x.dim());
      for (int k = 0; k < 3; k++) {
        PartialAucByHand task = task(t, k);
        double fresh = task.hessian(lambda[k]);
        hessian[k] = t == 0 ? fresh : hessian[k];
        Vec own = direction.slice(6 * k, 6 * k + 6);
        own.axpy(1.0 / 3, task.direction(alpha[k], lambda[k], hessian[k], false));
        double up = task.alphaSlope(alpha[k], lambda[k]);
        lambda[k] -= ETA_Y * task.lambdaSlope(lambda[k]);
        alpha[k] += ETA_DUAL * up;
        hessian[k] = fresh;
      }
      d.blend(t == 0 ? 1 : BETA, direction);
      x.axpy(-ETA_X, d);
    }

    /** Of the rows that step t draws. */
    private PartialAucByHand task(int t, int k) {
      TaskRows all = TASKS.tasks().get(k);
      Key key = Key.of(1).child(t).child(Purpose.UPPER.name()).child(0);
      Rows rows = Rows.stratified(all.positives(), all.negatives());
      int[] ids = new Draw(key, key, t, batch).rows(k, rows);
      double[][] z =
          Arrays.stream(ids).mapToObj(id -> TASKS.rows()[all.row(id)]).toArray(double[][]::new);
      int positives = (int) Arrays.stream(ids).filter(id -> id < all.positives()).count();
      Vec own = x.slice(6 * k, 6 * k + 6).copy();
      return new PartialAucByHand(z, positives, all.negatives(), own, 0.3, 1, 0.1, 0.01, 0.5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "6+10"})
  void should_be_mmb_v1_on_the_problem(String batch) {
    AutodiffProblem problem =
        TASKS.problem(
            new ScoreNetwork(TASKS.linear(), true),
            ScoreForm.SIGMOID,
            "pauc(tau1=0.1, tau2=0.01, eps=0.5)",
            new FprRange(0, 0.3));
    Map<String, Object> set = new HashMap<>();
    set.put("etaX", ETA_X);
    set.put("etaDual", ETA_DUAL);
    set.put("etaY", ETA_Y);
    set.put("average.newWeight", BETA);
    set.put("hessian.newWeight", 1);
    set.put("blocksPerStep", 3);
    set.put("lowerBatch", batch);
    set.put("upperBatch", batch);
    set.put("oneBatch", true);
    Solver<?> solver = Catalogue.load(Solver.KIND).get("mmb-v1").with(set);
    try (Run<?> start = Run.of("mmb-v1", solver, problem, RunSpec.of(1, 1));
        Run<?> run = Run.of("mmb-v1", solver, problem, RunSpec.of(1, STEPS))) {
      Algorithm byHand = new Algorithm(start.snapshot().x(), Batch.parse(batch));
      Snapshot last = run.execute(List.of()).last();
      for (int t = 0; t < STEPS; t++) {
        byHand.step(t);
      }
      assertThat(last.x().distance(byHand.x)).isLessThan(1e-9 * byHand.x.norm());
      for (int k = 0; k < 3; k++) {
        assertThat(last.dual().at(k).get(0)).isCloseTo(byHand.alpha[k], within(1e-9));
        assertThat(last.lower().orElseThrow().at(k).get(0))
            .isCloseTo(byHand.lambda[k], within(1e-9));
      }
      assertThat(byHand.x.distance(start.snapshot().x())).isGreaterThan(0.1);
    }
  }
}
