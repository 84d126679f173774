package org.bilevel4j.applications.auc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bilevel4j.core.catalogue.Catalogue;
import org.bilevel4j.core.math.Vec;
import org.bilevel4j.core.run.Run;
import org.bilevel4j.core.run.RunSpec;
import org.bilevel4j.core.run.Snapshot;
import org.bilevel4j.core.solver.Solver;
import org.bilevel4j.datasets.task.TaskRows;
import org.bilevel4j.oracles.tensor.AutodiffProblem;
import org.junit.jupiter.api.Test;

/** MMB v1 on the problem of SOPA-s is SOPA-s with the weights' u of before the step. */
class SopaSAlgorithmTest {
  private static final int STEPS = 12;
  private static final double ETA_X = 0.1;
  private static final double GAMMA = 0.6;
  private static final double LAMBDA = 0.7;
  private static final double MARGIN = 0.9;
  private static final SmallTasks TASKS = SmallTasks.random(2, 30, 3, 41);
  private static final int OWN = 4; // head and bias

  /** SOPA-s on all rows of both tasks. */
  private static final class Algorithm {
    final Vec x;
    final double[][] u = new double[2][];

    Algorithm(Vec start) {
      x = start.copy();
      for (int k = 0; k < 2; k++) {
        u[k] = new double[TASKS.tasks().get(k).positives()];
        Arrays.fill(u[k], Math.exp(MARGIN * MARGIN / LAMBDA));
      }
    }

    void step() {
      Vec direction = Vec.zeros(x.dim());
      for (int k = 0; k < 2; k++) {
        TaskRows rows = TASKS.tasks().get(k);
        Vec own = x.slice(OWN * k, OWN * k + OWN);
        Vec out = direction.slice(OWN * k, OWN * k + OWN);
        int down = rows.negatives();
        for (int p = 0; p < rows.positives(); p++) {
          double mean = 0;
          for (int j = 0; j < down; j++) {
            int q = rows.positives() + j;
            double t = Math.max(MARGIN - score(own, rows, p) + score(own, rows, q), 0);
            double e = Math.exp(t * t / LAMBDA);
            mean += e / down;
            double weight = e / u[k][p] / (down * rows.positives()) / 2; // mean over both tasks
            slope(-2 * t * weight, own, rows, p, out);
            slope(2 * t * weight, own, rows, q, out);
          }
          u[k][p] += GAMMA * (mean - u[k][p]);
        }
      }
      x.axpy(-ETA_X, direction);
    }

    private static double[] row(TaskRows rows, int k) {
      return TASKS.rows()[rows.row(k)];
    }

    private static double score(Vec own, TaskRows rows, int k) {
      double[] z = row(rows, k);
      double s = own.get(3);
      for (int j = 0; j < 3; j++) {
        s += own.get(j) * z[j];
      }
      return PartialAucByHand.sigmoid(s);
    }

    private static void slope(double c, Vec own, TaskRows rows, int k, Vec out) {
      double h = score(own, rows, k);
      double[] z = Arrays.copyOf(row(rows, k), OWN);
      z[3] = 1;
      out.axpy(c * h * (1 - h), Vec.of(z));
    }
  }

  @Test
  void should_be_mmb_v1_on_the_problem() {
    AutodiffProblem problem =
        TASKS.problem(
            new ScoreNetwork(TASKS.linear(), true),
            ScoreForm.SIGMOID,
            "sopa-s(lambda=0.7, margin=0.9)",
            new FprRange(0, 0.3));
    Map<String, Object> set =
        Map.of(
            "etaX",
            ETA_X,
            "etaY",
            GAMMA,
            "average.newWeight",
            1,
            "blocksPerStep",
            2,
            "lowerBatch",
            "full",
            "upperBatch",
            "full");
    Solver<?> solver = Catalogue.load(Solver.KIND).get("mmb-v1").with(set);
    try (Run<?> run = Run.of("mmb-v1", solver, problem, RunSpec.of(1, STEPS))) {
      Algorithm byHand = new Algorithm(run.snapshot().x());
      Vec start = byHand.x.copy();
      Snapshot last = run.execute(List.of()).last();
      for (int t = 0; t < STEPS; t++) {
        byHand.step();
      }
      assertThat(last.x().distance(byHand.x)).isLessThan(1e-9 * byHand.x.norm());
      assertThat(byHand.x.distance(start)).isGreaterThan(0.05);
      for (int k = 0; k < 2; k++) {
        Vec u = last.lower().orElseThrow().at(k);
        for (int p = 0; p < byHand.u[k].length; p++) {
          assertThat(u.get(p)).isCloseTo(byHand.u[k][p], within(1e-9));
        }
      }
    }
  }
}
